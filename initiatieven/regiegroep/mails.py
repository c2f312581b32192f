"""The mails to members of a regiegroep. Subjects name no plan and no person."""

from home.post import MailSoort

NAAR = {"link": "de link naar de site"}

MAILS = [
    MailSoort(
        "regiegroep_uitnodiging",
        "Regiegroep: uitnodiging voor een nieuw lid",
        "Uitnodiging voor de regiegroep",
        "Dag [naam],\n\nU bent gevraagd als [rol] van de [groep]. Samen kijkt u naar plannen van bewoners in uw "
        "gebied, en geeft u de gemeente advies.\n\nDoet u mee? Open dan deze link en kies een wachtwoord:\n[link]"
        "\n\nDe link is geldig tot en met [geldig_tot] en is alleen voor u. Geef hem niet door.\n\nVragen? Bel "
        "14 072.\n\nGemeente Alkmaar",
        {
            **NAAR,
            "naam": "de naam van het nieuwe lid",
            "rol": "lid of voorzitter",
            "groep": "de naam van de regiegroep",
            "geldig_tot": "de laatste dag waarop de link werkt",
        },
    ),
    MailSoort(
        "regiegroep_nieuw_plan",
        "Regiegroep: er is een nieuw plan",
        "Er is een nieuw plan om te beoordelen",
        "Dag [naam],\n\nEr ligt een nieuw plan bij de [groep]. Wilt u het lezen en uw oordeel geven?\n[link]\n\nU "
        "leest het plan na het inloggen.\n\nGemeente Alkmaar",
        {**NAAR, "naam": "de naam van het lid", "groep": "de naam van de regiegroep"},
    ),
    MailSoort(
        "regiegroep_wacht",
        "Regiegroep: er wacht nog iets op u",
        "Er wacht een plan op uw oordeel",
        "Dag [naam],\n\nPlannen die nog op uw oordeel wachten: [aantal]. Wilt u die lezen en uw oordeel geven?\n[link]"
        "\n\nU krijgt deze mail één keer per week zolang er iets wacht.\n\nGemeente Alkmaar",
        {**NAAR, "naam": "de naam van het lid", "aantal": "hoeveel plannen er wachten"},
    ),
]


def give_mails():
    return MAILS
