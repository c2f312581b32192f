"""Themes, partners and films are content: nobody sees a new one, or a new version, before a colleague approved it."""

import pytest
from django.urls import reverse

from gebieden.models import Partner, Thema
from gebieden.rollen import set_up_roles
from home.models import Video
from tests.factories import (
    make_afbeelding,
    make_agenda,
    make_blocks,
    make_gebied,
    make_nieuws,
    make_punt,
    make_tekst,
    make_video,
)
from tests.redactie import act as act_on_page
from tests.redactie import edit, get_read, log_in, make_draft, page_data, write

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
NIEUW = "Kanarievogel Zonnebloem"
SOORTEN = {
    Thema: {"naam": NIEUW, "icoon": "veilig", "uitleg": "Wat veilig is."},
    Partner: {"naam": NIEUW, "uitleg": "Helpt de wijk."},
    Video: {"titel": NIEUW, "adres": "https://vimeo.com/1084537", "tekst": "U ziet een gracht."},
}


@pytest.fixture
def redactie(mare):
    return log_in("Communicatie", naam="redactie")


@pytest.fixture
def collega(mare):
    return log_in("Communicatie", naam="collega")


@pytest.fixture
def schrijver(mare):
    return log_in("Redacteur De Mare", naam="schrijver")


def get_url(item, naam, *args):
    return reverse(item.snippet_viewset.get_url_name(naam), args=args)


def get_data(model, **kwargs):
    poster = {"poster": make_afbeelding().pk} if model is Video else {}
    return SOORTEN[model] | poster | kwargs


def hand_in(client, model, item=None, **kwargs):
    """Fills in the form and sends it on; gives the thing as visitors have it."""
    adres = get_url(model, "edit", item.pk) if item else get_url(model, "add")
    response = client.post(adres, get_data(model, **kwargs) | {"action-submit": "1"})
    assert response.status_code == 302
    return model.objects.get(pk=item.pk) if item else model.objects.latest("pk")


def act(client, item, action="approve"):
    state = item.current_workflow_task_state
    response = client.post(get_url(item, "workflow_action", item.pk, action, state.pk), {"comment": "Zo."}, follow=True)
    item.refresh_from_db()
    return response.content.decode()


def show(item, overdie):
    """Puts it everywhere where it can stand; gives the addresses that a visitor opens."""
    if isinstance(item, Video):
        secties = [("video", {"kop": "", "video": item.pk})]
        return [make_tekst("Film", None, ("video", item.pk)).url, make_gebied(inhoud=make_blocks(*secties)).url]
    agenda = make_agenda(overdie)
    veld = "themas" if isinstance(item, Thema) else "partners"
    punt = make_punt("Banken", agenda)
    setattr(punt, veld, [item])
    punt.save_revision().publish()
    adressen = [punt.url, agenda.url, f"{agenda.url}csv/", f"{agenda.url}json/"]
    if isinstance(item, Partner):
        secties = [("partners", {"kop": "", "partners": [item.pk]})]
        return [*adressen, make_gebied(inhoud=make_blocks(*secties)).url]
    nieuws = make_nieuws(ouder=overdie)
    nieuws.themas = [item]
    nieuws.save_revision().publish()
    return [*adressen, nieuws.url]


def find_where(client, adressen, woord=NIEUW):
    """On how many of these addresses a visitor reads this."""
    responses = [client.get(adres) for adres in adressen]
    assert {response.status_code for response in responses} == {200}
    return sum(woord in response.content.decode() for response in responses)


