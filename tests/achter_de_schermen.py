"""What happens behind the screens of a demo while somebody sits in front of them.

Run against the data of a demo: python -m tests.achter_de_schermen <what> [argument]
"""

import sys
from datetime import timedelta
from unittest.mock import patch

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from gebieden.models import GebiedPage  # noqa: E402
from home.models import Mail  # noqa: E402
from tests.factories import make_teamlid, make_tekst  # noqa: E402
from tests.redactie import log_in, make_draft  # noqa: E402

WIDTHS = (390, 1280)


def fill_desks():
    """A mail that failed, and for each width two drafts, a page that nobody looked at for long, and a colleague who
    leaves and a successor."""
    Mail.objects.create(
        soort="regiegroep_wacht",
        sleutel="regiegroep-wacht:lid-0:20261102",
        aan="voornaam.achternaam@bewonersorganisatie-voorbeeldplein.example.org",
        onderwerp="Er wacht een plan op uw oordeel",
        stand=Mail.Stand.MISLUKT,
        fout=Mail.Fout.ADRES,
    )
    mare = GebiedPage.objects.get(slug="de-mare")
    for width in WIDTHS:
        make_draft(mare, f"Kermis {width}")
        make_draft(mare, f"Zomerfeest {width}")
        old = make_tekst(f"Parkeren {width}")
        Page.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - timedelta(days=400))
        leaver = make_account(f"vertrekker-{width}", "Gebiedsregisseur De Mare")
        make_account(f"opvolger-{width}")
        draft = make_draft(mare, f"Buurttuin {width}", leaver)
        draft.get_workflow().start(draft, leaver)
        make_teamlid(gebruiker=leaver)


def make_account(naam, *groepen):
    user = log_in(*groepen, naam=naam).user
    user.set_password(f"demo-alkmaar-{naam}")
    user.save()
    return user


def pass_days(days):
    """The work of every minute, so many days later."""
    later = timezone.now() + timedelta(days=int(days))
    with patch.object(timezone, "now", lambda: later):
        call_command("elke_minuut")


def end_session(key):
    """Half an hour went by without a click."""
    session = SessionStore(key)
    session["sessie_gezien"] -= 31 * 60
    session.save()


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    {"fill_desks": fill_desks, "pass_days": pass_days, "end_session": end_session}[what](*arguments)
