"""What Wagtail's content checker looks for on a page, beside the text in the editor and in the user bar.

The rules are axe's, Wagtail's and ours. Ours are made of a part of axe or of the one function in controles.js.
"""

from wagtail.admin.userbar import ContentCheckerItem

ONDUIDELIJKE_LINK = (
    r"^\s*(?:klik(?: hier)?|hier|lees (?:meer|verder|hier)|meer(?: lezen| weten| informatie| info)?|"
    r"(?:deze )?(?:link|pagina)|download|pdf|bekijk|verder)\s*[.!>»→]*\s*$"
)
# Of a picture that is described as "foto" or "afbeelding van" nobody learns what is to be seen.
SLECHTE_BESCHRIJVING = (
    r"^\s*(?:(?:de |een )?(?:foto|afbeelding|plaatje|beeld|illustratie|image|picture)(?:\s*\d*|\s+van\s.*)|"
    r".*\.(?:avif|gif|jpe?g|png|svg|webp)|(?:img|dsc|dscn|pxl)[-_ ]?\d\S*|\S*_\S*)\s*$"
)
# One long word, or two in a row. Short ones are names such as GGD.
HOOFDLETTERS = r"(?:^|[^A-Za-zÀ-ÿ])(?:[A-ZÀ-Þ]{6,}|[A-ZÀ-Þ]{4,}\s+[A-ZÀ-Þ]{4,})(?![A-Za-zÀ-ÿ])"
TEKST = "h1, h2, h3, h4, p, li, dd, td, blockquote, summary, figcaption"


def forbid_words(naam, selector, patroon, **options):
    """A rule of axe for a text, or an attribute, in which the pattern must not be found."""
    return make_rule(naam, selector, {"options": {"patroon": patroon, **options}})


def demand_part(naam, selector, part):
    """A rule of axe for an element in which something must stand."""
    return make_rule(naam, selector, {"evaluate": "has-descendant-evaluate", "options": {"selector": part}})


def make_rule(naam, selector, check):
    check = {"id": f"{naam}-check", **check}
    rule = {"id": naam, "impact": "serious", "selector": selector, "tags": ["best-practice"], "any": [check["id"]]}
    return rule | {"enabled": True}, check


EIGEN = [
    forbid_words("beschrijving-zegt-niets", "img[alt]", SLECHTE_BESCHRIJVING, attribuut="alt"),
    forbid_words("link-zegt-niets", "a[href]", ONDUIDELIJKE_LINK),
    forbid_words("hoofdletters", TEKST, HOOFDLETTERS, hoofdletters=True),
    demand_part("tabel-zonder-kop", "table", "th"),
    demand_part("film-zonder-ondertiteling", "video:not([data-zonder-spraak])", 'track[kind="captions"]'),
    demand_part("film-zonder-tekst", "[data-film]", "[data-film-tekst]"),
]
# Ours finds what this one finds, and more.
VERVANGEN = "alt-text-quality"
# axe wants a heading of bold text to be larger too; our editors have no larger text.
VETTE_KOP = {"id": "p-as-heading", "options": {"margins": [{"weight": 150}], "passLength": 1, "failLength": 0.5}}
MELDINGEN = {
    "image-alt": ("Afbeelding zonder beschrijving", "Schrijf wat er te zien is, voor wie de foto niet kan zien."),
    "beschrijving-zegt-niets": (
        "De beschrijving van de afbeelding zegt niets",
        "Schrijf wat er te zien is, zonder “foto van” en zonder naam van een bestand.",
    ),
    "link-name": ("Link zonder tekst", "Geef de link woorden die zeggen waar hij heen gaat, of haal hem weg."),
    "link-zegt-niets": (
        "De link zegt niet waar hij heen gaat",
        "Schrijf niet “klik hier” of “lees meer”, maar bijvoorbeeld “Meld u aan voor de avond”.",
    ),
    "heading-order": ("Een kop slaat een niveau over", "Na een kop 2 komt een kop 3."),
    "empty-heading": ("Lege kop", "Schrijf de kop, of haal hem weg."),
    "p-as-heading": ("Vette tekst als kop", "Maak er een echte kop van."),
    "tabel-zonder-kop": ("Tabel zonder koppen", "Zet boven elke kolom wat erin staat."),
    "empty-table-header": ("Lege kop in een tabel", "Zet boven elke kolom wat erin staat."),
    "hoofdletters": ("Woorden in hoofdletters", "Schrijf gewone letters: die lezen makkelijker."),
    "film-zonder-ondertiteling": (
        "Film zonder ondertiteling",
        "Zet ondertiteling bij de video, of vink aan dat er niet wordt gesproken.",
    ),
    "film-zonder-tekst": ("Film zonder tekst", "Schrijf bij de video wat er wordt gezegd en wat er te zien is."),
}


class ControleItem(ContentCheckerItem):
    """Only the page itself: the frame of the site is not the editor's to mend."""

    axe_include = ["main"]
    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != VERVANGEN),
        "image-alt",
        *(rule["id"] for rule, _ in EIGEN),
    ]
    axe_custom_rules = [
        *(rule for rule in ContentCheckerItem.axe_custom_rules if rule["id"] != VERVANGEN),
        *(rule for rule, _ in EIGEN),
    ]
    axe_custom_checks = [*ContentCheckerItem.axe_custom_checks, VETTE_KOP, *(check for _, check in EIGEN)]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        **{rule: {"error_name": naam, "help_text": hulp} for rule, (naam, hulp) in MELDINGEN.items()},
    }

    class Media:
        js = ["controles.js"]


def put_own_checks(request, items, page):
    items[:] = [ControleItem(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]
