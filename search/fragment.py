"""The piece of a page that answers the question, with the words marked that were found."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

from .nederlands import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
VOOR, LENGTE = 60, 220


def mark(text, vormen):
    """Escaped, with each hit between <mark> and </mark>."""
    parts, end = [], 0
    for match in WORD.finditer(text):
        if fold(match[0]) in vormen:
            parts += [escape(text[end : match.start()]), "<mark>", escape(match[0]), "</mark>"]
            end = match.end()
    # Every part of the text was escaped above.
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308


def make_fragment(document, vormen, *, is_kort):
    """The summary, unless only the text has the words: then the words around the first one."""
    samenvatting, tekst = document.samenvatting, document.tekst
    # Of a question of one word that stands in the title, the summary tells more.
    in_titel = is_kort and _find_first(document.titel, vormen) is not None
    if in_titel or _find_first(samenvatting, vormen) is not None:
        return mark(samenvatting, vormen)
    first = _find_first(tekst, vormen)
    return mark(samenvatting, vormen) if first is None else mark(_cut(tekst, first), vormen)


def _find_first(text, vormen):
    return next((match.start() for match in WORD.finditer(text) if fold(match[0]) in vormen), None)


def _cut(text, first):
    begin = 0 if first <= VOOR else text.rfind(" ", 0, first - VOOR // 2) + 1
    piece = text[begin : begin + LENGTE]
    is_last = begin + LENGTE >= len(text)
    piece = piece if is_last else piece[: piece.rfind(" ")] if " " in piece else piece
    return f"{'… ' if begin else ''}{piece}{'' if is_last else ' …'}"
