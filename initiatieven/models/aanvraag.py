import re

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import cached_property

from gebieden.models import GebiedPage
from gebieden.velden import BedragField
from initiatieven.standen import AFGESLOTEN, LOOPT, ONBESLIST, STAPPEN, Melding, Stand
from initiatieven.termijn import Klok, Pauze

from .instellingen import InitiatievenInstellingen
from .regiegroep import Regiegroep
from .ronde import Ronde

NUMMER = re.compile(r"^\d{1,15}$", re.ASCII)


class AanvraagQuerySet(models.QuerySet):
    def submitted(self):
        return self.exclude(stand=Stand.CONCEPT)

    def undecided(self):
        return self.filter(stand__in=ONBESLIST)

    def running(self):
        """Those of which the clock runs."""
        return self.filter(stand__in=LOOPT)

    def find(self, sleutel):
        """The application of this personal link, or None."""
        nummer = sleutel.partition("-")[0]
        aanvraag = self.filter(pk=nummer).first() if NUMMER.match(nummer) else None
        return aanvraag if aanvraag and constant_time_compare(aanvraag.sleutel, sleutel) else None


class Aanvraag(models.Model):
    """A plan for which somebody asks money. Who that is stands in `Aanvrager`, so that it can be removed on its own."""

    class Bron(models.TextChoices):
        SITE = "site", "Via de site"
        PAPIER = "papier", "Op papier"

    # A number to speak of. It opens nothing: that takes the secret of the personal link.
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001
    # A new personal link makes the old one useless.
    linkversie = models.PositiveSmallIntegerField(default=1, editable=False)
    formulier = models.ForeignKey(
        "initiatieven.AanvraagPage", on_delete=models.SET_NULL, null=True, related_name="aanvragen", editable=False
    )
    # Made by the browser's first page, so that pressing twice begins one application.
    begin_sleutel = models.UUIDField(unique=True, null=True, editable=False)
    stand = models.CharField("stand", max_length=20, choices=Stand, default=Stand.CONCEPT, editable=False)
    stand_sinds = models.DateTimeField("sinds", default=timezone.now, editable=False)
    bron = models.CharField("binnengekomen", max_length=10, choices=Bron, default=Bron.SITE, editable=False)
    regiegroep = models.ForeignKey(
        Regiegroep, verbose_name="regiegroep", on_delete=models.PROTECT, null=True, related_name="aanvragen"
    )
    ronde = models.ForeignKey(
        Ronde, verbose_name="ronde", on_delete=models.PROTECT, null=True, blank=True, related_name="aanvragen"
    )
    gebied = models.ForeignKey(
        GebiedPage, verbose_name="gebied", on_delete=models.SET_NULL, null=True, blank=True, related_name="aanvragen"
    )
    # The name survives the page of the area.
    gebied_naam = models.CharField(max_length=100, blank=True, editable=False)

    titel = models.CharField("naam van uw plan", max_length=120, blank=True)
    omschrijving = models.TextField("wat wilt u gaan doen?", max_length=4000, blank=True)
    opbrengst = models.TextField("wat heeft de buurt eraan?", max_length=2000, blank=True)
    uitvoering = models.TextField("wie helpen mee?", max_length=2000, blank=True)
    onderhoud = models.TextField("wie onderhoudt het daarna?", max_length=1000, blank=True)
    plek = models.CharField("waar is het?", max_length=200, blank=True)
    postcode = models.CharField("postcode van de plek", max_length=7, blank=True)
    begin = models.DateField("wanneer begint het?", null=True, blank=True)
    eind = models.DateField("wanneer is het klaar?", null=True, blank=True)

    draagvlak = models.TextField("wat vinden de buren ervan?", max_length=2000, blank=True)
    aantal_voor = models.PositiveIntegerField("hoeveel mensen zijn voor?", null=True, blank=True)
    aantal_neutraal = models.PositiveIntegerField("hoeveel mensen hebben geen mening?", null=True, blank=True)
    aantal_tegen = models.PositiveIntegerField("hoeveel mensen zijn tegen?", null=True, blank=True)

    eten_drinken = models.BooleanField("is er eten of drinken bij?", null=True, blank=True)
    eigen_voordeel = models.BooleanField("verdient iemand eraan?", null=True, blank=True)
    vergunning = models.CharField("is er een vergunning nodig?", max_length=20, blank=True)

    gevraagd = BedragField("gevraagd bedrag")
    andere_subsidie = models.TextField("vraagt u ook ergens anders geld?", max_length=1000, blank=True)
    # Question and answer as they were worded then: the form may change later.
    extra = models.JSONField("extra vragen", default=list, blank=True)

    gemaakt_op = models.DateTimeField(auto_now_add=True)
    gewijzigd_op = models.DateTimeField(auto_now=True)
    ingediend_op = models.DateTimeField("ingediend op", null=True, editable=False)
    beslistermijn_weken = models.PositiveSmallIntegerField(null=True, editable=False)
    # For lists and warnings; what it follows from is `klok`.
    uiterlijk = models.DateField("beslissen uiterlijk", null=True, editable=False)
    # What the applicant may keep, once that is fixed. What was paid beyond it must come back (`geld.get_nog_terug`).
    vastgesteld = BedragField("vastgesteld bedrag", editable=False)
    geanonimiseerd_op = models.DateTimeField(null=True, editable=False)

    objects = AanvraagQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        ordering = ["-ingediend_op", "-pk"]
        permissions = [
            ("toets_aanvraag", "Mag aanvragen toetsen"),
            ("besluit_aanvraag", "Mag besluiten over aanvragen"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stand=Stand.CONCEPT) | Q(kenmerk__isnull=False, ingediend_op__isnull=False),
                name="aanvraag_ingediend_heeft_kenmerk",
            )
        ]

    def __str__(self):
        return f"{self.kenmerk or 'Nog niet verzonden'}: {self.titel or 'zonder naam'}"

    @property
    def sleutel(self):
        """The secret of the personal link: it follows from the key of the site, so nothing stored gives it away."""
        geheim = salted_hmac("aanvraag", f"{self.pk}.{self.linkversie}", algorithm="sha256").hexdigest()[:40]
        return f"{self.pk}-{geheim}"

    def receive(self, moment):
        """Gives it a reference, and the term that counts at this moment."""
        self.kenmerk = f"BI-{timezone.localdate(moment).year}-{self.pk}"
        self.ingediend_op = moment
        self.beslistermijn_weken = InitiatievenInstellingen.load_default().beslistermijn_weken

    @property
    def is_concept(self):
        return self.stand == Stand.CONCEPT

    @property
    def is_afgesloten(self):
        return self.stand in AFGESLOTEN

    @property
    def is_onbeslist(self):
        return self.stand in ONBESLIST

    @property
    def verloop(self):
        """The history without what only the desk may read."""
        return [gebeurtenis for gebeurtenis in self.gebeurtenissen.all() if not gebeurtenis.intern]

    @property
    def gevraagde_aanvulling(self):
        """The last time the desk asked to complete the file."""
        return self.gebeurtenissen.filter(soort="vraag_aanvulling").last()

    @property
    def stappen(self):
        """What may follow now, by name."""
        return {naam: stap for naam, stap in STAPPEN.items() if self.stand in stap.van}

    @cached_property
    def klok(self):
        """The decision term of this application, from its history; None as long as it was not handed in."""
        if not self.ingediend_op:
            return None
        pauzes, gevraagd, verdaagd = [], None, 0
        for gebeurtenis in self.gebeurtenissen.all():
            dag = timezone.localdate(gebeurtenis.moment)
            if gebeurtenis.soort == "vraag_aanvulling":
                gevraagd = Pauze(dag, gebeurtenis.uiterlijk)
            elif gevraagd and gebeurtenis.soort in STAPPEN:
                # A note or a question in between lets the clock stand.
                pauzes.append(Pauze(gevraagd.van, gevraagd.uiterlijk, min(dag, gevraagd.uiterlijk)))
                gevraagd = None
            if gebeurtenis.soort == Melding.VERDAAGD:
                verdaagd += gebeurtenis.dagen
        if gevraagd:
            pauzes.append(gevraagd)
        return Klok(timezone.localdate(self.ingediend_op), self.beslistermijn_weken, tuple(pauzes), verdaagd)


