"""What everybody may know of granted initiatives, and what nobody may read there."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gebieden.rollen import set_up_roles
from home.models import Hartslag
from initiatieven.models import Aanvraag, Besluit, InitiatiefPage, Verantwoording
from initiatieven.openbaar import scherm
from initiatieven.openbaar.maken import GeenToekenning, maak_concept
from initiatieven.standen import GEHONOREERD, Stand
from initiatieven.verloop import zet_stap
from tests.factories import make_blocks, make_gebied, make_initiatieven, make_outline, make_user, make_verhaal
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker, make_regiegroep
from tests.redactie import log_in
from tests.tellen import count_queries

pytestmark = pytest.mark.django_db


def grant(groep, titel="Moestuin", bedrag=1000, stand=Stand.TOEGEKEND, **kwargs):
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep, titel=titel, **kwargs)
    Besluit.objects.create(aanvraag=aanvraag, soort="ken_toe", bedrag=Decimal(bedrag), motivering="Goed plan.")
    Aanvraag.objects.filter(pk=aanvraag.pk).update(stand=stand)
    return aanvraag


def publish(aanvraag, door, **velden):
    page = maak_concept(aanvraag, door)
    for naam, waarde in {"samenvatting": "Buren maakten samen een tuin.", **velden}.items():
        setattr(page, naam, waarde)
    page.save_revision().publish()
    return page


@pytest.fixture
def zuid(db):
    return make_gebied("Zuid", omtrek=make_outline())


@pytest.fixture
def groep(zuid):
    return make_regiegroep("Regiegroep Zuid", zuid)


@pytest.fixture
def register(zuid):
    index = make_initiatieven()

    def look(vraag=""):
        return Client().get(f"{index.url}{vraag}").content.decode()

    return look


def test_the_register_tells_each_grant_with_area_amount_year_and_stand(groep, register):
    for nummer, stand in enumerate(GEHONOREERD):
        grant(groep, f"Plan nummer {nummer}", 1000 + nummer, stand)
    html = register()
    for nummer, stand in enumerate(GEHONOREERD):
        assert f"Plan nummer {nummer}" in html and f"€\xa01.00{nummer}" in html
        assert f"{timezone.localdate().year} · {stand.label}" in html
    assert "5 initiatieven, samen €\xa05.010" in html


@pytest.mark.parametrize("stand", sorted(set(Stand) - set(GEHONOREERD)))
def test_nothing_is_told_of_what_was_not_granted(groep, register, stand):
    aanvraag = grant(groep, "Geheim plan")
    Aanvraag.objects.filter(pk=aanvraag.pk).update(stand=stand)
    for vraag in ("", "csv/", "json/", f"?stand={stand}"):
        response = Client().get(f"/initiatieven/{vraag}")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Geheim plan" not in content
    assert "Er zijn nog geen initiatieven" in register()
    with pytest.raises(GeenToekenning):
        maak_concept(aanvraag, make_user())


def test_nothing_that_the_applicant_typed_but_the_title_goes_out(groep, register):
    aanvraag = grant(groep, plek="Bij nummer 12", draagvlak="Buurvrouw is voor", omschrijving="Ik bouw bakken.")
    geheim = ["Marga", "example.org", "Voorbeeldstraat", "072 000", "Voorbeeldplein", "nummer 12", "Buurvrouw"]
    page = publish(aanvraag, make_user())
    seen = register() + register("json/") + Client().get(page.url).content.decode() + str(page.specific.__dict__)
    assert "Moestuin" in seen
    assert not [woord for woord in geheim if woord in seen]


def test_in_a_small_village_and_after_the_period_only_the_area_is_named(zuid, register):
    dorp = make_gebied("Klein Dorp", ouder=zuid, soort="dorp", kleine_kern=True)
    klein = grant(make_regiegroep(gebied=dorp), "Bank van Jansen")
    oud = grant(make_regiegroep(gebied=make_gebied("West")), "Tuin van De Vries")
    Aanvraag.objects.filter(pk=oud.pk).update(geanonimiseerd_op=timezone.now())
    html = register() + register("json/")
    assert "Jansen" not in html and "De Vries" not in html
    assert "Bewonersinitiatief in Klein Dorp" in html and "Bewonersinitiatief in West" in html
    assert maak_concept(klein, make_user()).title == "Bewonersinitiatief in Klein Dorp"


def test_a_visitor_narrows_the_list_down(zuid, groep, register):
    dorp = make_gebied("Dorpje", ouder=zuid, soort="dorp")
    west = make_regiegroep(gebied=make_gebied("West"))
    grant(groep, "Tuin in Zuid")
    grant(make_regiegroep(gebied=dorp), "Bank in Dorpje", 500, Stand.UITGEVOERD)
    grant(west, "Feest in West")

    def found(vraag):
        rijen = json.loads(register(f"json/{vraag}"))["initiatieven"]
        return {rij["initiatief"] for rij in rijen}

    assert found("?gebied=zuid") == {"Tuin in Zuid", "Bank in Dorpje"}
    assert found("?stand=uitgevoerd") == {"Bank in Dorpje"}
    assert found(f"?jaar={timezone.localdate().year}&gebied=west") == {"Feest in West"}
    # What makes no sense is as if it were not asked.
    assert len(found("?jaar=abc&gebied=nergens&stand=afgewezen&bladzijde=-3")) == 3
    assert "1 initiatief in Dorpje, samen €\xa0500" in register("?gebied=dorpje")
    assert 'aria-label="Zuid: 2 initiatieven"' in register()


def test_what_is_left_and_how_long_it_takes(groep, register):
    assert "nog geen budget vastgesteld" in register() and "te weinig besluiten" in register()
    make_budget(groep, 5000)
    for nummer in range(6):
        grant(groep, dagen_geleden=49 + nummer)
    grant(groep, dagen_geleden=200)
    html = register()
    assert "Regiegroep Zuid" in html and "€\xa05.000" in html
    assert "7 besluiten" in html and "binnen 7 weken antwoord" in html and "Bij 6 van de 7" in html


def test_the_table_is_safe_in_a_spreadsheet(groep, register):
    grant(groep, '=HYPERLINK("http://kwaad.example")')
    response = Client().get("/initiatieven/csv/")
    assert "'=HYPERLINK" in b"".join(response.streaming_content).decode()


def test_a_long_register_asks_no_more_queries(groep, register):
    maker = make_user()
    adressen = ["/initiatieven/", "/initiatieven/json/", groep.gebied.url]
    groep.gebied.inhoud = make_blocks(("initiatieven", {"aantal": 12}))
    groep.gebied.save_revision().publish()

    def add(number):
        for nummer in range(number):
            publish(grant(groep), maker)
            gebied = make_gebied(f"Wijk {Aanvraag.objects.count()}", omtrek=make_outline(nummer))
            grant(make_regiegroep(gebied=gebied))
            make_budget(make_regiegroep())

    add(1)
    small = [count_queries(Client(), adres) for adres in adressen]
    add(3)
    assert [count_queries(Client(), adres) for adres in adressen] == small
    assert all(aantal <= hoogstens for aantal, hoogstens in zip(small, (8, 5, 15), strict=True)), small


def test_an_area_shows_its_plans_and_the_money_that_is_left(groep):
    gebied = groep.gebied
    gebied.inhoud = make_blocks(("initiatieven", {"aantal": 3}))
    gebied.save_revision().publish()

    def look():
        return Client().get(gebied.url).content.decode()

    # Nothing is known and there is nowhere to go to: no empty heading.
    assert "Plannen van bewoners" not in look()
    make_initiatieven()
    make_budget(groep, 2500)
    assert "kreeg nog geen plan geld" in look() and "nog <strong>€\xa02.500</strong>" in look()
    assert "Dien een idee in" in look()
    page = publish(grant(groep), make_user())
    assert page.url in look() and "Moestuin" in look() and "?gebied=zuid#toegekend" in look()


@pytest.fixture
def mare(groep):
    set_up_roles()
    Hartslag.beat()
    return groep


@pytest.mark.parametrize("rol", ["Subsidiebureau", "Communicatie"])
def test_one_act_makes_a_draft_for_the_editors_of_the_area(mare, rol):
    aanvraag = grant(mare, bedrag=1234)
    client = log_in(rol)
    desk = client.get(reverse("wagtailadmin_home")).content.decode()
    adres = reverse("initiatiefpagina:maken", args=[aanvraag.pk])
    assert "Toegekend, nog zonder pagina" in desk and adres in desk
    assert "Maak het concept" in client.get(adres).content.decode()
    for _ in range(2):
        client.post(adres)
    page = InitiatiefPage.objects.get()
    assert (page.title, page.bedrag, page.live, page.owner) == ("Moestuin", 1234, False, client.user)
    assert page.get_parent().specific == mare.gebied
    assert page.samenvatting == "" and not page.inhoud
    assert Client().get(page.get_url() or f"{mare.gebied.url}moestuin/").status_code == 404
    assert adres not in client.get(reverse("wagtailadmin_home")).content.decode()
    # The editor of the area writes it and hands it in.
    redacteur = log_in("Redacteur Zuid", naam="redacteur")
    assert redacteur.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert not page.permissions_for_user(redacteur.user).can_copy()


@pytest.mark.parametrize("rol", ["Redacteur Zuid", "Beslisser"])
def test_others_make_no_pages_of_grants(mare, rol):
    aanvraag = grant(mare)
    client = log_in(rol)
    client.post(reverse("initiatiefpagina:maken", args=[aanvraag.pk]))
    assert not InitiatiefPage.objects.exists()
    assert "nog zonder pagina" not in client.get(reverse("wagtailadmin_home")).content.decode()


def lay_taken_back(rf):
    request = rf.get("/")
    request.user = make_medewerker()
    [stapel] = scherm.lay_taken_back(request)
    return [taak.titel for taak in stapel.take()]


def test_pages_about_a_grant_that_was_taken_back_lie_on_the_desk_until_they_are_amended(groep, rf, clock):
    set_up_roles()
    aanvraag, verhaal, door = grant(groep), make_verhaal(ouder=groep.gebied), make_user()
    page = publish(aanvraag, door)
    publish(grant(groep), door)
    verhaal.save_revision().publish()
    Verantwoording.objects.create(aanvraag=aanvraag, verhaal=verhaal)
    assert lay_taken_back(rf) == []
    clock.forward(hours=1)
    zet_stap(aanvraag, "vorder_terug")
    assert set(lay_taken_back(rf)) == {page.title, verhaal.title}
    clock.forward(hours=1)
    page.save_revision().publish()
    verhaal.unpublish()
    assert lay_taken_back(rf) == []


def test_the_page_tells_where_it_stands_today_and_outlives_the_application(groep):
    aanvraag = grant(groep)
    verhaal = make_verhaal(ouder=groep.gebied)
    page = publish(aanvraag, make_user(), verhalen=[verhaal])

    def look():
        return Client().get(page.url).content.decode()

    assert "Toegekend" in look() and "€\xa01.000" in look() and verhaal.title in look()
    Aanvraag.objects.filter(pk=aanvraag.pk).update(stand=Stand.UITGEVOERD)
    assert "Uitgevoerd" in look()
    Aanvraag.objects.filter(pk=aanvraag.pk).update(stand=Stand.TERUGGEVORDERD)
    assert "Teruggevorderd" not in look()
    InitiatiefPage.objects.update(aanvraag=None)
    assert "€\xa01.000" in look() and "Hoe staat het ervoor?" not in look()
