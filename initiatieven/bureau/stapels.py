"""The piles of work that applications make for the desk and the decider. None names a person."""

from datetime import timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebieden.geld import format_bedrag
from home.redactie.bureau import Stapel, Taak
from initiatieven import geld
from initiatieven.bureau.briefmaken import find_due
from initiatieven.bureau.brieven import PER_GEBEURTENIS
from initiatieven.bureau.rechten import BESLUIT, GETOETST, TOETS, may_act
from initiatieven.models import Aanvraag, Boeking, Gebeurtenis, InitiatievenInstellingen, Toets
from initiatieven.standen import TOEGEKEND, Melding, Stand

DAG = "j F Y"
Soort = Boeking.Soort
BETAALD = geld.add_up(Soort.BETALING) - geld.add_up(Soort.TERUG)
TE_BETALEN = geld.add_up(Soort.TOEKENNING) - geld.add_up(Soort.BETALING, Soort.VRIJVAL)


def lay_applications(request):
    user = request.user
    mag_toetsen, mag_besluiten = may_act(user, TOETS), may_act(user, BESLUIT)
    if mag_toetsen:
        yield Stapel("aanvragen-nieuw", "Nieuw binnengekomen", find_new(), make_received)
        yield Stapel("aanvulling-binnen", "Aanvulling binnen", find_completed(), make_received)
        yield Stapel("advies-vragen", "Advies vragen", find_to_ask(), make_received)
    if mag_toetsen or mag_besluiten:
        yield Stapel("aanvulling-te-laat", "Aanvulling te laat", find_overdue(), make_overdue)
        yield Stapel("termijn", "Termijn loopt af", find_ending(), make_ending)
        yield Stapel("gaat-niet-door", "Gaat niet door", find_cancelled(), make_cancelled)
    if mag_besluiten:
        yield Stapel("wacht-op-besluit", "Wacht op besluit", find_to_decide(user), make_to_decide)
    if mag_toetsen:
        yield Stapel("brieven", "Brief nog niet bezorgd", find_letters(), make_letter)
        yield Stapel("te-betalen", "Te betalen", find_to_pay(), make_to_pay)
        yield Stapel("terug-te-vorderen", "Nog terug te vorderen", find_to_return(), make_to_return)
        yield Stapel("verantwoordingen", "Verantwoording beoordelen", find_accounts(), make_received)


def find_in(*standen):
    aanvragen = Aanvraag.objects.filter(stand__in=standen, geanonimiseerd_op__isnull=True)
    return aanvragen.select_related("regiegroep", "ronde").order_by("uiterlijk", "pk")


def find_new():
    return find_in(Stand.INGEDIEND).exclude(gebeurtenissen__soort="vul_aan")


def find_completed():
    return find_in(Stand.INGEDIEND).filter(Exists(Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), soort="vul_aan")))


def find_to_ask(at=None):
    """Checked, and fit for the regiegroep; of a round once it has closed."""
    niet_passend = Toets.objects.filter(aanvraag=OuterRef("pk"), past=False)
    wacht = Q(ronde__sluit__gt=at or timezone.now())
    return find_in(Stand.BEHANDELING).exclude(Exists(niet_passend)).exclude(wacht)


def find_overdue(at=None):
    """The day of the last question went by: the decider can set them aside."""
    gevraagd = Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), soort="vraag_aanvulling").order_by("-moment", "-pk")
    dag = Subquery(gevraagd.values("uiterlijk")[:1], output_field=DateField())
    return find_in(Stand.AANVULLING).annotate(dag=dag).filter(dag__lt=at or timezone.localdate()).order_by("dag", "pk")


def find_ending(at=None):
    """Those of which the clock runs and will soon be done."""
    dagen = timedelta(days=InitiatievenInstellingen.load_default().waarschuw_dagen)
    aanvragen = Aanvraag.objects.running().filter(uiterlijk__lte=(at or timezone.localdate()) + dagen)
    return aanvragen.select_related("regiegroep").order_by("uiterlijk", "pk")


def find_to_decide(user):
    """With an advice, or found not to fit the rules. Not what this person looked into before."""
    niet_passend = Toets.objects.filter(aanvraag=OuterRef("pk"), past=False)
    zelf = Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), door=user, soort__in=GETOETST)
    aanvragen = find_in(Stand.ADVIES, Stand.BEHANDELING).annotate(niet_passend=Exists(niet_passend))
    return aanvragen.filter(Q(stand=Stand.ADVIES) | Q(niet_passend=True)).exclude(Exists(zelf))


