"""Asking somebody to sit in a group, and saying yes to that.

The secret of the mail goes into the session at once, so no further address has it. Whoever has an account takes the
seat with that account; whoever has none chooses a password.
"""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from home.post import zet_klaar
from home.redactie.gelijktijdig import lock
from initiatieven.models import Lidmaatschap, Uitnodiging
from initiatieven.models.uitnodiging import get_hash
from initiatieven.regiegroep.forms import AccountForm

SESSIE = "uitnodiging"


class UitnodigingFout(Exception):
    """The invitation cannot be accepted; the text is for who tried."""


@transaction.atomic
def nodig_uit(regiegroep, email, naam, rol, tot, door):  # noqa: PLR0913, PLR0917 - the fields of the form
    """Makes the invitation and its mail. An earlier one to the same address does not work any more."""
    Uitnodiging.objects.waiting().filter(regiegroep=regiegroep, email__iexact=email).update(verloopt_op=timezone.now())
    geheim = secrets.token_urlsafe(32)
    uitnodiging = Uitnodiging.objects.create(
        regiegroep=regiegroep, email=email, naam=naam, rol=rol, tot=tot, door=door, geheim_hash=get_hash(geheim)
    )
    zet_klaar(
        "regiegroep_uitnodiging",
        email,
        f"regiegroep-uitnodiging:nr-{uitnodiging.pk}",
        naam=naam,
        rol=uitnodiging.get_rol_display().lower(),
        groep=regiegroep.naam,
        geldig_tot=date_format(timezone.localtime(uitnodiging.verloopt_op), "j F Y"),
        link=settings.SITE_URL + reverse("regiegroep:uitnodiging_open", args=[geheim]),
    )
    return uitnodiging


def find_account(email):
    """An account that belongs to this address, by address or by name."""
    return get_user_model().objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).first()


@transaction.atomic
def accept(uitnodiging, gebruiker=None, wachtwoord=""):
    """The seat, for this account or for a new one with this password."""
    lock(uitnodiging)
    uitnodiging = Uitnodiging.objects.waiting().filter(pk=uitnodiging.pk).select_related("regiegroep").first()
    if not uitnodiging:
        raise UitnodigingFout("Deze uitnodiging is al gebruikt of verlopen.")
    gebruiker = gebruiker or _make_account(uitnodiging, wachtwoord)
    leden = Lidmaatschap.objects.filter(regiegroep=uitnodiging.regiegroep, gebruiker=gebruiker)
    if leden.current().exists() or leden.filter(tot=None).exists():
        raise UitnodigingFout(f"U zit al in de {uitnodiging.regiegroep}.")
    vandaag = timezone.localdate()
    if uitnodiging.tot and uitnodiging.tot < vandaag:
        raise UitnodigingFout("De periode waarvoor u gevraagd bent, is voorbij.")
    uitnodiging.lidmaatschap = Lidmaatschap.objects.create(
        regiegroep=uitnodiging.regiegroep, gebruiker=gebruiker, rol=uitnodiging.rol, vanaf=vandaag, tot=uitnodiging.tot
    )
    uitnodiging.aanvaard_op = timezone.now()
    uitnodiging.save(update_fields=["lidmaatschap", "aanvaard_op"])
    return uitnodiging.lidmaatschap


def _make_account(uitnodiging, wachtwoord):
    if find_account(uitnodiging.email):
        raise UitnodigingFout("Er is al een account met dit e-mailadres. Log daarmee in.")
    return get_user_model().objects.create_user(
        uitnodiging.email.lower(), uitnodiging.email, wachtwoord, first_name=uitnodiging.naam
    )


@require_GET
@never_cache
def open_link(request, geheim):
    request.session[SESSIE] = geheim
    return redirect("regiegroep:uitnodiging")


@require_http_methods(["GET", "POST"])
@never_cache
def uitnodiging(request):
    gevraagd = Uitnodiging.objects.find(request.session.get(SESSIE, ""))
    if not gevraagd:
        return render(request, "initiatieven/regiegroep/uitnodiging_over.html", status=404)
    is_in = request.user.is_authenticated
    form = None
    if not is_in and not find_account(gevraagd.email):
        form = AccountForm(request.POST if request.method == "POST" else None, uitnodiging=gevraagd)
    if request.method == "POST" and (is_in or (form and form.is_valid())):
        try:
            return _take_seat(request, gevraagd, form)
        except UitnodigingFout as fout:
            messages.error(request, str(fout))
            return redirect("regiegroep:uitnodiging")
    context = {"uitnodiging": gevraagd, "form": form}
    return render(request, "initiatieven/regiegroep/uitnodiging.html", context)


def _take_seat(request, gevraagd, form):
    if form:
        accept(gevraagd, wachtwoord=form.cleaned_data["wachtwoord"])
        messages.success(request, "Uw account is klaar. Log in met uw e-mailadres en uw wachtwoord.")
    else:
        accept(gevraagd, request.user)
        messages.success(request, f"Welkom bij de {gevraagd.regiegroep}.")
    del request.session[SESSIE]
    return redirect("regiegroep:start")
