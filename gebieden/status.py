"""The nine words for how an agenda item stands. Source of the words: docs/architecture.md."""

from django.db import models

STAPPEN = 5


class Status(models.TextChoices):
    IDEE = "idee", "Idee"
    ONDERZOEK = "onderzoek", "In onderzoek"
    GEPLAND = "gepland", "Gepland"
    UITVOERING = "uitvoering", "In uitvoering"
    AFGEROND = "afgerond", "Afgerond"
    DOORLOPEND = "doorlopend", "Doorlopend"
    WACHT = "wacht", "Wacht op anderen"
    GESTOPT = "gestopt", "Gestopt"
    NIET_OVERGENOMEN = "niet-overgenomen", "Niet overgenomen"

    @property
    def uitleg(self):
        return UITLEG[self]

    @property
    def stap(self):
        """The place in the five steps, or nothing for a status outside them."""
        return STAP.get(self)


UITLEG = {
    Status.IDEE: "Iemand heeft dit ingebracht. Wij bekijken of het kan.",
    Status.ONDERZOEK: "Wij zoeken uit of het kan en wat het kost.",
    Status.GEPLAND: "Er is een plan en wij weten wanneer het begint.",
    Status.UITVOERING: "Het werk is begonnen.",
    Status.AFGEROND: "Dit punt is klaar.",
    Status.DOORLOPEND: "Dit blijven wij doen. Er is geen einddatum.",
    Status.WACHT: "Het ligt stil. Bij het punt staat op wie wij wachten.",
    Status.GESTOPT: "Wij stoppen ermee. Bij het punt staat waarom.",
    Status.NIET_OVERGENOMEN: "Wij doen dit niet. Bij het punt staat waarom.",
}
STAP = {
    Status.IDEE: 1,
    Status.ONDERZOEK: 2,
    Status.GEPLAND: 3,
    Status.UITVOERING: 4,
    Status.AFGEROND: 5,
}
# Nothing more is expected of these.
KLAAR = (Status.AFGEROND, Status.GESTOPT, Status.NIET_OVERGENOMEN)
AFGEVALLEN = (Status.GESTOPT, Status.NIET_OVERGENOMEN)
