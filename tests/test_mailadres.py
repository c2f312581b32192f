"""An applicant or a member whose address was wrong: the desk corrects it once, and everything follows."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from gebieden.rollen import set_up_roles
from home.models import Mail
from home.post import zet_klaar
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.models import Aanvrager, Uitnodiging
from initiatieven.regiegroep.uitnodigen import nodig_uit
from initiatieven.standen import Stand
from tests.initiatieven import make_aanvraag, make_lid, make_regiegroep, open_desk

pytestmark = pytest.mark.django_db

NIEUW = "nieuw@example.nl"


@pytest.fixture
def bureau(db, settings):
    settings.MAIL_METEEN = False
    set_up_roles()
    return open_desk(naam="Bureau")


def correct(client, mail):
    """The mail did not arrive; gives what the desk reads after correcting its address."""
    Mail.objects.update(stand=Mail.Stand.MISLUKT)
    return client.post(reverse("mails:adres", args=[mail.pk]), {"email": NIEUW}, follow=True).content.decode()


def remind(lid):
    """As the weekly mail to who has a plan waiting."""
    woorden = {"naam": "Jo", "aantal": 1, "link": "https://example.org"}
    sleutel = f"regiegroep-wacht:lid-{lid.gebruiker_id}:{date(2026, 11, 2):%Y%m%d}"
    return zet_klaar("regiegroep_wacht", lid.gebruiker.email, sleutel, **woorden)


def test_the_account_of_a_member_follows_and_the_log_says_who_did_it(bureau):
    lid, ander = make_lid(groep := make_regiegroep()), make_lid(groep)
    EmailAddress.objects.create(user=lid.gebruiker, email=lid.gebruiker.email, verified=True, primary=True)
    html = correct(bureau, remind(lid))
    assert "Het account van dit lid heeft nu ook dit adres" in html
    naam, ander_adres = lid.gebruiker.username, ander.gebruiker.email
    for een in (lid, ander):
        een.gebruiker.refresh_from_db()
    assert (lid.gebruiker.email, lid.gebruiker.username, ander.gebruiker.email) == (NIEUW, naam, ander_adres)
    adres = EmailAddress.objects.get()
    assert (adres.email, adres.verified, adres.primary) == (NIEUW, False, True)
    geschiedenis = bureau.get(reverse("initiatieven_leden_modeladmin_history", args=[lid.pk])).content.decode()
    assert "Verbeterde het e-mailadres van het account" in geschiedenis and NIEUW not in geschiedenis


def test_the_mail_about_a_new_plan_belongs_to_the_member_too(bureau):
    lid = make_lid(make_regiegroep())
    aanvraag = make_aanvraag(Stand.REGIEGROEP, lid.regiegroep)
    woorden = {"naam": "Jo", "groep": "De groep", "link": "https://example.org"}
    sleutel = f"regiegroep-nieuw:{aanvraag.pk}:{lid.gebruiker_id}"
    correct(bureau, zet_klaar("regiegroep_nieuw_plan", lid.gebruiker.email, sleutel, **woorden))
    lid.gebruiker.refresh_from_db()
    assert lid.gebruiker.email == NIEUW


@pytest.mark.parametrize("waarom", ["admin", "no right", "not a member any more"])
def test_an_account_that_is_not_for_the_desk_stays_as_it_is_and_that_is_told(bureau, waarom):
    lid = make_lid(
        make_regiegroep(), **({"tot": date(2026, 1, 1), "vanaf": date(2025, 1, 1)} if "not a" in waarom else {})
    )
    oud = lid.gebruiker.email
    if waarom == "admin":
        lid.gebruiker.groups.add(Group.objects.get(name="Beslisser"))
    if waarom == "no right":
        Group.objects.get(name="Subsidiebureau").permissions.filter(codename="change_lidmaatschap").delete()
    mail = remind(lid)
    assert "heeft nog het oude adres" in correct(bureau, mail)
    lid.gebruiker.refresh_from_db()
    mail.refresh_from_db()
    assert (lid.gebruiker.email, mail.aan) == (oud, NIEUW)


def test_an_invitation_is_accepted_with_the_corrected_address(bureau):
    groep = make_regiegroep()
    nodig_uit(groep, "oud@example.nl", "Jo (voorbeeld)", "lid", None, bureau.user)
    html = correct(bureau, Mail.objects.get(soort="regiegroep_uitnodiging"))
    assert Uitnodiging.objects.get().email == NIEUW and "account" not in html.split("Het adres is verbeterd")[1][:80]


def test_the_address_of_the_applicant_follows_that_of_the_mail(bureau):
    aanvraag, ander = make_aanvraag(), make_aanvraag()
    mail = mail_aanvrager("nieuws", aanvraag.gebeurtenissen.get())
    correct(bureau, mail)
    adressen = dict(Aanvrager.objects.values_list("aanvraag", "email"))
    assert adressen == {aanvraag.pk: NIEUW, ander.pk: "marga@example.org"}
    mail.refresh_from_db()
    assert (mail.aan, mail.stand) == (NIEUW, Mail.Stand.WACHT)
    regel = aanvraag.gebeurtenissen.last()
    assert (regel.door, regel.intern) == (bureau.user, True) and "example" not in regel.toelichting
