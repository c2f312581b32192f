"""Who may do what with applications, beside the roles of the newsroom. Three people: one checks, one decides."""

from gebieden.rollen import Rol

BUREAU = Rol(
    "Subsidiebureau",
    "toetst aanvragen, houdt budgetten en regiegroepen bij en verstuurt brieven",
    (),
    (),
    (
        "view_aanvraag",
        "toets_aanvraag",
        *(
            f"{doe}_{wat}"
            for wat in ("regiegroep", "lidmaatschap", "budget", "ronde")
            for doe in ("add", "change", "view")
        ),
        "add_boeking",
        "view_boeking",
        "change_mail",
        "change_brieftekst",
    ),
)
BESLISSER = Rol(
    "Beslisser",
    "neemt het besluit over een aanvraag, namens het college",
    (),
    (),
    ("view_aanvraag", "besluit_aanvraag", "view_regiegroep", "view_budget", "view_boeking", "view_ronde"),
)


def give_roles():
    return [BUREAU, BESLISSER]
