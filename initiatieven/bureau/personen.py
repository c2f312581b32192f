"""Two rights of a person (AVG 15 and 17): a copy of all that is kept, and erasing what may be erased."""

import json
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from home.models import Mail
from initiatieven.bureau.bewaren import anonimiseer, find_mails, get_einde, verwijder_concept
from initiatieven.bureau.scherm import ToetsScherm
from initiatieven.inzage import log_inzage
from initiatieven.models import Aanvraag, InitiatievenInstellingen
from initiatieven.standen import Stand


@dataclass(frozen=True)
class Uitkomst:
    """What happens to one application of this person, and why."""

    aanvraag: str
    gaat_weg: bool
    uitleg: str


class PersoonForm(forms.Form):
    use_required_attribute = False
    email = forms.EmailField(label="E-mailadres", help_text="Controleer eerst wie dit vraagt.")


def find_aanvragen(email):
    """Those that this person asked for, or helped with."""
    aanvragen = Aanvraag.objects.filter(Q(aanvrager__email__iexact=email) | Q(aanvrager__helper_email__iexact=email))
    return aanvragen.select_related("aanvrager", "regiegroep", "ronde").order_by("pk")


def judge(aanvraag, instellingen):
    """Whether the data of this application may be erased now."""
    naam = aanvraag.kenmerk or "Nog niet verzonden"
    if aanvraag.stand == Stand.CONCEPT:
        return Uitkomst(naam, True, "Nooit verzonden: gaat helemaal weg.")
    if aanvraag.stand == Stand.INGETROKKEN:
        return Uitkomst(naam, True, "Ingetrokken: de persoonsgegevens gaan weg, het cijfer blijft.")
    einde = get_einde(aanvraag, instellingen)
    if einde:
        dag = date_format(einde, "j F Y")
        return Uitkomst(naam, False, f"Blijft tot {dag}: er is besloten, en een besluit bewaren wij (Archiefwet).")
    return Uitkomst(naam, False, "Blijft: de aanvraag loopt nog. De aanvrager kan hem eerst intrekken.")


def erase(aanvragen):
    """Erases what may go, and tells of each what happened."""
    instellingen, uitkomsten = InitiatievenInstellingen.load_default(), []
    for aanvraag in aanvragen:
        uitkomst = judge(aanvraag, instellingen)
        if uitkomst.gaat_weg:
            weg = verwijder_concept if aanvraag.is_concept else anonimiseer
            weg(aanvraag)
        uitkomsten.append(uitkomst)
    return uitkomsten


def make_zip(aanvragen, email):
    """Everything in one file: the data as JSON, and the files that were sent along."""
    pak = BytesIO()
    with ZipFile(pak, "w", ZIP_DEFLATED) as zip_:
        gegevens = {
            "gemaakt_op": timezone.now(),
            "aanvragen": [collect(aanvraag) for aanvraag in aanvragen],
            "mails": list(Mail.objects.filter(aan__iexact=email).values("onderwerp", "tekst", "gemaakt_op")),
        }
        tekst = json.dumps(gegevens, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        zip_.writestr("gegevens.json", tekst)
        for aanvraag in aanvragen:
            for bijlage in aanvraag.bijlagen.all():
                with bijlage.bestand.open("rb") as bestand:
                    zip_.writestr(f"{aanvraag.kenmerk or 'concept'}/{bijlage.pk}-{bijlage.naam}", bestand.read())
    return pak.getvalue()


def collect(aanvraag):
    besluit = getattr(aanvraag, "besluit", None)
    return {
        "aanvraag": model_to_dict(aanvraag, exclude=["id", "formulier"]) | _describe(aanvraag),
        "aanvrager": model_to_dict(aanvraag.aanvrager, exclude=["id", "aanvraag"]),
        "begroting": list(aanvraag.kostenregels.values("soort", "omschrijving", "bedrag")),
        "verloop": [
            {"wanneer": regel.moment, "wat": regel.titel, "toelichting": regel.toelichting}
            for regel in aanvraag.gebeurtenissen.all()
        ],
        "besluit": model_to_dict(besluit, fields=["soort", "bedrag", "voorwaarden", "motivering"]) if besluit else None,
        "hoe_ging_het": _describe_account(aanvraag),
        "betaald": list(aanvraag.boekingen.values("soort", "bedrag", "moment")),
        # Which mails there were about it, also to somebody who helps.
        "mails": list(find_mails(aanvraag).values("onderwerp", "gemaakt_op")),
        "wie_keek": list(aanvraag.inzages.values("wat", "moment")),
    }


def _describe(aanvraag):
    return {
        "kenmerk": aanvraag.kenmerk,
        "stand": aanvraag.get_stand_display(),
        "ingediend_op": aanvraag.ingediend_op,
        "regiegroep": str(aanvraag.regiegroep),
        "gebied": aanvraag.gebied_naam,
        "ronde": str(aanvraag.ronde or ""),
    }


def _describe_account(aanvraag):
    verantwoording = getattr(aanvraag, "verantwoording", None)
    if not verantwoording:
        return None
    return {
        **model_to_dict(verantwoording, fields=[*verantwoording.VRAGEN, "verteller", "verhaal_mag"]),
        "uitgaven": list(verantwoording.uitgaven.values("omschrijving", "bedrag")),
        "fotos": [
            {"foto": foto.beschrijving, "toestemmingen": [str(toestemming) for toestemming in foto.toestemmingen.all()]}
            for foto in verantwoording.fotos.prefetch_related("toestemmingen")
        ],
    }


class Personen(ToetsScherm):
    """The address is sent, never in the address bar."""

    kop = "Gegevens van een persoon"
    header_icon = "user"
    template_name = "initiatieven/bureau/personen.html"

    def get(self, request):
        return self.show(form=PersoonForm())

    def post(self, request):
        form = PersoonForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        email = form.cleaned_data["email"]
        aanvragen = list(find_aanvragen(email))
        if "export" in request.POST and aanvragen:
            return self.export(aanvragen, email)
        if "wis" in request.POST and aanvragen:
            return self.wis(form, aanvragen)
        log_inzage(request, "Gezocht op persoon", *aanvragen)
        instellingen = InitiatievenInstellingen.load_default()
        return self.show(form=form, gezocht=True, uitkomsten=[judge(aanvraag, instellingen) for aanvraag in aanvragen])

    def export(self, aanvragen, email):
        log_inzage(self.request, "Gegevens van een persoon als bestand", *aanvragen)
        self.log("initiatieven.persoon_export", aanvragen)
        headers = {"Content-Disposition": 'attachment; filename="gegevens.zip"', "Cache-Control": "private, no-store"}
        return HttpResponse(make_zip(aanvragen, email), content_type="application/zip", headers=headers)

    def wis(self, form, aanvragen):
        self.log("initiatieven.persoon_gewist", aanvragen)
        return self.show(form=form, gewist=True, uitkomsten=erase(aanvragen))

    def log(self, actie, aanvragen):
        """Without the address: the log outlives the data."""
        kenmerken = [aanvraag.kenmerk or "concept" for aanvraag in aanvragen]
        log(self.request.user, actie, user=self.request.user, data={"aanvragen": ", ".join(kenmerken)})


def register_log_actions(actions):
    actions.register_action("initiatieven.brieftekst", "Brieftekst", "Veranderde de tekst van een brief")
    actions.register_action(
        "initiatieven.persoon_export", "Gegevens gegeven", "Maakte een bestand met de gegevens van een persoon"
    )
    actions.register_action(
        "initiatieven.persoon_gewist", "Gegevens gewist", "Wiste gegevens van een persoon waar dat mocht"
    )
