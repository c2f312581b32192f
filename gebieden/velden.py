"""Fields that read what people write: an amount of money, a period and a place on the map."""

import re
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

# The municipality and a little around it, in degrees.
GRENZEN = {"lat": (52.4, 52.8), "lon": (4.5, 5.1)}
BEDRAG = re.compile(r"^(?P<heel>\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})(?:,(?P<cent>\d{1,2}))?$", re.ASCII)
BEDRAG_MET_PUNT = re.compile(r"^(?P<heel>\d{1,9})\.(?P<cent>\d{1,2})$", re.ASCII)
COORDINAAT = re.compile(r"^\s*(\d{1,2}\.\d{2,8})\s*[,;]\s*(\d{1,2}\.\d{2,8})\s*$", re.ASCII)
JAAR = r"(?P<jaar>20\d\d)"
PERIODE = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"^{JAAR}$",
        rf"^{JAAR}-(?P<maandnummer>0[1-9]|1[0-2])-\d\d$",
        rf"^{JAAR}[ -]?[kq](?P<kwartaal>[1-4])$",
        rf"^[kq](?P<kwartaal>[1-4])[ -]?{JAAR}$",
        rf"^(?P<kwartaal>[1-4])(?:e|de|ste)? kwartaal(?: van)? {JAAR}$",
        rf"^(?P<woord>eerste|tweede|derde|vierde) kwartaal(?: van)? {JAAR}$",
        rf"^(?P<maand>[a-z]{{3,9}}) {JAAR}$",
    )
]
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
RANGORDE = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde"}


def parse_bedrag(text):
    """An amount in any Dutch notation (€ 1.250,50 · 1250,- · 1250 euro) as a Decimal. ValueError when it is none."""
    kaal = re.sub(r"(?i)€|eur(o|\b)|\s", "", str(text))
    kaal = re.sub(r"[.,]-{1,2}$", "", kaal)
    match = BEDRAG.match(kaal) or BEDRAG_MET_PUNT.match(kaal)
    if not match:
        raise ValueError(text)
    return Decimal(match["heel"].replace(".", "") + "." + (match["cent"] or "0")).quantize(Decimal("0.01"))


def parse_periode(text):
    """A year or a quarter of a year, written as "2026" or "2026-K2". ValueError when it is neither."""
    match = next(filter(None, (pattern.match(str(text).strip().lower()) for pattern in PERIODE)), None)
    if not match:
        raise ValueError(text)
    delen = match.groupdict()
    if maand := delen.get("maand"):
        # A word that is no month is a ValueError too.
        delen["kwartaal"] = MAANDEN.index(maand) // 3 + 1
    if nummer := delen.get("maandnummer"):
        delen["kwartaal"] = (int(nummer) + 2) // 3
    if woord := delen.get("woord"):
        delen["kwartaal"] = list(RANGORDE.values()).index(woord) + 1
    return f"{delen['jaar']}-K{delen['kwartaal']}" if delen.get("kwartaal") else delen["jaar"]


def get_periode_end(periode):
    """The last day of a period."""
    jaar, kwartaal = int(periode[:4]), int(periode[6:] or 4)
    return date(jaar + kwartaal // 4, kwartaal % 4 * 3 + 1, 1) - timedelta(days=1)


def get_periode_begin(periode):
    return date(int(periode[:4]), int(periode[6:] or 1) * 3 - 2, 1)


def check_order(begin, eind):
    """ValueError, with a sentence for who typed it, when the end of a plan comes before its beginning."""
    if begin and eind and get_periode_end(eind) < get_periode_begin(begin):
        raise ValueError("Dit ligt voor het begin. Kies een later jaar of kwartaal.")


def format_periode(periode):
    return f"{RANGORDE[int(periode[6:])]} kwartaal van {periode[:4]}" if periode[4:] else periode


def parse_coordinaat(text):
    """The latitude and longitude of a place in or near Alkmaar. ValueError when it is elsewhere."""
    match = COORDINAAT.match(text)
    lat, lon = (float(match[1]), float(match[2])) if match else (0, 0)
    if not (GRENZEN["lat"][0] <= lat <= GRENZEN["lat"][1] and GRENZEN["lon"][0] <= lon <= GRENZEN["lon"][1]):
        raise ValueError(text)
    return lat, lon


class BedragFormField(forms.CharField):
    def prepare_value(self, value):
        return str(value).replace(".", ",").removesuffix(",00") if isinstance(value, Decimal) else value

    def to_python(self, value):
        value = super().to_python(value)
        try:
            return parse_bedrag(value) if value else None
        except ValueError as error:
            message = "Schrijf een bedrag in cijfers, bijvoorbeeld 1250 of 1.250,50."
            raise ValidationError(message) from error

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class BedragField(models.DecimalField):
    """Euros (or hours), typed as people write them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_digits": 11, "decimal_places": 2, "null": True, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        # Not the parent's: it adds the limits of a number field, and this one takes text.
        return models.Field.formfield(self, form_class=BedragFormField, **kwargs)


class PeriodeField(models.CharField):
    """A year or a quarter, kept as "2026" or "2026-K2": so it sorts as text."""

    def __init__(self, *args, **kwargs):
        kwargs = {
            "max_length": 40,
            "blank": True,
            "help_text": "Een jaar of een kwartaal, bijvoorbeeld: 2027 of 2e kwartaal 2027",
            **kwargs,
        }
        super().__init__(*args, **kwargs)

    def clean(self, value, model_instance):
        value = super().clean(value, model_instance)
        try:
            return parse_periode(value) if value else ""
        except ValueError as error:
            message = f"“{value}” is geen jaar of kwartaal. Schrijf bijvoorbeeld 2027 of 2e kwartaal 2027."
            raise ValidationError(message) from error


def validate_coordinaat(value):
    try:
        parse_coordinaat(value)
    except ValueError as error:
        message = "Dit is geen plek in Alkmaar. Schrijf eerst de breedte en dan de lengte: 52.6324, 4.7534."
        raise ValidationError(message) from error
