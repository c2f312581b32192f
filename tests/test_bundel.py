"""Publish together: all pages of a bundle at one moment with one approval, or none of them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, WorkflowState

from gebieden.models import AgendaPage, AgendapuntPage, NieuwsPage
from home.models import Bundel
from home.redactie import bundels
from tests.factories import make_agenda, make_blocks, make_punt
from tests.redactie import act, edit, log_in, make_draft, page_data

pytestmark = pytest.mark.django_db
MORGEN = timedelta(days=1)


def go(client, bundel, daad, **data):
    """Presses a button on the screen of a bundle, and reads what comes back."""
    return client.post(reverse(f"bundels:{daad}", args=[bundel.pk]), data, follow=True).content.decode()


def read(client, bundel):
    return client.get(bundel.get_absolute_url()).content.decode()


def approve(client, bundel):
    return go(client, bundel, "goedkeuren", versie=bundels.get_versie(bundel.rijen))


def make_bundel(client, *pages, moment=None):
    data = {"naam": "Dorpsagenda’s", "pagina": [page.pk for page in pages]}
    if moment:
        data["moment"] = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    client.post(reverse("bundels:nieuw"), data)
    return Bundel.objects.get()


@pytest.fixture
def schrijver(mare):
    return log_in("Redacteur De Mare", naam="schrijver")


@pytest.fixture
def redactie(mare):
    return log_in("Communicatie", naam="redactie")


@pytest.fixture
def ingediend(mare, schrijver):
    pages = [make_draft(mare, title, schrijver.user) for title in ("Eerste", "Tweede")]
    bundel = make_bundel(schrijver, *pages)
    assert "Ingediend." in go(schrijver, bundel, "indienen")
    bundel.refresh_from_db()
    return bundel


def set_moment(bundel, moment):
    Bundel.objects.filter(pk=bundel.pk).update(moment=moment)
    bundel.refresh_from_db()


def get_online():
    return set(NieuwsPage.objects.live().values_list("title", flat=True))


def test_one_approval_puts_all_online(ingediend, schrijver, redactie):
    assert "Eerste" in read(redactie, ingediend)
    assert "Keur de hele bundel goed" not in read(schrijver, ingediend)
    assert "Goedgekeurd." in approve(redactie, ingediend)
    assert get_online() == {"Eerste", "Tweede"}
    assert {state.status for state in WorkflowState.objects.all()} == {WorkflowState.STATUS_APPROVED}
    for action in ("wagtail.workflow.approve", "wagtail.publish"):
        assert PageLogEntry.objects.filter(action=action, user=redactie.user).count() >= 2, action


def test_at_its_moment_a_bundle_goes_by_itself_and_nothing_slips_in(ingediend, schrijver, redactie):
    set_moment(ingediend, timezone.now() + MORGEN)
    approve(redactie, ingediend)
    call_command("elke_minuut")
    assert not get_online()
    page = NieuwsPage.objects.get(draft_title="Eerste")
    redactie.post(edit(page), page_data(page, title="Stiekem veranderd"))
    assert "Wilt u nog iets veranderen?" in redactie.get(edit(page)).content.decode()
    # Even when it does get a newer version, that one was not approved.
    page.title = "Toch veranderd"
    page.save_revision()
    set_moment(ingediend, timezone.now())
    call_command("elke_minuut")
    assert get_online() == {"Eerste", "Tweede"}
    bundels.publish_due()
    assert PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 2


def test_who_changed_one_of_the_pages_last_cannot_approve(mare, schrijver, redactie):
    eigen = make_draft(mare, "Eigen", redactie.user)
    bundel = make_bundel(redactie, make_draft(mare, "Van een ander", schrijver.user), eigen)
    go(redactie, bundel, "indienen")
    assert "Keur de hele bundel goed" not in read(redactie, bundel)
    assert "zelf het laatst gewijzigd" in approve(redactie, bundel)
    assert not get_online()
    assert "Goedgekeurd." in approve(log_in("Communicatie", naam="collega"), bundel)


def test_a_newer_draft_stops_the_approval_and_is_named(ingediend, redactie):
    page = NieuwsPage.objects.get(draft_title="Tweede")
    page.save_revision()
    assert "“Tweede” is gewijzigd nadat de bundel was ingediend." in approve(redactie, ingediend)
    assert not get_online()


def test_the_approver_approves_what_he_saw(ingediend, schrijver, redactie):
    gezien = bundels.get_versie(ingediend.rijen)
    go(schrijver, ingediend, "terugtrekken")
    page = NieuwsPage.objects.get(draft_title="Tweede")
    page.save_revision(user=schrijver.user)
    go(schrijver, ingediend, "indienen")
    assert "veranderd nadat u haar opende" in go(redactie, ingediend, "goedkeuren", versie=gezien)
    assert not get_online()


def test_a_page_cannot_be_approved_out_of_its_bundle(ingediend, redactie):
    page = NieuwsPage.objects.get(draft_title="Eerste")
    html = redactie.get(edit(page)).content.decode()
    assert "Deze pagina zit in de bundel" in html
    assert 'data-workflow-action-name="approve"' not in html
    act(redactie, page, "approve")
    assert not get_online()
    desk = redactie.get(reverse("wagtailadmin_home")).content.decode()
    assert "Bundels voor uw goedkeuring (1)" in desk
    assert "Wacht op uw goedkeuring" not in desk


def take_address(page):
    ander = NieuwsPage(title="Ander", slug="ander", samenvatting="Kort.")
    page.get_parent().add_child(instance=ander)
    Page.objects.filter(pk=page.pk).update(slug="iets-anders")
    Page.objects.filter(pk=ander.pk).update(slug=page.slug)


@pytest.mark.parametrize(
    ("break_page", "reden"),
    [
        (lambda page: page.delete(), "“Tweede” is verwijderd."),
        (lambda page: Page.objects.filter(pk=page.pk).update(locked=True), "“Tweede” is vergrendeld"),
        (take_address, "“Tweede” is niet in orde"),
    ],
)
def test_if_one_page_cannot_go_none_goes(ingediend, redactie, schrijver, break_page, reden):
    set_moment(ingediend, timezone.now() + MORGEN)
    approve(redactie, ingediend)
    break_page(NieuwsPage.objects.get(draft_title="Tweede"))
    set_moment(ingediend, timezone.now())
    call_command("elke_minuut")
    assert not get_online() - {"Ander"}
    assert reden in read(schrijver, ingediend)
    assert "Bundels die niet online gingen (1)" in schrijver.get(reverse("wagtailadmin_home")).content.decode()


def test_a_closed_edition_stops_the_bundle(mare, redactie):
    agenda = make_agenda(mare)
    punt = make_punt("Bank", agenda)
    punt.save_revision()
    bundel = make_bundel(redactie, punt)
    AgendaPage.objects.filter(pk=agenda.pk).update(afgesloten_op=timezone.localdate())
    assert "Deze editie van de agenda is afgesloten." in go(redactie, bundel, "indienen")


def test_what_stands_under_a_draft_goes_along_with_it_and_not_without(mare, redactie):
    agenda = AgendaPage(title="Agenda", slug="agenda", samenvatting="Wat.", editie="2027", live=False)
    agenda.begin, agenda.eind = timezone.localdate(), timezone.localdate() + MORGEN
    mare.refresh_from_db()
    mare.add_child(instance=agenda)
    punt = agenda.add_child(instance=AgendapuntPage(title="Bank", samenvatting="Twee.", nummer="1", live=False))
    agenda.save_revision()
    punt.save_revision()
    bundel = make_bundel(redactie, punt)
    assert "staat onder “Agenda”" in go(redactie, bundel, "indienen")
    go(redactie, bundel, "toevoegen", pagina=agenda.pk)
    go(redactie, bundel, "indienen")
    approve(log_in("Communicatie", naam="collega"), bundel)
    assert AgendaPage.objects.live().exists()
    assert AgendapuntPage.objects.live().exists()


def test_a_page_with_a_date_of_its_own_does_not_go_in(mare, schrijver):
    page = make_draft(mare, "Met datum", schrijver.user)
    page.go_live_at = timezone.now() + MORGEN
    page.save_revision(user=schrijver.user)
    bundel = make_bundel(schrijver, page)
    assert "Haal die weg: de bundel bepaalt het moment." in go(schrijver, bundel, "indienen")


def test_sent_back_with_a_reason(ingediend, schrijver, redactie):
    assert "Schrijf wat er anders moet." in go(redactie, ingediend, "terugsturen", reden="")
    go(redactie, ingediend, "terugsturen", reden="Noem de plek.")
    assert "Noem de plek." in read(schrijver, ingediend)
    desk = schrijver.get(reverse("wagtailadmin_home")).content.decode()
    assert "Naar u teruggestuurd (2)" in desk
    go(schrijver, ingediend, "indienen")
    approve(redactie, ingediend)
    assert get_online() == {"Eerste", "Tweede"}


def test_of_two_approvals_one_wins_and_the_other_reads_it(ingediend, redactie):
    gezien = bundels.get_versie(ingediend.rijen)
    approve(redactie, ingediend)
    collega = log_in("Communicatie", naam="collega")
    assert "door redactie" in go(collega, ingediend, "goedkeuren", versie=gezien)
    log = PageLogEntry.objects.filter(action="wagtail.publish", user__in=[redactie.user, collega.user])
    assert log.count() == 2


def test_another_area_reads_and_does_nothing(ingediend, mare, overdie):
    buur = log_in("Gebiedsregisseur Overdie", naam="buur")
    assert "Dorpsagenda" not in buur.get(reverse("bundels:overzicht")).content.decode()
    assert buur.get(ingediend.get_absolute_url()).status_code == 404
    for daad in ("toevoegen", "weghalen", "indienen", "goedkeuren", "terugsturen", "terugtrekken", "verwijderen"):
        assert buur.post(reverse(f"bundels:{daad}", args=[ingediend.pk])).status_code == 404
    eigen = make_draft(mare, "Geheim", None)
    buur.post(reverse("bundels:nieuw"), {"naam": "Gekaapt", "pagina": eigen.pk})
    assert not Bundel.objects.get(naam="Gekaapt").rijen


def test_a_writer_cannot_approve_and_what_was_handed_in_stays(ingediend, schrijver):
    assert "U mag deze bundel niet goedkeuren." in approve(schrijver, ingediend)
    rij = ingediend.rijen[0].pk
    for daad, data in (("weghalen", {"rij": rij}), ("toevoegen", {"pagina": 1}), ("weghalen", {"rij": "x"})):
        go(schrijver, ingediend, daad, **data)
    assert len(ingediend.rijen) == 2
    assert not get_online()


def test_a_long_bundle_asks_no_more(mare, redactie):
    def count(number):
        for _ in range(number):
            bundels.add_pages(bundel, redactie.user, [make_draft(mare, "Bericht").pk])
        read(redactie, bundel)
        with CaptureQueriesContext(connection) as queries:
            read(redactie, bundel)
            redactie.get(reverse("bundels:overzicht"))
        return len(queries)

    bundel = make_bundel(redactie)
    assert count(2) == count(6)


def test_from_a_page_to_a_bundle(mare, schrijver):
    page = make_draft(mare, "Straatfeest", schrijver.user)
    adres = f"{reverse('bundels:nieuw')}?pagina={page.pk}"
    assert adres in schrijver.get(edit(page)).content.decode()
    assert "Straatfeest" in schrijver.get(adres).content.decode()
    bundel = make_bundel(schrijver)
    assert bundel.naam in schrijver.get(adres).content.decode()
    go(schrijver, bundel, "toevoegen", pagina=page.pk)
    assert [rij.titel for rij in bundel.rijen] == ["Straatfeest"]


def test_a_moment_that_does_not_exist_is_explained_and_nothing_is_lost(schrijver):
    html = schrijver.post(reverse("bundels:nieuw"), {"naam": "Feest", "moment": "2027-03-28 02:30"}).content.decode()
    assert "Dit tijdstip bestaat niet" in html
    assert "2027-03-28 02:30" in html
    assert 'value="Feest"' in html


def test_a_link_that_leads_nowhere_stops_the_bundle_unless_it_leads_to_a_page_in_it(mare, schrijver):
    doel, bron = (make_draft(mare, title, schrijver.user) for title in ("Doel", "Bron"))
    bron.inhoud = make_blocks(("tekst", f'<p><a linktype="page" id="{doel.pk}">Lees verder</a></p>'))
    bron.save_revision(user=schrijver.user)
    bundel = make_bundel(schrijver, bron)
    assert "In “Bron” werkt een link niet." in go(schrijver, bundel, "indienen")
    go(schrijver, bundel, "toevoegen", pagina=doel.pk)
    assert "Ingediend." in go(schrijver, bundel, "indienen")
