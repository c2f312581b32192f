"""A page on which everything is wrong, one on which the same is right, and a wrong one that the editor can open.

Run against the data of a demo: python -m tests.slechte_paginas
"""

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402

from home.models import Video  # noqa: E402
from tests.factories import make_afbeelding, make_tekst  # noqa: E402

FOUT = """
<h2>Wat er is</h2><h4>Te diep</h4><h3></h3>
<p><b>Een vette kop</b></p><p>Hier staat een alinea die daar onder hoort, in gewone letters en met meer woorden.</p>
<p>Wilt u meer weten? <a href="/nieuws/">Klik hier</a> <a href="/nieuws/"></a></p>
<p>LET OP!! BELANGRIJK voor iedereen.</p><p><img src="/static/favicon.svg"></p>
<table><tr><td>Maandag</td><td>open</td></tr></table>
<table><tr><th></th><th>Tijd</th></tr><tr><td>Maandag</td><td>9 uur</td></tr></table>
"""
GOED = """
<h2>Wat er is</h2><h3>Een stap dieper</h3>
<p>Hier staat een <b>belangrijk</b> woord in een alinea.</p>
<p>Lees <a href="/nieuws/">al het nieuws</a> van de GGD en de NS.</p>
<p><img src="/static/favicon.svg" alt="Het wapen van Alkmaar."></p>
<table><tr><th>Dag</th><th>Tijd</th></tr><tr><td>Maandag</td><td>9 uur</td></tr></table>
"""
SCHREEUW = "<p>LET OP!! BELANGRIJK voor iedereen.</p>"


def make_video(titel, **kwargs):
    video = Video(titel=titel, poster=make_afbeelding(), **kwargs)
    video.bestand = ContentFile(b"film", name="film.mp4")
    video.save()
    return video


slecht = make_video("Slecht", tekst="")
goed = make_video("Goed", tekst="U ziet een gracht.", zonder_spraak=True)
for titel, html, beschrijving, film in (
    ("Fout", FOUT, "foto", slecht),
    ("Schreeuw", SCHREEUW, "IMG_2041.jpg", slecht),
    ("Goed", GOED, "Twee kinderen planten een boom.", goed),
):
    beeld = {"afbeelding": make_afbeelding(beschrijving).pk, "onderschrift": ""}
    make_tekst(titel, None, ("tekst", html), ("beeld", beeld), ("video", film.pk), search_description="Een proef.")