@pytest.mark.parametrize("model", SOORTEN)
class TestGoedkeuren:
    def test_nobody_sees_a_new_one_before_a_colleague_approved_it(self, client, overdie, redactie, collega, model):
        item = hand_in(redactie, model)
        adressen = show(item, overdie)
        assert not item.live
        assert not find_where(client, adressen)
        act(redactie, item)
        assert not item.live and not find_where(client, adressen)
        assert get_url(model, "edit", item.pk) in collega.get("/admin/").content.decode()
        act(collega, item)
        assert item.live and find_where(client, adressen) >= 2

    def test_no_button_publishes_past_the_workflow(self, redactie, model):
        redactie.post(get_url(model, "add"), get_data(model) | {"action-publish": "1"})
        assert not model.objects.get().live

    def test_what_is_online_stays_as_it_is_while_a_new_version_waits(self, client, overdie, redactie, collega, model):
        item = hand_in(redactie, model)
        act(collega, item)
        adressen = show(item, overdie)
        plekken = find_where(client, adressen)
        naam = next(iter(SOORTEN[model]))
        hand_in(redactie, model, item, **{naam: "Andere naam"})
        assert find_where(client, adressen) == plekken
        assert not find_where(client, adressen, "Andere naam")
        item.refresh_from_db()
        act(collega, item)
        assert find_where(client, adressen, "Andere naam") == plekken

    def test_sent_back_with_a_reason_and_taken_offline(self, client, overdie, redactie, collega, model):
        item = hand_in(redactie, model)
        act(collega, item, "reject")
        assert "Teruggestuurd door collega: Zo." in redactie.get(get_url(model, "edit", item.pk)).content.decode()
        hand_in(redactie, model, item)
        act(collega, item)
        adressen = show(item, overdie)
        assert find_where(client, adressen)
        redactie.post(get_url(model, "unpublish", item.pk))
        assert not find_where(client, adressen)

    def test_two_who_change_one_that_has_no_versions_yet(self, redactie, collega, model):
        item = make_video() if model is Video else model.objects.create(**SOORTEN[model])
        set_up_roles()
        gelezen = get_read(item)
        assert model.objects.get().live and not model.objects.get().has_unpublished_changes
        naam, adres = next(iter(SOORTEN[model])), get_url(model, "edit", item.pk)
        redactie.post(adres, get_data(model, **{naam: "Van de een"}) | gelezen)
        html = collega.post(adres, get_data(model, **{naam: "Van de ander"}) | gelezen).content.decode()
        assert "Er is een nieuwere versie" in html
        assert getattr(model.objects.get().get_latest_revision_as_object(), naam) == "Van de een"

    def test_shows_how_it_will_look(self, redactie, model):
        hand_in(redactie, model)
        item = model.objects.get()
        assert NIEUW in item.make_preview_request().content.decode()


class TestVideo:
    def test_of_a_redacteur_is_in_the_own_draft_at_once_and_online_after_approval(self, mare, schrijver, redactie):
        film = hand_in(schrijver, Video)
        page = write(make_draft(mare, user=schrijver.user), ("video", film.pk))
        voorbeeld = page.make_preview_request().content.decode()
        assert NIEUW in voorbeeld and "Bezoekers zien hem niet" in voorbeeld
        page.get_workflow().start(page, schrijver.user)
        assert "is nog niet goedgekeurd" in act_on_page(redactie, page, "approve").content.decode()
        page.refresh_from_db()
        assert not page.live
        act(redactie, film)
        act_on_page(redactie, page, "approve")
        page.refresh_from_db()
        assert page.live

    def test_draft_of_another_can_be_found_nor_named(self, mare, schrijver):
        film = hand_in(log_in("Redacteur Overdie", naam="ander"), Video)
        kies = "wagtailsnippetchoosers_home_video"
        assert NIEUW not in schrijver.get(reverse(f"{kies}:choose")).content.decode()
        page = make_draft(mare, user=schrijver.user)
        blok = {"inhoud-count": "1", "inhoud-0-type": "video", "inhoud-0-order": "0", "inhoud-0-deleted": ""}
        data = page_data(page, **blok | {"inhoud-0-value": str(film.pk)})
        assert NIEUW not in schrijver.post(edit(page), data, follow=True).content.decode()
        page.refresh_from_db()
        assert not page.get_latest_revision_as_object().inhoud
        schrijver.post(edit(page), data | {"inhoud-0-value": str(make_video().pk)})
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().inhoud

    def test_keeps_its_new_owner_when_an_older_version_is_approved(self, schrijver, redactie, collega):
        film = hand_in(schrijver, Video)
        Video.objects.update(geplaatst_door=collega.user)
        act(redactie, film)
        assert Video.objects.get().geplaatst_door == collega.user


def test_a_name_that_was_taken_meanwhile_is_told_to_who_approves(redactie, collega):
    een, twee = hand_in(redactie, Thema), hand_in(redactie, Thema, naam="Groen")
    act(collega, een)
    hand_in(redactie, Thema, een, naam="Water")
    # What waits has no name of its own yet, so meanwhile another may take it.
    Thema.objects.filter(pk=twee.pk).update(naam="Water")
    assert "Nog niet goedgekeurd" in act(collega, Thema.objects.get(pk=een.pk))
    assert Thema.objects.get(pk=een.pk).naam == NIEUW


def test_ticks_on_a_page_are_what_is_online_and_what_was_there(mare, redactie):
    _schoon, heel, _verborgen = (
        Thema.objects.create(naam=naam, icoon="veilig", uitleg="Uitleg", live=live)
        for naam, live in (("Schoon", True), ("Heel", False), ("Verborgen", False))
    )
    page = make_draft(mare)
    page.themas = [heel]
    page.save_revision()
    html = redactie.get(edit(page)).content.decode()
    assert "Schoon" in html and "Heel" in html and "Verborgen" not in html
