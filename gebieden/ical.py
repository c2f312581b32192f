from datetime import UTC, timedelta

from django.http import HttpResponse
from django.utils import timezone

from gebieden.velden import get_periode_end
from home.laat import icalendar


def make_calendar_response(bijeenkomst, request):
    """An .ics file with one event, in UTC: every calendar program reads that the same way."""
    event = icalendar.Event()
    event.add("uid", f"bijeenkomst-{bijeenkomst.pk}@{request.get_host()}")
    event.add("summary", bijeenkomst.title)
    event.add("description", bijeenkomst.samenvatting)
    event.add("location", ", ".join(filter(None, [bijeenkomst.plek, bijeenkomst.adres])))
    event.add("url", bijeenkomst.get_full_url(request))
    event.add("dtstart", bijeenkomst.begin.astimezone(UTC))
    event.add("dtend", bijeenkomst.eind.astimezone(UTC))
    event.add("dtstamp", (bijeenkomst.last_published_at or bijeenkomst.begin).astimezone(UTC))
    if bijeenkomst.gaat_niet_door:
        event.add("status", "CANCELLED")
    return _make_response([event], bijeenkomst.slug)


def make_planning_response(agenda, punten, request):
    """An .ics file with the planned dates of an agenda: the next word on an item, and when it should be done."""
    events = []
    for punt in punten:
        if volgend := punt.laatste_bericht.volgend_bericht:
            events.append(_make_day(punt, "bericht", f"Nieuws over: {punt.title}", volgend, request))
        if punt.eind:
            events.append(_make_day(punt, "klaar", f"Klaar: {punt.title}", get_periode_end(punt.eind), request))
    return _make_response(events, agenda.slug)


def _make_day(punt, soort, titel, dag, request):
    event = icalendar.Event()
    event.add("uid", f"agendapunt-{punt.pk}-{soort}@{request.get_host()}")
    event.add("summary", titel)
    event.add("description", punt.laatste_bericht.samenvatting or punt.samenvatting)
    event.add("url", punt.get_full_url(request))
    event.add("dtstart", dag)
    event.add("dtend", dag + timedelta(days=1))
    event.add("dtstamp", (punt.last_published_at or timezone.now()).astimezone(UTC))
    return event


def _make_response(events, naam):
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Gemeente Alkmaar//Gebieden//NL")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    headers = {"Content-Disposition": f'attachment; filename="{naam}.ics"'}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)
