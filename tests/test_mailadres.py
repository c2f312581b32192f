"""An applicant whose address was wrong: the desk corrects it once, and everything follows."""

import pytest
from django.urls import reverse

from gebieden.rollen import set_up_roles
from home.models import Mail
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.models import Aanvrager
from tests.initiatieven import make_aanvraag, open_desk

pytestmark = pytest.mark.django_db


def test_the_address_of_the_applicant_follows_that_of_the_mail(settings):
    settings.MAIL_METEEN = False
    set_up_roles()
    bureau, aanvraag, ander = open_desk(naam="Bureau"), make_aanvraag(), make_aanvraag()
    mail = mail_aanvrager("nieuws", aanvraag.gebeurtenissen.get())
    Mail.objects.update(stand=Mail.Stand.MISLUKT)
    bureau.post(reverse("mails:adres", args=[mail.pk]), {"email": "marga@example.nl"})
    adressen = dict(Aanvrager.objects.values_list("aanvraag", "email"))
    assert adressen == {aanvraag.pk: "marga@example.nl", ander.pk: "marga@example.org"}
    mail.refresh_from_db()
    assert (mail.aan, mail.stand) == ("marga@example.nl", Mail.Stand.WACHT)
    regel = aanvraag.gebeurtenissen.last()
    assert (regel.door, regel.intern) == (bureau.user, True) and "example" not in regel.toelichting
