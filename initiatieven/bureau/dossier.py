"""The dossier: everything about one application on one screen, and what may be done next."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property

from home.redactie.gelijktijdig import lock
from initiatieven import geld
from initiatieven.bestanden import serve_bijlage
from initiatieven.bureau.besluiten import Besluiten, Bezwaar
from initiatieven.bureau.betalen import Betaal, KeurGoed, StelVast, Terugbetaling, VorderTerug
from initiatieven.bureau.bevindingen import find_bevindingen, sum_regels
from initiatieven.bureau.briefmaken import find_due
from initiatieven.bureau.brieven import PER_GEBEURTENIS
from initiatieven.bureau.fotos import HaalFotoWeg, find_fotos
from initiatieven.bureau.rechten import TOETS, may_act
from initiatieven.bureau.scherm import AanvraagScherm
from initiatieven.bureau.stukken import VoegToe
from initiatieven.bureau.toetsen import (
    Aantekening,
    Compleet,
    GeenAdvies,
    Verdaag,
    Vraag,
    VraagAanvulling,
    VraagAdvies,
)
from initiatieven.inzage import log_inzage
from initiatieven.models import BudgetFout, Kostenregel, Verantwoording
from initiatieven.openbaar.maken import may_make
from initiatieven.standen import GEHONOREERD, StapFout
from initiatieven.steun.tellen import tel_steun
from initiatieven.verloop import describe_stand

DADEN = [Compleet, VraagAanvulling, VraagAdvies, GeenAdvies, Besluiten, Betaal, KeurGoed, StelVast]
DADEN += [VorderTerug, Terugbetaling, Verdaag, Bezwaar, Vraag, VoegToe, HaalFotoWeg, Aantekening]
PER_NAAM = {daad.naam: daad for daad in DADEN}
# Of each of these a dossier shows the latest; the rest stands in the log of the whole site.
KIJKERS = 50


class Dossier(AanvraagScherm):
    template_name = "initiatieven/bureau/dossier.html"

    @property
    def page_title(self):
        return f"Aanvraag {self.aanvraag.kenmerk}"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.aanvraag.kenmerk}]

    def get(self, request, pk):
        aanvraag = self.aanvraag
        log_inzage(request, "Dossier", aanvraag)
        return self.show(
            aanvraag=aanvraag,
            termijn=describe_termijn(aanvraag),
            daden=find_daden(aanvraag, request.user),
            may_make_page=aanvraag.stand in GEHONOREERD and aanvraag.gebied_id and may_make(request.user),
            bevindingen=[] if aanvraag.geanonimiseerd_op else find_bevindingen(aanvraag),
            **self.collect_plan(),
            **self.collect_geld(),
            **self.collect_brieven(),
            verantwoording=Verantwoording.objects.filter(aanvraag=aanvraag).prefetch_related("uitgaven").first(),
            fotos=find_fotos(aanvraag),
            inzages=aanvraag.inzages.all()[:KIJKERS],
            gebeurtenissen=list(aanvraag.gebeurtenissen.all())[::-1],
        )

    def collect_plan(self):
        aanvraag, soort = self.aanvraag, Kostenregel.Soort
        return {
            "kostenregels": aanvraag.kostenregels.prefetch_related("offertes"),
            "kosten": sum_regels(aanvraag, soort.KOSTEN),
            "dekking": sum_regels(aanvraag, soort.EIGEN, soort.ANDEREN),
            "telling": tel_steun(aanvraag),
            "bijlagen": aanvraag.bijlagen.select_related("regel"),
            "toetsen": aanvraag.toetsen.all(),
            "stemmen": aanvraag.oordelen.count(),
        }

    def collect_geld(self):
        return {
            "boekingen": self.aanvraag.boekingen.select_related("budget__regiegroep"),
            "over": geld.get_over(self.aanvraag),
            "te_betalen": geld.get_te_betalen(self.aanvraag),
            "nog_terug": geld.get_nog_terug(self.aanvraag),
        }

    def collect_brieven(self):
        te_maken = find_due().filter(aanvraag=self.aanvraag).select_related("brief__bijlage")
        return {
            "brieven": self.aanvraag.brieven.select_related("bijlage", "gebeurtenis"),
            "te_bezorgen": [(gebeurtenis, PER_GEBEURTENIS[gebeurtenis.soort]) for gebeurtenis in te_maken],
            "may_write": may_act(self.request.user, TOETS),
        }


def find_daden(aanvraag, user):
    """The acts that this person may do now: (act, why not yet)."""
    if aanvraag.geanonimiseerd_op:
        return []
    return [(daad, daad.explain(aanvraag, user)) for daad in DADEN if daad.is_for(user) and daad.is_in_order(aanvraag)]


def describe_termijn(aanvraag):
    """By when a decision must be there, and how many days are left."""
    klok, vandaag = aanvraag.klok, timezone.localdate()
    uiterlijk = klok.get_uiterlijk(vandaag)
    return {
        "klok": klok,
        "uiterlijk": uiterlijk,
        "dagen": (uiterlijk - vandaag).days,
        "te_laat": (vandaag - uiterlijk).days,
        "staat_stil": klok.is_paused(vandaag),
        "gepauzeerd": klok.count_paused(vandaag),
        "loopt": aanvraag.uiterlijk and aanvraag.is_onbeslist,
    }


class DaadScherm(AanvraagScherm):
    """One act: its form, and what came between when somebody else was first."""

    template_name = "initiatieven/bureau/daad.html"

    @cached_property
    def soort(self):
        if self.kwargs["daad"] not in PER_NAAM:
            raise Http404
        return PER_NAAM[self.kwargs["daad"]]

    def may_enter(self, user):
        return super().may_enter(user) and self.soort.is_for(user)

    @property
    def page_title(self):
        return self.soort.titel

    def get(self, request, pk, daad):
        if reden := self.find_obstacle():
            messages.error(request, reden)
            return redirect(self.adres)
        log_inzage(request, self.soort.titel, self.aanvraag)
        return self.show_form(self.soort(aanvraag=self.aanvraag, user=request.user))

    def find_obstacle(self):
        if self.aanvraag.geanonimiseerd_op:
            return "De gegevens van deze aanvraag zijn verwijderd, omdat de bewaartermijn voorbij is."
        if not self.soort.is_in_order(self.aanvraag):
            return describe_stand(self.aanvraag)
        return self.soort.explain(self.aanvraag, self.request.user)

    def post(self, request, pk, daad):
        try:
            with transaction.atomic():
                lock(self.aanvraag)
                # What was read before may be old by now.
                self.aanvraag = self.read_aanvraag()
                if self.aanvraag.geanonimiseerd_op:
                    raise PermissionDenied
                form = self.soort(request.POST, request.FILES, aanvraag=self.aanvraag, user=request.user)
                if form.is_valid():
                    form.submit()
        except (StapFout, BudgetFout) as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            # A file that could not be kept after all.
            form.add_error(None, error)
        if form.errors:
            return self.show_form(form)
        messages.success(request, form.gedaan)
        return redirect(self.adres)

    def show_form(self, form):
        return self.show(
            form=form,
            aanvraag=self.aanvraag,
            termijn=describe_termijn(self.aanvraag),
            over=geld.get_over(self.aanvraag),
        )


class BijlageScherm(AanvraagScherm):
    """A file of an application, or a letter, for who may see the dossier."""

    def get(self, request, pk, bijlage):
        bijlage = get_object_or_404(self.aanvraag.bijlagen, pk=bijlage)
        log_inzage(request, f"Bijlage {bijlage.pk}: {bijlage.get_soort_display()}", self.aanvraag)
        return serve_bijlage(bijlage)
