"""The applicant asks the neighbours: a link, a QR code and a poster, and how many answered."""

from django import forms
from django.db import transaction
from django.shortcuts import redirect

from gebieden.pdf import make_pdf_response
from home.formulier import FormulierMixin
from initiatieven.models import STEUN_OPEN, Steunlink
from initiatieven.standen import StapFout
from initiatieven.steun.link import get_adres, make_qr
from initiatieven.steun.tellen import tel_steun
from initiatieven.verloop import describe_stand

from .scherm import FormulierScherm, MijnScherm


class SteunlinkForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Steunlink
        fields = ["aan", "toont_omschrijving"]
        labels = {
            "aan": "Buren kunnen nu laten weten wat zij vinden",
            "toont_omschrijving": "Buren mogen lezen wat ik bij “Wat wilt u gaan doen?” schreef",
        }
        help_texts = {
            "toont_omschrijving": "Staan er namen of andere gegevens van mensen in? Zet dit dan niet aan. "
            "De naam van uw plan en uw gebied zien buren altijd."
        }

    def __init__(self, aanvraag, *args):
        steunlink = Steunlink.objects.filter(aanvraag=aanvraag).first() or Steunlink(aanvraag=aanvraag)
        super().__init__(*args, instance=steunlink)
        self.aanvraag = aanvraag

    @transaction.atomic
    def submit(self):
        if self.aanvraag.stand not in STEUN_OPEN:
            raise StapFout(describe_stand(self.aanvraag))
        # Two tabs at once: the second finds the link of the first.
        Steunlink.objects.update_or_create(aanvraag=self.aanvraag, defaults=self.cleaned_data)


class BurenScherm(FormulierScherm):
    """Also before the plan is sent, once it has a name."""

    standen = STEUN_OPEN
    template_name = "initiatieven/mijn/buren.html"
    form_class = SteunlinkForm
    kop = "Wat vinden uw buren?"
    inleiding = "Geef uw buren een link. Zij kiezen: ik steun het, ik doe mee, of ik heb zorgen."

    def find(self):
        zonder_naam = self.aanvraag and self.aanvraag.is_concept and not self.aanvraag.titel
        return super().find() or (self.leave() if zonder_naam else None)

    def leave(self, gedaan=""):
        return super().leave() if self.request.method == "GET" else redirect("mijn:steun")

    def show(self, **context):
        steunlink = Steunlink.objects.filter(aanvraag=self.aanvraag, aan=True).first()
        adres = get_adres(steunlink) if steunlink else ""
        qr = make_qr(adres) if adres else ""
        self.knop = "Bewaar" if adres else "Maak de link"
        return super().show(adres=adres, qr=qr, telling=tel_steun(self.aanvraag), **context)


class Poster(MijnScherm):
    """One A4 to print, for a window or the notice board of the community centre."""

    http_method_names = ["get", "head"]
    standen = STEUN_OPEN

    def get(self, request):
        steunlink = Steunlink.objects.open().filter(aanvraag=self.aanvraag).first()
        if not steunlink:
            return redirect("mijn:steun")
        adres = get_adres(steunlink)
        context = {"aanvraag": self.aanvraag, "adres": adres.partition("://")[2], "qr": make_qr(adres)}
        return make_pdf_response("initiatieven/mijn/poster.html", context, "Poster", "de poster")