def find_cancelled():
    """The applicant reported that it does not go on: the grant must be withdrawn, and what was paid come back."""
    gemeld = Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), soort=Melding.GAAT_NIET_DOOR).order_by("moment")
    aanvragen = find_in(*TOEGEKEND).annotate(gemeld_op=Subquery(gemeld.values("moment")[:1]))
    return aanvragen.filter(gemeld_op__isnull=False).annotate(betaald=BETAALD).order_by("gemeld_op", "pk")


def find_letters():
    return find_due().select_related("aanvraag__regiegroep", "brief").order_by("moment", "pk")


def find_to_pay():
    aanvragen = find_in(Stand.TOEGEKEND, Stand.GEDEELTELIJK, Stand.UITGEVOERD, Stand.VERANTWOORD, Stand.VASTGESTELD)
    afgezegd = Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), soort=Melding.GAAT_NIET_DOOR)
    aanvragen = aanvragen.exclude(Exists(afgezegd)).annotate(te_betalen=TE_BETALEN, iban=F("aanvrager__iban"))
    return aanvragen.filter(te_betalen__gt=0).order_by("stand_sinds", "pk")


def find_to_return():
    """More was paid than the applicant may keep."""
    aanvragen = find_in(Stand.VASTGESTELD, Stand.TERUGGEVORDERD).filter(vastgesteld__isnull=False)
    aanvragen = aanvragen.annotate(nog_terug=BETAALD - F("vastgesteld"))
    return aanvragen.filter(nog_terug__gt=0).order_by("stand_sinds", "pk")


def find_accounts():
    return find_in(Stand.UITGEVOERD).order_by("stand_sinds", "pk")


def make_taak(aanvraag, toelichting):
    naam = f"{aanvraag.kenmerk}: {aanvraag.titel or 'zonder naam'}"
    return Taak(naam, reverse("aanvragen:dossier", args=[aanvraag.pk]), f"{aanvraag.regiegroep}. {toelichting}")


def make_received(aanvraag):
    sinds = date_format(timezone.localtime(aanvraag.stand_sinds), DAG)
    besluit = f" Besluit uiterlijk {date_format(aanvraag.uiterlijk, DAG)}." if aanvraag.is_onbeslist else ""
    ronde = f" Doet mee aan {aanvraag.ronde}." if aanvraag.ronde else ""
    return make_taak(aanvraag, f"Sinds {sinds}.{besluit}{ronde}")


def make_overdue(aanvraag):
    return make_taak(aanvraag, f"De aanvulling moest er zijn op {date_format(aanvraag.dag, DAG)}.")


def make_ending(aanvraag):
    dagen = (aanvraag.uiterlijk - timezone.localdate()).days
    wanneer = f"Nog {dagen} dagen" if dagen >= 0 else f"{-dagen} dagen te laat"
    return make_taak(aanvraag, f"{wanneer}: {date_format(aanvraag.uiterlijk, DAG)}. {aanvraag.get_stand_display()}.")


def make_cancelled(aanvraag):
    sinds = date_format(timezone.localtime(aanvraag.gemeld_op), DAG)
    betaald = f"Betaald is {format_bedrag(aanvraag.betaald)}." if aanvraag.betaald else "Er is nog niets betaald."
    return make_taak(aanvraag, f"Gemeld op {sinds}. {betaald} Een beslisser trekt de subsidie in.")


def make_to_decide(aanvraag):
    waarom = "Er is advies." if aanvraag.stand == Stand.ADVIES else "Past volgens de toets niet in de regels."
    return make_taak(aanvraag, f"{waarom} Besluit uiterlijk {date_format(aanvraag.uiterlijk, DAG)}.")


def make_letter(gebeurtenis):
    naam = PER_GEBEURTENIS[gebeurtenis.soort].naam
    klaar = "ligt klaar, bezorg hem" if hasattr(gebeurtenis, "brief") else "is nog niet gemaakt"
    return make_taak(gebeurtenis.aanvraag, f"Brief “{naam}” {klaar}.")


def make_to_pay(aanvraag):
    waarom = "Kan betaald worden" if aanvraag.iban else "Wacht op het rekeningnummer"
    return make_taak(aanvraag, f"{waarom}: {format_bedrag(aanvraag.te_betalen)}.")


def make_to_return(aanvraag):
    sinds = date_format(timezone.localtime(aanvraag.stand_sinds), DAG)
    return make_taak(aanvraag, f"{format_bedrag(aanvraag.nog_terug)}, sinds {sinds}.")