class Aanvrager(models.Model):
    """Who asks: the personal data of an application. Removed when they are no longer needed."""

    class Namens(models.TextChoices):
        ZICHZELF = "zichzelf", "Voor mijzelf en mijn buren"
        GROEP = "groep", "Voor een groep bewoners"
        ORGANISATIE = "organisatie", "Voor een vereniging, stichting of andere organisatie"

    class Kanaal(models.TextChoices):
        MAIL = "mail", "Per e-mail"
        POST = "post", "Per post"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="aanvrager")
    email = models.EmailField("e-mailadres", blank=True)
    email_bevestigd_op = models.DateTimeField(null=True, editable=False)
    namens = models.CharField("voor wie vraagt u aan?", max_length=20, choices=Namens, blank=True)
    organisatie = models.CharField("naam van de groep of organisatie", max_length=120, blank=True)
    naam = models.CharField("uw naam", max_length=120, blank=True)
    adres = models.CharField("straat en huisnummer", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    woonplaats = models.CharField("woonplaats", max_length=80, blank=True)
    telefoon = models.CharField("telefoonnummer", max_length=20, blank=True)
    # How official messages reach the applicant; chosen, never filled in beforehand (Awb 2:8).
    kanaal = models.CharField("hoe wilt u officiële berichten krijgen?", max_length=10, choices=Kanaal, blank=True)
    helper_naam = models.CharField("naam van wie u helpt", max_length=120, blank=True)
    helper_email = models.EmailField("e-mailadres van wie u helpt", blank=True)
    # Asked only when there is money to pay.
    iban = models.CharField("rekeningnummer (IBAN)", max_length=34, blank=True)
    iban_naam = models.CharField("op naam van", max_length=120, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "aanvrager"
        verbose_name_plural = "aanvragers"

    def __str__(self):
        return self.organisatie or self.naam or "onbekend"


class KostenregelQuerySet(models.QuerySet):
    def kosten(self):
        return self.filter(soort=Kostenregel.Soort.KOSTEN)

    def list_posten(self):
        """What it costs, for the rules: what, how much, and how many quotes came with it."""
        return self.kosten().annotate(aantal=models.Count("offertes")).values_list("omschrijving", "bedrag", "aantal")


class Kostenregel(models.Model):
    """A line of the budget of a plan: what it costs, or who else pays."""

    class Soort(models.TextChoices):
        KOSTEN = "kosten", "Kosten"
        EIGEN = "eigen", "Eigen bijdrage"
        ANDEREN = "anderen", "Bijdrage van anderen"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="kostenregels")
    soort = models.CharField("soort", max_length=10, choices=Soort, default=Soort.KOSTEN)
    omschrijving = models.CharField("omschrijving", max_length=120)
    bedrag = BedragField("bedrag", null=False, blank=False)
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = KostenregelQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "regel van de begroting"
        verbose_name_plural = "regels van de begroting"
        ordering = ["volgorde", "pk"]

    def __str__(self):
        return self.omschrijving
