"""Keep it true: every page has a day on which somebody looks, and a role that does."""

import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from gebieden.models import AgendaPage, GebiedPage, NieuwsPage, Redactie
from gebieden.rollen import set_up_roles
from home.models import BasisPage, Controle, RedactieInstellingen, TekstPage
from home.redactie.controle import get_stand, get_verlopen
from home.redactie.controlemail import send_controles
from tests.factories import (
    get_home,
    make_agenda,
    make_bijeenkomst,
    make_gebied,
    make_nieuws,
    make_punt,
    make_tekst,
    make_voortgang,
)
from tests.redactie import edit, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def make_old(*pages, dagen=400):
    """As if they were published so long ago."""
    op = timezone.now() - timedelta(days=dagen)
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(last_published_at=op)


def screen(page):
    return reverse("controle", args=[page.pk])


def get_desk(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


def over(dagen):
    return timezone.localdate() + timedelta(days=dagen)


class TestWanneer:
    def test_a_page_is_overdue_after_the_term_of_the_municipality(self, mare):
        page = make_tekst()
        make_old(page, dagen=366)
        assert get_verlopen().get().pk == page.pk
        RedactieInstellingen.objects.update(controleren_na_maanden=24)
        assert not get_verlopen()

    def test_what_is_found_has_come_and_what_is_not_found_has_not(self, mare):
        page = make_tekst()
        for dagen in (364, 365, 366):
            make_old(page, dagen=dagen)
            assert get_verlopen().exists() == (get_stand(page).controleren_voor <= timezone.localdate()), dagen
            assert get_verlopen().exists() == (dagen >= 365)

    def test_a_day_that_was_agreed_goes_before_the_rule(self, mare):
        oud, nieuw = make_tekst("Oud"), make_tekst("Nieuw")
        make_old(oud)
        Controle.objects.create(page=oud, voor=over(5))
        Controle.objects.create(page=nieuw, voor=over(0))
        assert [page.title for page in get_verlopen()] == ["Nieuw"]

    def test_what_is_of_its_moment_is_left_alone(self, mare):
        nieuws, avond = make_nieuws(ouder=mare), make_bijeenkomst(ouder=mare)
        punt = make_punt(agenda=make_agenda(mare))
        voortgang = make_voortgang(punt)
        weg = make_tekst("Verlopen", expire_at=timezone.now() - timedelta(minutes=1))
        concept = make_tekst("Offline")
        concept.unpublish()
        make_old(nieuws, avond, punt, voortgang, weg, concept)
        assert not get_verlopen()

    def test_a_closed_edition_is_left_alone_and_the_running_one_is_not(self, mare):
        agenda = make_agenda(mare)
        make_old(agenda)
        assert get_verlopen().get().pk == agenda.pk
        AgendaPage.objects.update(afgesloten_op=timezone.localdate())
        assert not get_verlopen()

    def test_news_with_a_day_is_looked_at(self, mare):
        Controle.objects.create(page=make_nieuws("Brug dicht"), voor=over(0))
        assert get_verlopen().get().title == "Brug dicht"

    def test_a_new_type_of_page_gets_it_by_itself(self):
        assert BasisPage.te_controleren is not None
        assert TekstPage.te_controleren == BasisPage.te_controleren


class TestEigenaar:
    def get_role(self, page):
        Controle.objects.update_or_create(page=page, defaults={"voor": over(0)})
        stand = get_stand(page)
        return next((rol.name for rol in page.rollen if rol.pk == stand.eigenaar), None)

    def test_follows_from_the_place(self, mare):
        assert self.get_role(mare) == "Redacteur De Mare"
        assert self.get_role(make_nieuws(ouder=mare)) == "Redacteur De Mare"
        assert self.get_role(make_agenda(mare)) == "Gebiedsregisseur De Mare"
        assert self.get_role(make_tekst()) == "Communicatie"
        assert self.get_role(get_home()) == "Communicatie"

    def test_a_village_has_its_own(self, mare):
        dorp = make_gebied("Oterleek", ouder=GebiedPage.objects.get(pk=mare.pk))
        set_up_roles()
        assert self.get_role(make_nieuws(ouder=dorp)) == "Redacteur Oterleek"

    def test_follows_along_when_the_page_moves(self, mare, overdie):
        page = make_nieuws(ouder=mare)
        redacteurs = Redactie.objects.get(gebied=mare).redacteurs
        Controle.objects.create(page=page, voor=over(0), rol=redacteurs)
        client = log_in("Communicatie")
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, overdie.pk]))
        assert self.get_role(NieuwsPage.objects.get()) == "Redacteur Overdie"


