"""The screens of letters: look, make, record the delivery; and the texts, which the municipality may change."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.log_actions import log

from gebieden.pdf import PdfFout
from home.formulier import let_paste, tidy_data
from home.redactie.gelijktijdig import lock
from home.velden import DagInput
from initiatieven.bureau.briefmaken import MAIL, POST, bezorg, draw_brief, maak_brief, make_tekst
from initiatieven.bureau.brieven import PER_GEBEURTENIS, PER_SLEUTEL, SOORTEN, find_mistakes, get_tekst
from initiatieven.bureau.rechten import TOETS, may_act
from initiatieven.bureau.scherm import AanvraagScherm, BureauScherm
from initiatieven.inzage import log_inzage
from initiatieven.models import BriefTekst
from initiatieven.standen import StapFout

GEEN_PDF = "Een PDF maken kan nu niet. Vraag de beheerder van de server om Pango te installeren."
TEKSTEN = "initiatieven.change_brieftekst"


class TekstForm(forms.Form):
    use_required_attribute = False
    tekst = forms.CharField(
        label="Tekst",
        max_length=10000,
        widget=forms.Textarea({"rows": 22}),
        help_text="Een lege regel begint een nieuwe alinea. Regels die met - beginnen, worden een lijst.",
    )

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(None if data is None else tidy_data(data), *args, **kwargs)
        let_paste(self.fields.values())


class BriefScherm(AanvraagScherm):
    """The letter about one event: change words for this one, look at the PDF, and make it."""

    template_name = "initiatieven/bureau/brief.html"

    def may_enter(self, user):
        return may_act(user, TOETS)

    @cached_property
    def gebeurtenis(self):
        gebeurtenis = get_object_or_404(self.aanvraag.gebeurtenissen, pk=self.kwargs["gebeurtenis"])
        if gebeurtenis.soort not in PER_GEBEURTENIS or self.aanvraag.geanonimiseerd_op:
            raise Http404
        # The same application, with what was read along.
        gebeurtenis.aanvraag = self.aanvraag
        return gebeurtenis

    @property
    def page_title(self):
        return f"Brief: {PER_GEBEURTENIS[self.gebeurtenis.soort].naam.lower()}"

    def get(self, request, pk, gebeurtenis):
        log_inzage(request, self.page_title, self.aanvraag)
        return self.show_form(TekstForm(initial={"tekst": make_tekst(self.gebeurtenis)}))

    def post(self, request, pk, gebeurtenis):
        form = TekstForm(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        tekst = form.cleaned_data["tekst"]
        try:
            if "bekijk" in request.POST:
                return HttpResponse(draw_brief(self.gebeurtenis, tekst), content_type="application/pdf")
            with transaction.atomic():
                lock(self.aanvraag)
                maak_brief(self.gebeurtenis, tekst, request.user)
        except PdfFout:
            form.add_error(None, GEEN_PDF)
        except StapFout as error:
            form.add_error(None, str(error))
        if form.errors:
            return self.show_form(form)
        messages.success(request, "De brief ligt klaar. Bezorg hem nu.")
        return redirect(self.adres)

    def show_form(self, form):
        return self.show(form=form, aanvraag=self.aanvraag, soort=PER_GEBEURTENIS[self.gebeurtenis.soort])


class BezorgForm(forms.Form):
    use_required_attribute = False
    kanaal = forms.ChoiceField(
        label="Hoe gaat de brief naar de aanvrager?",
        widget=forms.RadioSelect,
        choices=[
            (MAIL, "Per e-mail: de aanvrager krijgt een link"),
            (POST, "Per post: ik heb hem afgedrukt en verstuurd"),
        ],
    )
    dag = forms.DateField(label="Verstuurd op", widget=DagInput, initial=timezone.localdate)

    def __init__(self, data=None, *, brief, user):
        aanvrager = brief.aanvraag.aanvrager
        super().__init__(data, initial={"kanaal": aanvrager.kanaal})
        self.brief, self.user, self.heeft_email = brief, user, bool(aanvrager.email)

    def clean(self):
        data, vandaag = super().clean(), timezone.localdate()
        if data.get("kanaal") == MAIL and not self.heeft_email:
            self.add_error("kanaal", "Wij hebben geen e-mailadres van deze aanvrager. Kies per post.")
        if data.get("dag") and (data["dag"] > vandaag or (data.get("kanaal") == MAIL and data["dag"] != vandaag)):
            self.add_error("dag", "Kies vandaag, of bij post een eerdere dag.")
        return data

    def submit(self):
        bezorg(self.brief, self.cleaned_data["kanaal"], self.cleaned_data["dag"], self.user)


class BezorgScherm(AanvraagScherm):
    template_name = "initiatieven/bureau/bezorgen.html"
    page_title = "Brief bezorgen"

    def may_enter(self, user):
        return may_act(user, TOETS)

    def read_brief(self):
        brief = get_object_or_404(self.aanvraag.brieven.select_related("bijlage"), pk=self.kwargs["brief"])
        if self.aanvraag.geanonimiseerd_op:
            raise Http404
        brief.aanvraag = self.aanvraag
        return brief

    def get(self, request, pk, brief):
        brief = self.read_brief()
        return self.show(form=BezorgForm(brief=brief, user=request.user), brief=brief, aanvraag=self.aanvraag)

    def post(self, request, pk, brief):
        try:
            with transaction.atomic():
                lock(self.aanvraag)
                gelezen = self.read_brief()
                form = BezorgForm(request.POST, brief=gelezen, user=request.user)
                if form.is_valid():
                    form.submit()
        except StapFout as error:
            form.add_error(None, str(error))
        if form.errors:
            return self.show(form=form, brief=gelezen, aanvraag=self.aanvraag)
        messages.success(request, "Genoteerd: de brief is bezorgd.")
        return redirect(self.adres)


class Teksten(BureauScherm):
    """All kinds of letters."""

    kop = "Brieven"
    header_icon = "brief"
    template_name = "initiatieven/bureau/teksten.html"

    def may_enter(self, user):
        return user.has_perm(TEKSTEN)

    def get(self, request):
        eigen = set(BriefTekst.objects.values_list("soort", flat=True))
        return self.show(soorten=[(soort, soort.sleutel in eigen) for soort in SOORTEN])


class Tekst(Teksten):
    """The words of one kind of letter."""

    template_name = "initiatieven/bureau/tekst.html"

    @cached_property
    def soort(self):
        if self.kwargs["soort"] not in PER_SLEUTEL:
            raise Http404
        return PER_SLEUTEL[self.kwargs["soort"]]

    @property
    def page_title(self):
        return f"Brief: {self.soort.naam.lower()}"

    def get_breadcrumbs_items(self):
        teksten = {"url": reverse("aanvragen:teksten"), "label": self.kop}
        return [*self.breadcrumbs_items, teksten, {"url": "", "label": self.soort.naam}]

    def get(self, request, soort):
        return self.show(form=TekstForm(initial={"tekst": get_tekst(self.soort)}), soort=self.soort)

    def post(self, request, soort):
        if "terug" in request.POST:
            BriefTekst.objects.filter(soort=soort).delete()
            return self.finish("De brief heeft weer de tekst van de site.")
        form = TekstForm(request.POST)
        if form.is_valid():
            for fout in find_mistakes(self.soort, form.cleaned_data["tekst"]):
                form.add_error("tekst", fout)
        if form.errors:
            return self.show(form=form, soort=self.soort)
        BriefTekst.objects.update_or_create(soort=soort, defaults={"tekst": form.cleaned_data["tekst"]})
        return self.finish("De tekst is bewaard. Hij geldt voor nieuwe brieven.")

    def finish(self, bericht):
        log(self.request.user, "initiatieven.brieftekst", user=self.request.user, data={"brief": self.soort.naam})
        messages.success(self.request, bericht)
        return redirect("aanvragen:teksten")
