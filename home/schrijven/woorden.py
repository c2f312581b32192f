"""Long and official words with a simpler one: the forms in which they stand in a text."""

import csv
import re
from pathlib import Path

EIGEN_LIJST = Path(__file__).parent / "moeilijke_woorden.csv"
# Only these take endings by rule: "indien" would become "indienen". An editor writes other forms in the list.
VERBUIGT = re.compile(
    r"(?:aal|aat|air|ant|atie|antie|baar|eel|end|ende|ent|entie|eus|gd|ief|ig|iek|ing|iteit|lijk|md|wijze)$"
)
# A long vowel loses a letter before an ending: adequaat, adequate.
LANGE_KLANK = re.compile(r"(aa|ee|oo|uu)([ltrn])$")


def read_own_list():
    """The rows with which a site begins."""
    with EIGEN_LIJST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def make_forms(woord):
    """The word with the endings that Dutch gives it. An expression has only the form in which it was written."""
    woord = " ".join(woord.lower().split())
    if " " in woord:
        return {woord}
    if woord.endswith(("eren", "ëren")):
        stam = f"{woord[:-3]}er"
        return {woord, f"{woord}d", stam, f"{stam}t", f"{stam}de", f"{stam}den", f"ge{stam}d", f"ge{stam}de"}
    if not VERBUIGT.search(woord):
        return {woord}
    if woord.endswith("ief"):
        return {woord, f"{woord[:-1]}ve"}
    verlengd = LANGE_KLANK.sub(lambda match: match[1][0] + match[2], woord)
    return {woord, *(verlengd + uitgang for uitgang in (("n", "s") if woord.endswith("e") else ("e", "en")))}


def get_woordenboek(rows):
    """Each form in small letters, with the simpler word: the shape in which it is looked up."""
    woordenboek = {}
    for woord, eenvoudiger, andere in rows:
        for vorm in (*make_forms(woord), *andere.lower().split(",")):
            if vorm.strip():
                woordenboek[" ".join(vorm.split())] = eenvoudiger
    return woordenboek