class TestScherm:
    def test_saying_that_it_is_true_makes_no_draft(self, mare):
        client = log_in("Redacteur De Mare")
        make_old(mare)
        assert "Te controleren voor" in client.get(screen(mare)).content.decode()
        client.post(screen(mare), {"klopt": "", "klopt-voor": over(100).isoformat()})
        controle = Controle.objects.get(page=mare)
        assert (controle.voor, controle.gecontroleerd_door) == (over(100), client.user)
        page = GebiedPage.objects.get(pk=mare.pk)
        assert Revision.objects.for_instance(page).count() == 1
        assert not page.has_unpublished_changes
        assert not page.current_workflow_state
        historie = client.get(reverse("wagtailadmin_pages:history", args=[mare.pk])).content.decode()
        assert "de pagina klopt nog" in historie

    def test_another_day_and_another_role(self, mare):
        client = log_in("Redacteur De Mare")
        regisseurs = Redactie.objects.get(gebied=mare).regisseurs
        data = {"afspraak-voor": over(30).isoformat(), "afspraak-rol": regisseurs.pk}
        client.post(screen(mare), data)
        controle = Controle.objects.get(page=mare)
        assert (controle.voor, controle.rol, controle.gecontroleerd_op) == (over(30), regisseurs, None)
        client.post(screen(mare), {"afspraak-voor": "", "afspraak-rol": ""})
        controle.refresh_from_db()
        assert (controle.voor, controle.rol) == (None, None)

    @pytest.mark.parametrize("voor", ["gisteren", "2020-01-01", "2099-01-01", ""])
    def test_a_wrong_day_is_told_beside_the_field(self, mare, voor):
        client = log_in("Redacteur De Mare")
        html = client.post(screen(mare), {"klopt": "", "klopt-voor": voor}).content.decode()
        assert "w-field__errors" in html
        assert f'value="{voor}"' in html or not voor
        assert Controle.objects.get(page=mare).voor is None

    def test_only_roles_that_may_change_the_page(self, mare, overdie):
        client = log_in("Redacteur De Mare")
        vreemd = Redactie.objects.get(gebied=overdie).redacteurs
        html = client.post(screen(mare), {"afspraak-voor": "", "afspraak-rol": vreemd.pk}).content.decode()
        assert "w-field__errors" in html
        assert "Redacteur Overdie" not in html
        agenda = make_agenda(mare)
        html = log_in("Communicatie", naam="redactie").get(screen(agenda)).content.decode()
        assert "Gebiedsregisseur De Mare" in html
        assert "Redacteur De Mare" not in html

    def test_is_for_who_may_change_the_page_at_that_moment(self, mare, overdie):
        client = log_in("Redacteur De Mare")
        assert client.get(screen(mare)).status_code == 200
        data = {"klopt": "", "klopt-voor": over(9).isoformat()}
        for page in (overdie, make_agenda(mare)):
            assert client.get(screen(page)).status_code == 302
            client.post(screen(page), data)
        client.user.groups.clear()
        client.post(screen(mare), data)
        assert not Controle.objects.exists()

    def test_stands_in_the_menu_above_the_page(self, mare):
        client = log_in("Redacteur De Mare")
        html = client.get(edit(mare)).content.decode()
        assert "Controleren voor" in html
        assert screen(mare) in html
        punt = make_punt(agenda=make_agenda(mare))
        assert screen(punt) not in log_in("Communicatie", naam="redactie").get(edit(punt)).content.decode()


class TestBureau:
    def test_lies_with_the_owner_only(self, mare):
        make_old(mare)
        html = get_desk(log_in("Redacteur De Mare"))
        assert "Controleer of dit nog klopt (1)" in html
        assert screen(mare) in html
        for groep in ("Gebiedsregisseur De Mare", "Redacteur Overdie", "Communicatie"):
            assert "Controleer of dit nog klopt" not in get_desk(log_in(groep, naam=groep)), groep

    def test_the_oldest_comes_first(self, mare):
        make_old(make_tekst("Later"), dagen=500)
        make_old(make_tekst("Eerder"), dagen=600)
        Controle.objects.create(page=make_tekst("Afgesproken"), voor=over(-400))
        assert [page.title for page in get_verlopen()] == ["Afgesproken", "Eerder", "Later"]

    def test_a_long_pile_asks_no_more(self, mare):
        client = log_in("Communicatie")

        def count(number):
            make_old(*(make_tekst(f"Tekst {item}", None) for item in range(number)))
            get_desk(client)
            with CaptureQueriesContext(connection) as queries:
                get_desk(client)
                client.get(reverse("bureau:stapel", args=["controles"]))
            return len(queries)

        assert count(2) == count(4)


class TestMail:
    def test_one_mail_a_week_with_all_of_it(self, mare, mailoutbox):
        log_in("Redacteur De Mare", "Communicatie")
        make_old(mare, make_tekst("Contact"))
        call_command("mail_controles")
        call_command("mail_controles")
        (mail,) = mailoutbox
        assert (mail.to, mail.subject) == (["iemand@example.org"], "Controleer of 2 pagina’s nog kloppen")
        assert "De Mare" in mail.body and "Contact" in mail.body
        assert f"http://127.0.0.1:8000{screen(mare)}" in mail.body

    def test_the_next_week_it_comes_again(self, mare, mailoutbox):
        log_in("Redacteur De Mare")
        make_old(mare)
        assert send_controles() == (1, 0)
        assert send_controles(at=over(7)) == (1, 0)

    def test_nothing_of_another_area_and_nothing_to_who_left(self, mare, overdie, mailoutbox):
        log_in("Redacteur De Mare")
        weg = log_in("Redacteur Overdie", naam="weg").user
        weg.is_active = False
        weg.save()
        make_old(mare, overdie)
        call_command("mail_controles")
        (mail,) = mailoutbox
        assert "Overdie" not in mail.body

    def test_a_mail_that_fails_is_tried_again_and_names_nobody(self, mare, mailoutbox, settings, caplog, refusing):
        log_in("Redacteur De Mare")
        make_old(mare)
        with caplog.at_level(logging.INFO, logger="home"), pytest.raises(CommandError, match="niet verstuurd"):
            call_command("mail_controles")
        assert "SMTPRecipientsRefused" in caplog.text
        assert "iemand@example.org" not in caplog.text
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        call_command("mail_controles")
        assert len(mailoutbox) == 1


@pytest.fixture
def refusing(mailserver, monkeypatch):
    """A mail server that wants no mail for anybody, and repeats the address while it says so."""

    async def handle_RCPT(server, session, envelope, address, options):
        return f"550 {address} is unknown here"

    mailserver.handle_RCPT = handle_RCPT
