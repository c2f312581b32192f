"""Outlines on the earth as shapes in a drawing."""

from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from django.core.exceptions import ValidationError

BREEDTE = 1000
# The width of one letter of a name in the drawing.
LETTER = 22


def validate_outline(value):
    """Refuse what is not a GeoJSON Polygon or MultiPolygon in degrees."""
    try:
        points = [point for ring in get_rings(value) for point in ring]
        fits = points and all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    except (KeyError, TypeError, ValueError):
        fits = False
    if not fits:
        raise ValidationError("Dit is geen omtrek. Plak een GeoJSON-geometrie van de soort Polygon of MultiPolygon.")


def get_rings(omtrek):
    """The outer rings as lists of (longitude, latitude)."""
    if omtrek["type"] == "Polygon":
        return [omtrek["coordinates"][0]]
    if omtrek["type"] == "MultiPolygon":
        return [polygon[0] for polygon in omtrek["coordinates"]]
    raise ValueError(omtrek["type"])


@dataclass
class Vlak:
    """One area on the map: its shape and the place of its name."""

    gebied: object
    d: str
    x: int
    y: int
    breed: int
    gekozen: bool

    @property
    def naam(self):
        """The lines of the name, or nothing when it does not fit in the shape."""
        lines = self.gebied.title.replace("/", "/ ").split(" ") if "/" in self.gebied.title else [self.gebied.title]
        return lines if self.breed > LETTER * max(map(len, lines)) else []


@dataclass
class Stip:
    """One agenda item on the map."""

    punt: object
    x: int
    y: int


class Kaart:
    """A map of areas. With `rond` it is drawn closely around that one area, with its neighbours at the edges.
    `punten` are agenda items that have a place: each becomes a numbered dot."""

    def __init__(self, gebieden, rond=None, punten=()):
        gebieden = [gebied for gebied in gebieden if gebied.omtrek]
        self.rond = rond if rond and rond.omtrek else None
        points = [point for gebied in [self.rond] if gebied for point in _get_points(gebied)]
        points = points or [point for gebied in gebieden for point in _get_points(gebied)]
        if not points:
            self.vlakken, self.stippen = [], []
            return
        self.west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
        south, self.north = min(lat for _, lat in points), max(lat for _, lat in points)
        # One degree of longitude is shorter than one of latitude by the cosine of the latitude.
        self.plat = cos(radians((south + self.north) / 2))
        self.schaal = BREEDTE / ((east - self.west) * self.plat)
        self.rand = 300 if self.rond else 30
        self.hoogte = round((self.north - south) * self.schaal)
        self.viewbox = f"{-self.rand} {-self.rand} {BREEDTE + 2 * self.rand} {self.hoogte + 2 * self.rand}"
        # What lies outside the drawing would be a link that nobody sees.
        self.vlakken = [vlak for gebied in gebieden if (vlak := self._make_vlak(gebied))]
        self.stippen = [Stip(punt, *self._project(*reversed(punt.op_kaart))) for punt in punten if punt.op_kaart]

    @property
    def buren(self):
        return [vlak for vlak in self.vlakken if not vlak.gekozen]

    def _project(self, lon, lat):
        return round((lon - self.west) * self.plat * self.schaal), round((self.north - lat) * self.schaal)

    def _make_vlak(self, gebied):
        rings = [self._clip([self._project(lon, lat) for lon, lat in ring]) for ring in get_rings(gebied.omtrek)]
        rings = [ring for ring in rings if ring]
        if not rings:
            return None
        d = "".join("M" + "L".join(f"{x} {y}" for x, y in ring[:-1]) + "z" for ring in rings)
        largest = max(rings, key=lambda ring: abs(_get_area(ring)))
        x, y = _get_centre(largest)
        breed = max(x for x, _ in largest) - min(x for x, _ in largest)
        return Vlak(gebied, d, x, y, breed, gebied == self.rond)

    def _clip(self, ring):
        """The part of a ring inside the drawing, cut along one edge after the other (Sutherland-Hodgman)."""
        low, right, bottom = -self.rand, BREEDTE + self.rand, self.hoogte + self.rand
        for axis, limit, sign in ((0, low, 1), (0, right, -1), (1, low, 1), (1, bottom, -1)):
            inside = [sign * (point[axis] - limit) >= 0 for point in ring]
            cut = []
            for (start, end), (start_in, end_in) in zip(pairwise(ring), pairwise(inside), strict=True):
                if start_in != end_in:
                    part = (limit - start[axis]) / (end[axis] - start[axis])
                    cut.append(tuple(round(start[i] + part * (end[i] - start[i])) for i in (0, 1)))
                if end_in:
                    cut.append(end)
            ring = [*cut, cut[0]] if cut else []
        return ring


def _get_points(gebied):
    return [point for ring in get_rings(gebied.omtrek) for point in ring]


def _get_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _get_centre(ring):
    area = _get_area(ring) or 1
    pairs = [((x1, y1), (x2, y2), x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise(ring)]
    x = sum((x1 + x2) * cross for (x1, _), (x2, _), cross in pairs) / (6 * area)
    y = sum((y1 + y2) * cross for (_, y1), (_, y2), cross in pairs) / (6 * area)
    return round(x), round(y)
