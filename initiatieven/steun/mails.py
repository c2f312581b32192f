"""The mail to a neighbour who says what he thinks of a plan."""

from home.post import MailSoort


def give_mailsoorten():
    return [
        MailSoort(
            "steun_code",
            "Code voor een buur die iets van een plan vindt",
            "Uw code",
            "Goedendag,\n\nU wilde laten weten wat u vindt van het plan “[plan]”. Uw code is: [code]\n\nVul hem binnen "
            "een uur in. Daarna telt uw mening mee. Wij bewaren uw e-mailadres niet bij het plan.\n\nVroeg u hier niet "
            "om? Dan hoeft u niets te doen.\n\nMet vriendelijke groet,\nGemeente Alkmaar\nTelefoon 14 072",
            {"plan": "naam van het plan", "code": "de code"},
        )
    ]
