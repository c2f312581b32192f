"""Becoming a member by invitation, and the mails that tell members that something waits."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode

from home.models import Mail
from initiatieven.models import Lidmaatschap, Uitnodiging
from initiatieven.regiegroep.forms import UitnodigForm
from initiatieven.regiegroep.mailen import mail_nieuw_plan, mail_wachtende
from initiatieven.regiegroep.uitnodigen import nodig_uit
from tests.initiatieven import make_account
from tests.regiegroep import declare, make_groep, make_plan, vote
from tests.toegang import is_in, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
WACHTWOORD = "drie bomen en een fiets"


@pytest.fixture
def groep(db):
    return make_groep(2)


def fill_in(data):
    """As a browser sends it."""
    return UitnodigForm(QueryDict(urlencode(data)))


def invite(groep, email="Fatima@example.org", **kwargs):
    """The link in the mail."""
    data = {"regiegroep": groep.pk, "naam": "Fatima (voorbeeld)", "email": email, "rol": "lid", **kwargs}
    form = fill_in(data)
    assert form.is_valid(), form.errors
    nodig_uit(**form.cleaned_data, door=None)
    return re.search(r"/regiegroep/uitnodiging/open/\S+", Mail.objects.order_by("-pk")[0].tekst)[0]


def follow(link, client=None):
    client = client or Client()
    response = client.get(link, follow=True)
    return client, response


def say_yes(client, wachtwoord=WACHTWOORD, herhaal=WACHTWOORD):
    data = {"wachtwoord": wachtwoord, "herhaal": herhaal}
    return client.post("/regiegroep/uitnodiging/", data, follow=True)


def test_a_new_member_chooses_a_password_and_logs_in(groep):
    link = invite(groep[0])
    client, response = follow(link)
    assert response.redirect_chain == [("/regiegroep/uitnodiging/", 302)]
    assert not get_user_model().objects.filter(email__iexact="fatima@example.org").exists()
    assert "te kort" in say_yes(client, "kort", "kort").content.decode()
    assert "niet hetzelfde" in say_yes(client, herhaal="vier bomen en een fiets").content.decode()
    assert "Uw account is klaar" in say_yes(client).content.decode()
    lid = Lidmaatschap.objects.get(gebruiker__username="fatima@example.org")
    assert (lid.regiegroep, lid.rol, lid.gebruiker.first_name) == (groep[0], "lid", "Fatima (voorbeeld)")
    assert not lid.gebruiker.has_perm("wagtailadmin.access_admin")
    assert log_in_by_form("fatima@example.org", WACHTWOORD)["Location"] == "/regiegroep/"
    # It works once.
    assert follow(link)[1].status_code == 404


def test_who_has_an_account_logs_in_and_takes_the_seat_with_it(groep):
    user = make_account("fatima")
    link = invite(groep[0], user.email, rol="voorzitter", tot=(timezone.localdate() + timedelta(days=90)).isoformat())
    client, response = follow(link)
    assert "U hebt al een account" in response.content.decode()
    say_yes(client)
    assert not Lidmaatschap.objects.filter(gebruiker=user).exists()
    log_in_by_form("fatima", client=client)
    assert is_in(client)
    client.post("/regiegroep/uitnodiging/")
    assert Lidmaatschap.objects.current().filter(gebruiker=user, rol="voorzitter", tot__isnull=False).exists()


def test_an_old_or_replaced_or_unknown_invitation_does_not_work(groep):
    eerste, tweede = invite(groep[0]), invite(groep[0])
    assert follow(eerste)[1].status_code == 404
    assert follow(tweede)[1].status_code == 200
    Uitnodiging.objects.update(verloopt_op=timezone.now() - timedelta(minutes=1))
    assert follow(tweede)[1].status_code == 404
    assert follow("/regiegroep/uitnodiging/open/onbekend/")[1].status_code == 404
    assert tweede.rstrip("/").rsplit("/", maxsplit=1)[1] not in str(list(Uitnodiging.objects.values()))


def test_who_sits_in_the_group_is_not_asked_again(groep):
    lid = groep[1][1]
    data = {"regiegroep": groep[0].pk, "naam": "Lid", "email": lid.gebruiker.email.upper(), "rol": "lid"}
    assert "zit al in deze groep" in str(fill_in(data).errors)
    assert "Deze datum is voorbij" in str(fill_in(data | {"tot": "2020-01-01"}).errors)


def test_a_new_plan_is_told_once_to_who_may_judge_it(groep):
    plan = make_plan(groep[0])
    declare(groep[1][1], plan, "ja")
    for _ in range(2):
        mail_nieuw_plan(plan)
    mail = Mail.objects.get()
    assert mail.aan == groep[1][0].gebruiker.email
    assert plan.titel not in mail.onderwerp + mail.tekst and "Marga" not in mail.tekst


def test_waiting_plans_give_one_mail_a_week_until_the_member_voted(groep):
    plannen = [make_plan(groep[0]) for _ in range(3)]
    mail_nieuw_plan(plannen[0])
    Mail.objects.exclude(soort="regiegroep_nieuw_plan").delete()
    vandaag = timezone.localdate()
    # Two plans of which nothing was told yet: one mail for each of the two members, whoever runs it again.
    assert (mail_wachtende(vandaag), mail_wachtende(vandaag)) == (2, 0)
    assert "wachten: 3." in Mail.objects.filter(soort="regiegroep_wacht").first().tekst
    assert [mail_wachtende(vandaag + timedelta(days=dag)) for dag in (6, 7, 8, 13, 14)] == [0, 2, 0, 0, 2]
    for plan in plannen:
        vote(groep[1][1], plan)
    assert mail_wachtende(vandaag + timedelta(days=21)) == 1
    call_command("mail_regiegroepen")
