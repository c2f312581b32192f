from datetime import UTC

from django.http import HttpResponse
from icalendar import Calendar, Event


def make_calendar_response(bijeenkomst, request):
    """An .ics file with one event, in UTC: every calendar program reads that the same way."""
    event = Event()
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
    calendar = Calendar()
    calendar.add("prodid", "-//Gemeente Alkmaar//Gebieden//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    headers = {"Content-Disposition": f'attachment; filename="{bijeenkomst.slug}.ics"'}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)
