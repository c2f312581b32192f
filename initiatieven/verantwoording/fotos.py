"""Pictures with the account, and who on them said yes."""

import hashlib
from datetime import date
from io import BytesIO

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from home.formulier import FormulierMixin
from initiatieven.bestanden import JPEG, PNG, bewaar_bijlage, clean_upload
from initiatieven.mijn.scherm import MijnScherm
from initiatieven.models import Bijlage, Foto, Toestemming
from initiatieven.models.aanvraag import NUMMER

from .intrekken import trek_toestemming_in
from .schermen import LijstFormulier, VerantwoordFormulier, VerantwoordMixin, check_open
from .verhaal import haal_van_site

MEESTE_FOTOS = 10
# Beside the files of the application itself: pictures and receipts.
MEESTE_BESTANDEN = 60
KLEIN = (640, 640)


class FotoForm(FormulierMixin, forms.ModelForm):
    bestand = forms.FileField(
        label="De foto",
        widget=forms.FileInput({"accept": "image/*"}),
        error_messages={"required": "Kies een foto.", "empty": "Dit bestand is leeg. Kies een ander."},
    )
    herkenbaar = forms.TypedChoiceField(
        label="Staan er mensen herkenbaar op?",
        choices=[("nee", "Nee"), ("ja", "Ja")],
        coerce=lambda waarde: waarde == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of er mensen herkenbaar op staan."},
    )
    field_order = ["bestand", "beschrijving", "herkenbaar"]

    class Meta:
        model = Foto
        fields = ["beschrijving", "herkenbaar"]
        labels = {"beschrijving": "Wat is er te zien?"}
        help_texts = {"beschrijving": "Eén zin, voor wie de foto niet kan zien. Schrijf geen namen op."}
        error_messages = {"beschrijving": {"required": "Schrijf wat er op de foto te zien is."}}

    def __init__(self, verantwoording, *args):
        super().__init__(*args)
        self.verantwoording = verantwoording

    def clean_bestand(self):
        upload = self.cleaned_data["bestand"]
        inhoud, mimetype = clean_upload(upload)
        if mimetype not in (JPEG, PNG):
            raise ValidationError("Dit is geen foto. Kies een JPEG, PNG of HEIC.")
        self.sha256 = hashlib.sha256(inhoud).hexdigest()
        return upload

    @transaction.atomic
    def submit(self):
        check_open(self.verantwoording)
        fotos = self.verantwoording.fotos.exclude(bijlage=None)
        # The same picture sent twice is one picture.
        if fotos.filter(bijlage__sha256=self.sha256).exists():
            return
        if fotos.count() >= MEESTE_FOTOS:
            raise ValidationError(f"U kunt {MEESTE_FOTOS} foto’s meesturen. Verwijder er eerst een.")
        foto = self.save(commit=False)
        foto.verantwoording = self.verantwoording
        foto.bijlage = bewaar_bijlage(
            self.verantwoording.aanvraag, self.cleaned_data["bestand"], Bijlage.Soort.TEKENING, MEESTE_BESTANDEN
        )
        foto.save()


class FotosScherm(LijstFormulier):
    template_name = "initiatieven/verantwoording/fotos.html"
    hier = "mijn:fotos"
    form_class = FotoForm
    kop = "Foto’s"
    inleiding = "Een foto zegt vaak meer dan een lang verhaal. Het hoeft niet."
    knop = "Voeg deze foto toe"

    def show(self, **context):
        fotos = self.verantwoording.fotos.exclude(bijlage=None).prefetch_related("toestemmingen")
        return super().show(fotos=fotos, **context)


