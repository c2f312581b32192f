"""The screens around the steps: go on where one was, saved, check, the code, and sent."""

from django.db import transaction
from django.utils import timezone

from home.redactie.gelijktijdig import lock
from initiatieven.aanvragen.code import is_code, make_code
from initiatieven.aanvragen.controle import Controle
from initiatieven.aanvragen.formulier import CONTROLE
from initiatieven.aanvragen.grenzen import TE_VAAK, mag
from initiatieven.aanvragen.indienen import NietCompleet, indienen
from initiatieven.aanvragen.mails import get_verwijderdag, mail_code
from initiatieven.aanvragen.schermen import go, persoonlijk, show, show_unknown
from initiatieven.aanvragen.verstuurforms import CodeForm, VerstuurForm, explain_late
from initiatieven.models import Aanvraag, Aanvrager
from initiatieven.persoonlijk import get_link
from initiatieven.standen import Stand

GEEN_CODE = (
    "Uw aanvraag is nog niet verzonden. U vroeg te vaak een code, dus mailen wij er nu geen. Wacht een uur en probeer "
    "het dan nog eens. Alles wat u invulde, is bewaard."
)


def needs_concept(view):
    """For a screen that only makes sense as long as the application was not sent."""

    def wrapper(request, page, aanvraag):
        if not aanvraag:
            return show_unknown(request, page)
        return view(request, page, aanvraag) if aanvraag.is_concept else go(page, "verzonden")

    return persoonlijk(wrapper)


@needs_concept
def go_on(request, page, aanvraag):
    """To the first step that asks something still."""
    onderdelen = Controle(aanvraag, page).onderdelen
    return go(page, next((onderdeel.stap.naam for onderdeel in onderdelen if onderdeel.open), CONTROLE))


@needs_concept
def show_saved(request, page, aanvraag):
    return show(request, page, "bewaard", aanvraag=aanvraag, dag=get_verwijderdag(aanvraag))


@needs_concept
def show_controle(request, page, aanvraag):
    controle = Controle(aanvraag, page)
    form = VerstuurForm(request.POST if request.method == "POST" else None, controle=controle)
    if not form.is_bound or not form.is_valid():
        te_laat = explain_late(controle.te_laat) if controle.te_laat and not form.is_bound else ""
        return show(request, page, "controle", aanvraag=aanvraag, controle=controle, form=form, te_laat=te_laat)
    # What is sent without a choice is an ordinary application: the page said so.
    Aanvraag.objects.filter(pk=aanvraag.pk, stand=Stand.CONCEPT).update(ronde=form.gekozen)
    if aanvraag.aanvrager.email_bevestigd_op:
        return send(page, aanvraag)
    if not mag(request, "code", aanvraag.aanvrager.email):
        form.add_error(None, GEEN_CODE)
        return show(request, page, "controle", aanvraag=aanvraag, controle=controle, form=form, naar_code=True)
    mail_code(aanvraag.aanvrager, make_code(aanvraag.aanvrager))
    return go(page, "code")


@needs_concept
def show_code(request, page, aanvraag):
    """The last thing before it is sent: prove the address."""
    aanvrager = aanvraag.aanvrager
    if aanvrager.email_bevestigd_op or not Controle(aanvraag, page).is_compleet:
        return go(page, CONTROLE)
    form = CodeForm(request.POST if request.method == "POST" and "code" in request.POST else None)
    opnieuw = request.method == "POST" and request.POST.get("doe") == "opnieuw"
    if opnieuw:
        form = CodeForm()
        if not mag(request, "code", aanvrager.email):
            return show_code_form(request, page, aanvraag, CodeForm(), te_vaak=TE_VAAK)
        mail_code(aanvrager, make_code(aanvrager))
    elif form.is_bound and form.is_valid():
        if not mag(request, "probeer", f"{aanvraag.pk}"):
            form.add_error("code", TE_VAAK)
        elif not is_code(aanvrager, form.cleaned_data["code"]):
            form.add_error(
                "code", "Deze code klopt niet of is te oud. Kijk in de nieuwste mail, of vraag een nieuwe code."
            )
        else:
            return confirm(page, aanvraag)
    return show_code_form(request, page, aanvraag, form, opnieuw=opnieuw)


def show_code_form(request, page, aanvraag, form, **context):
    return show(request, page, "code", aanvraag=aanvraag, form=form, **context)


@transaction.atomic
def confirm(page, aanvraag):
    lock(aanvraag)
    Aanvrager.objects.filter(aanvraag=aanvraag).update(email_bevestigd_op=timezone.now())
    return send(page, aanvraag)


def send(page, aanvraag):
    try:
        indienen(aanvraag, page)
    except NietCompleet:
        # Changed in another window since, or too late for the round; the page says which.
        return go(page, CONTROLE)
    return go(page, "verzonden")


@persoonlijk
def show_sent(request, page, aanvraag):
    if not aanvraag:
        return show_unknown(request, page)
    if aanvraag.is_concept:
        return go(page, CONTROLE)
    return show(request, page, "verzonden", aanvraag=aanvraag, link=get_link(aanvraag))
