"""A paper application goes the same way as one by the site, from the day on which it came."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gebieden.rollen import set_up_roles
from initiatieven.models import Aanvraag, Bijlage, Kostenregel
from initiatieven.standen import Stand
from tests.initiatieven import make_regiegroep, make_ronde, open_desk
from tests.test_bestanden import make_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def make_data(groep, **anders):
    regels = {f"regels-{nummer}-{veld}": "" for nummer in range(3) for veld in ("omschrijving", "bedrag")}
    return {
        "aanvrager-naam": "Henk (voorbeeld)",
        "aanvrager-namens": "groep",
        "aanvrager-adres": "Voorbeeldstraat 2",
        "aanvrager-postcode": "1811 AA",
        "aanvrager-woonplaats": "Alkmaar",
        "aanvrager-kanaal": "post",
        "plan-ontvangen": (timezone.localdate() - timedelta(days=9)).isoformat(),
        "plan-scan": SimpleUploadedFile("scan.pdf", make_pdf()),
        "plan-gebied": groep.gebied.pk,
        "plan-titel": "Bank bij de haven",
        "plan-omschrijving": "Wij willen een bank.",
        "plan-gevraagd": "€ 1.250,50",
        "plan-eten_drinken": "False",
        "regels-TOTAL_FORMS": "3",
        "regels-INITIAL_FORMS": "0",
        **{f"regels-{nummer}-soort": "kosten" for nummer in range(3)},
        **regels,
        "regels-0-omschrijving": "Hout",
        "regels-0-bedrag": "1250,50",
        **anders,
    }


@pytest.fixture
def bureau(db):
    set_up_roles()
    return open_desk()


def send(client, **anders):
    return client.post(reverse("aanvragen:papier"), make_data(make_regiegroep(), **anders), follow=True)


def test_a_paper_application_is_handed_in_on_the_day_it_came(bureau):
    html = send(bureau).content.decode()
    aanvraag = Aanvraag.objects.get()
    assert f"Het kenmerk is {aanvraag.kenmerk}" in html
    assert (aanvraag.stand, aanvraag.bron, aanvraag.eten_drinken) == (Stand.INGEDIEND, Aanvraag.Bron.PAPIER, False)
    ontvangen = timezone.localdate() - timedelta(days=9)
    assert aanvraag.uiterlijk == ontvangen + timedelta(weeks=13)
    assert aanvraag.gevraagd == Decimal("1250.50")
    assert Kostenregel.objects.get().bedrag == Decimal("1250.50")
    assert aanvraag.bijlagen.get().soort == Bijlage.Soort.SCAN
    assert aanvraag.aanvrager.naam == "Henk (voorbeeld)"
    assert "Brief nog niet bezorgd" in bureau.get("/admin/").content.decode()


def test_a_quote_that_came_with_the_paper_is_kept_with_its_line(bureau):
    send(bureau, **{"regels-0-offerte": SimpleUploadedFile("prijs.pdf", make_pdf())})
    offerte = Kostenregel.objects.get().offertes.get()
    assert (offerte.naam, offerte.wat) == ("prijs.pdf", "Offerte bij Hout")


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"plan-ontvangen": "2099-01-01"}, "hoogstens een jaar geleden"),
        ({"plan-scan": SimpleUploadedFile("scan.exe", b"MZ")}, "kunnen wij niet openen"),
        ({"aanvrager-kanaal": "mail"}, "Vul een e-mailadres in"),
        ({"plan-gevraagd": "duizend"}, "Schrijf een bedrag in cijfers"),
        ({"regels-1-omschrijving": "Verf"}, "Vul een omschrijving en een bedrag in"),
        ({"regels-0-offerte": SimpleUploadedFile("prijs.exe", b"MZ")}, "kunnen wij niet openen"),
        ({"regels-1-offerte": SimpleUploadedFile("prijs.pdf", make_pdf())}, "Een offerte hoort bij kosten"),
        ({"regels-TOTAL_FORMS": "9999999"}, "Er is nog niets bewaard"),
        ({"plan-titel": "Bank\x00"}, None),
    ],
)
def test_a_mistake_is_told_and_nothing_is_stored(bureau, anders, fout):
    html = send(bureau, **anders).content.decode()
    if fout:
        assert fout in html
        assert "Henk (voorbeeld)" in html
    assert Aanvraag.objects.count() == (not fout)


def test_a_paper_plan_takes_part_by_the_day_on_which_it_came(bureau):
    groep = make_regiegroep()
    eerder = make_ronde(groep, sluit=timezone.now() - timedelta(days=10))
    ander = make_ronde(make_regiegroep("Een andere groep"))
    goed = make_ronde(groep, sluit=timezone.now() - timedelta(days=2))
    for ronde, fout in ((eerder, "was deze ronde niet open"), (ander, "Deze ronde is voor Een andere groep")):
        data = make_data(groep, **{"plan-ronde": ronde.pk})
        assert fout in bureau.post(reverse("aanvragen:papier"), data).content.decode()
    assert not Aanvraag.objects.exists()
    bureau.post(reverse("aanvragen:papier"), make_data(groep, **{"plan-ronde": goed.pk}))
    assert Aanvraag.objects.get().ronde == goed