class PersoonForm(FormulierMixin, forms.ModelForm):
    ja = forms.BooleanField(
        label="Deze persoon (of de ouder) zei: deze foto mag op de site",
        error_messages={"required": "Zet een vinkje als u het hebt gevraagd en het mag."},
    )
    field_order = ["naam", "kind", "gegeven_op", "ja"]

    class Meta:
        model = Toestemming
        fields = ["naam", "kind", "gegeven_op"]
        labels = {"gegeven_op": "Wanneer zei deze persoon ja?"}
        help_texts = {
            "naam": "Een voornaam is genoeg. Bij een kind mag u ook schrijven: kind 1.",
            "gegeven_op": "Bijvoorbeeld 14-6-2026.",
        }
        widgets = {
            "naam": forms.TextInput({"autocomplete": "off"}),
            "gegeven_op": forms.DateInput({"class": "invoer--kort", "autocomplete": "off"}),
        }
        error_messages = {
            "naam": {"required": "Schrijf wie er op de foto staat."},
            "gegeven_op": {"required": "Schrijf de datum.", "invalid": "Schrijf de datum als 14-6-2026."},
        }

    def __init__(self, foto, *args):
        super().__init__(*args)
        self.foto = foto

    def clean_naam(self):
        naam = self.cleaned_data["naam"]
        if self.foto.toestemmingen.filter(naam=naam).exists():
            raise ValidationError("Deze persoon staat er al bij.")
        return naam

    def clean_gegeven_op(self):
        dag = self.cleaned_data["gegeven_op"]
        if not date(2000, 1, 1) <= dag <= timezone.localdate():
            raise ValidationError("Schrijf een dag die al geweest is.")
        return dag

    @transaction.atomic
    def submit(self):
        check_open(self.foto.verantwoording)
        toestemming = self.save(commit=False)
        Toestemming.objects.get_or_create(
            foto=self.foto,
            naam=toestemming.naam,
            defaults={"kind": toestemming.kind, "gegeven_op": toestemming.gegeven_op},
        )


class FotoScherm(VerantwoordFormulier):
    """One picture: who is on it, who says yes, and taking it away. That last is possible at any time."""

    template_name = "initiatieven/verantwoording/foto.html"
    form_class = PersoonForm
    kop = "Wie staat er op deze foto?"
    knop = "Voeg deze persoon toe"

    def find(self):
        if antwoord := super().find():
            return antwoord
        self.foto = self.verantwoording.fotos.filter(pk=self.kwargs["pk"]).exclude(bijlage=None).first()
        return None if self.foto else redirect("mijn:fotos")

    def make_form(self, *args):
        return PersoonForm(self.foto, *args)

    def post(self, request, **kwargs):
        doe = {"compleet": self._finish, "weg": self._remove, "intrekken": self._withdraw}.get(request.POST.get("doe"))
        return doe() if doe else super().post(request, **kwargs)

    def _finish(self):
        Foto.objects.filter(pk=self.foto.pk).update(compleet=self.foto.toestemmingen.exists())
        return redirect("mijn:fotos")

    @transaction.atomic
    def _remove(self):
        haal_van_site(self.foto)
        return redirect("mijn:fotos")

    def _withdraw(self):
        nummer = self.request.POST.get("wie", "")
        toestemming = self.foto.toestemmingen.filter(pk=nummer).first() if NUMMER.match(nummer) else None
        if not toestemming:
            raise Http404
        trek_toestemming_in(toestemming, str(self.aanvraag.aanvrager))
        return redirect("mijn:fotos")

    def leave(self, gedaan=""):
        return redirect("mijn:foto", self.foto.pk) if hasattr(self, "foto") else super().leave()

    def show(self, **context):
        mensen = [
            {"toestemming": wie, "adres": settings.SITE_URL + reverse("mijn:toestemming", args=[wie.sleutel])}
            for wie in self.foto.toestemmingen.all()
        ]
        context |= {"foto": self.foto, "mensen": mensen, "terug": reverse("mijn:fotos"), "terug_naar": "de foto’s"}
        return super().show(kan=self.foto.herkenbaar, **context)


class FotoKlein(VerantwoordMixin, MijnScherm):
    """The picture small enough for a phone, for the applicant only."""

    http_method_names = ["get", "head"]

    def get(self, request, pk):
        foto = self.verantwoording.fotos.filter(pk=pk).exclude(bijlage=None).first()
        if not foto:
            raise Http404
        klein = BytesIO()
        with foto.bijlage.bestand.open("rb") as bestand, Image.open(bestand) as picture:
            picture.thumbnail(KLEIN)
            picture.convert("RGB").save(klein, "JPEG", quality=75)
        return HttpResponse(klein.getvalue(), content_type=JPEG, headers={"X-Content-Type-Options": "nosniff"})
