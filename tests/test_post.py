"""Mails to residents: none is lost when the mail server has trouble, and none goes out twice for one event."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import ModelLogEntry

from home.models import Mail, MailTekst
from home.post import MailSoort, get_soorten, zet_klaar
from home.verzending import ruim_op, verstuur_wachtende
from tests.redactie import log_in

PROEF = MailSoort(
    "proef",
    "Proefmail",
    "Uw aanvraag [kenmerk]",
    "Dag [naam],\n\nUw code is [code].\n\nKijk op [link].",
    {"kenmerk": "het kenmerk", "naam": "de naam", "code": "de code", "link": "de persoonlijke link"},
)
VELDEN = {"kenmerk": "BI-1", "naam": "Marga", "code": "123456", "link": "https://gebieden.example/mijn/1-abc"}
Stand, Fout = Mail.Stand, Mail.Fout


@pytest.fixture(autouse=True)
def soorten(settings):
    settings.MAIL_METEEN = False
    with hooks.register_temporarily("mailsoorten", lambda: [PROEF]):
        yield


def make_mail(sleutel="proef:1", aan="marga@example.org", **kwargs):
    return zet_klaar("proef", aan, sleutel, **{**VELDEN, **kwargs})


def pass_time(mail, **duur):
    """As if that long has gone by for this mail."""
    mail.refresh_from_db()
    for veld in ("niet_voor", "wacht_sinds", "bezig_sinds"):
        if moment := getattr(mail, veld):
            setattr(mail, veld, moment - timedelta(**duur))
    mail.save()


def send(mail):
    verstuur_wachtende()
    mail.refresh_from_db()
    return mail.stand


@pytest.fixture
def mail(db):
    return make_mail()


def test_a_mail_goes_out_once_in_text_and_html(mailserver, mail):
    make_mail(naam="Iemand anders")
    assert (send(mail), send(mail)) == (Stand.VERSTUURD, Stand.VERSTUURD)
    (bericht,) = mailserver.mails
    assert (bericht["To"], bericht["Subject"]) == ("marga@example.org", "Uw aanvraag BI-1")
    assert "Dag Marga," in bericht.get_body(("plain",)).get_content()
    html = bericht.get_body(("html",)).get_content()
    assert re.search(r'<a href="https://gebieden.example/mijn/1-abc"[^>]*>', html)


def test_what_stands_in_the_private_storage_goes_along(mailserver, db):
    pad = storages["prive"].save("brief.pdf", ContentFile(b"%PDF-1.7 brief"))
    mail = make_mail(bijlagen=[[pad, "Besluit BI-1.pdf", "application/pdf"]])
    assert send(mail) == Stand.VERSTUURD
    (bijlage,) = mailserver.mails[0].iter_attachments()
    assert (bijlage.get_filename(), bijlage.get_content()) == ("Besluit BI-1.pdf", b"%PDF-1.7 brief")
    storages["prive"].delete(pad)
    tweede = make_mail("proef:2", bijlagen=[[pad, "Besluit BI-1.pdf", "application/pdf"]])
    assert (send(tweede), tweede.fout) == (Stand.MISLUKT, Fout.BIJLAGE)


def test_a_server_that_is_down_loses_nothing(settings, mailserver, mail, caplog):
    poort, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    pauzes = []
    for _ in range(6):
        begin = timezone.now()
        assert (send(mail), mail.fout) == (Stand.WACHT, Fout.SERVER)
        pauzes.append(round((mail.niet_voor - begin).total_seconds() / 60))
        pass_time(mail, minutes=pauzes[-1])
    assert pauzes == [1, 5, 15, 15, 15, 15]
    assert "marga" not in caplog.text
    settings.EMAIL_PORT = poort
    assert send(mail) == Stand.VERSTUURD
    assert len(mailserver.mails) == 1


def test_a_run_does_not_try_the_next_when_the_server_is_down(settings, mailserver, mail):
    settings.EMAIL_PORT = 1
    tweede = make_mail("proef:2")
    send(mail)
    tweede.refresh_from_db()
    assert (mail.pogingen, tweede.pogingen) == (1, 0)


def test_a_refusal_for_good_fails_at_once_and_the_others_go_on(mailserver, mail, caplog):
    mailserver.answers["marga@example.org"] = 550
    tweede = make_mail("proef:2", "piet@example.org")
    assert (send(mail), mail.fout) == (Stand.MISLUKT, Fout.ADRES)
    tweede.refresh_from_db()
    assert tweede.stand == Stand.VERSTUURD
    assert "marga" not in caplog.text
    assert "marga" not in f"{mail} {mail.get_fout_display()} {mail.aan_verborgen}"


def test_a_full_mailbox_is_tried_longer_and_longer_until_the_site_gives_up(mailserver, mail):
    mailserver.answers["marga@example.org"] = 452
    pauzes = []
    while send(mail) == Stand.WACHT:
        pauzes.append(round((mail.niet_voor - timezone.now()).total_seconds() / 60))
        pass_time(mail, minutes=pauzes[-1])
    assert pauzes[:6] == [1, 5, 15, 60, 180, 180]
    assert 24 * 60 <= sum(pauzes) < 28 * 60
    assert mail.stand == Stand.MISLUKT
    mailserver.answers.clear()
    assert mail.wait_again()
    assert send(mail) == Stand.VERSTUURD


def test_a_second_copy_after_a_lost_answer_is_known_by_its_message_id(mailserver, mail):
    mailserver.dies = True
    assert (send(mail), mail.fout) == (Stand.WACHT, Fout.SERVER)
    mailserver.dies = False
    pass_time(mail, minutes=1)
    assert send(mail) == Stand.VERSTUURD
    eerste, tweede = (bericht["Message-ID"] for bericht in mailserver.mails)
    assert eerste == tweede


def test_what_a_dead_worker_left_lying_is_sent_after_ten_minutes(mailserver, mail):
    Mail.objects.claim(mail.pk)
    assert send(mail) == Stand.BEZIG
    pass_time(mail, minutes=11)
    assert send(mail) == Stand.VERSTUURD
    assert [bericht["Message-ID"] for bericht in mailserver.mails] == [mail.message_id]


def test_a_visitor_does_not_notice_that_sending_at_once_failed(settings, mail, django_capture_on_commit_callbacks):
    settings.MAIL_METEEN, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        tweede = make_mail("proef:2")
    tweede.refresh_from_db()
    assert (tweede.stand, tweede.fout) == (Stand.WACHT, Fout.SERVER)


def test_who_has_no_address_gets_no_mail(db):
    assert make_mail(aan="") is None
    assert not Mail.objects.exists()


def test_mails_are_deleted_after_their_period(mailserver, mail):
    mislukt = make_mail("proef:2", "weg@example.org")
    mailserver.answers["weg@example.org"] = 550
    send(mail)
    later = timezone.now() + timedelta(days=31)
    call_command("ruim_post_op")
    assert Mail.objects.count() == 2
    assert ruim_op(later) == 1
    assert Mail.objects.get() == mislukt
    assert ruim_op(later + timedelta(days=60)) == 1


def test_the_watch_sees_mail_that_waits_too_long(client, mailserver, mail):
    def is_red():
        return "Mail aan inwoners wacht langer dan een uur." in client.get("/gezond/").json()["uitleg"]

    pass_time(mail, minutes=59)
    assert not is_red()
    pass_time(mail, minutes=2)
    assert is_red()
    # One mailbox that is full is no trouble of ours.
    mailserver.answers["marga@example.org"] = 452
    send(mail)
    assert not is_red()


def see(client, naam, *args):
    return client.get(reverse(naam, args=args), follow=True)


def write_text(client, **kwargs):
    return client.post(reverse("mailteksten:soort", args=["proef"]), kwargs, follow=True)


def test_communicatie_gives_a_mail_its_own_words_and_takes_them_back(mare):
    communicatie = log_in("Communicatie")
    assert "Proefmail" in see(communicatie, "mailteksten:alle").content.decode()
    write_text(communicatie, onderwerp="Uw plan [kenmerk]", tekst="Hallo [naam], de code is [code]. [link]")
    mail = make_mail()
    assert (mail.onderwerp, mail.tekst) == ("Uw plan BI-1", f"Hallo Marga, de code is 123456. {VELDEN['link']}")
    write_text(communicatie, terug="")
    assert make_mail("proef:2").onderwerp == "Uw aanvraag BI-1"


@pytest.mark.parametrize(
    ("onderwerp", "tekst", "fout"),
    [
        ("Voor [naam]", "[code] [link]", "Dit mag niet in het onderwerp: [naam]"),
        ("Uw plan", "[code] [link] [Naam]", "Dit veld kennen wij niet: [Naam]"),
        ("Uw plan", "[code] [link] [iban]", "Dit veld kennen wij niet: [iban]"),
        ("Uw plan", "Dag [naam] [link]", "Zonder [code] heeft de lezer niets aan deze mail"),
        ("Uw plan", "Dag [naam] [code]", "Zonder [link] heeft de lezer niets aan deze mail"),
        ("", "[code] [link]", "Schrijf het onderwerp"),
    ],
)
def test_words_that_would_go_wrong_are_refused_and_kept(mare, onderwerp, tekst, fout):
    html = write_text(log_in("Communicatie"), onderwerp=onderwerp, tekst=tekst).content.decode()
    assert fout in html and tekst in html
    assert not MailTekst.objects.exists()


def test_the_desk_sees_what_failed_without_the_address_and_tries_again(mare, mailserver, mail):
    mailserver.answers["marga@example.org"] = 550
    send(mail)
    bureau = log_in("Subsidiebureau")
    assert "Mails die niet aankomen" in see(bureau, "wagtailadmin_home").content.decode()
    html = see(bureau, "mails:alles").content.decode()
    assert "m…@example.org" in html and "marga@" not in html and "weigert mail" in html
    mailserver.answers.clear()
    bureau.post(reverse("mails:opnieuw", args=[mail.pk]))
    assert send(mail) == Stand.VERSTUURD
    assert (
        "intussen al verstuurd" in bureau.post(reverse("mails:opnieuw", args=[mail.pk]), follow=True).content.decode()
    )
    assert "Alle mails zijn verstuurd" in see(bureau, "mails:alles").content.decode()


def test_own_words_that_lost_their_code_do_not_go_out(db):
    MailTekst.objects.create(soort="proef", onderwerp="Oud", tekst="Dag [naam], zie [link].")
    assert "123456" in make_mail().tekst


def test_every_mail_with_a_code_or_link_keeps_it(db):
    for soort in get_soorten().values():
        assert set(soort.velden) & {"code", "link", "links"} == set(soort.nodig), soort.sleutel


def test_the_desk_corrects_an_address_and_what_failed_there_goes_out(mare, mailserver, mail):
    mailserver.answers["marga@example.org"] = 550
    tweede = make_mail("proef:2")
    send(mail)
    bureau = log_in("Subsidiebureau")
    adres = reverse("mails:adres", args=[mail.pk])
    assert adres in see(bureau, "mails:alles").content.decode()
    for getypt, fout in (("", "Schrijf het goede"), ("marga@", "geen e-mailadres"), ("Marga@example.org", "hetzelfde")):
        html = bureau.post(adres, {"email": getypt}).content.decode()
        assert fout in html and "marga@example.org" not in html
    bureau.post(adres, {"email": "marga@example.nl"})
    assert send(mail) == Stand.VERSTUURD
    tweede.refresh_from_db()
    assert [mail["To"] for mail in mailserver.mails] == ["marga@example.nl"] * 2 and tweede.aan == mail.aan
    assert ModelLogEntry.objects.filter(action="home.mail_adres").count() == 2
    assert "intussen al verstuurd" in bureau.get(adres, follow=True).content.decode()
    mail.refresh_from_db()
    assert bureau.post(adres, {"email": "x@example.nl"}, follow=True) and mail.aan == "marga@example.nl"


@pytest.mark.parametrize("groep", ["Communicatie", "Beslisser"])
def test_mails_are_not_for_everyone(mare, mail, groep):
    client = log_in(groep)
    assert client.post(reverse("mails:opnieuw", args=[mail.pk])).status_code == 302
    assert "uw aanvraag" not in see(client, "mails:alles").content.decode().lower()
    mail.refresh_from_db()
    assert mail.pogingen == 0


def test_a_long_list_of_mails_asks_no_more_queries(mare):
    bureau = log_in("Subsidiebureau")

    def count(number):
        for _ in range(number):
            make_mail(f"proef:{Mail.objects.count() + 1}")
        see(bureau, "mails:alles")
        with CaptureQueriesContext(connection) as queries:
            see(bureau, "mails:alles")
        return len(queries)

    assert count(2) == count(12)
