import re

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

# What people here choose first. Django's own list of common passwords is English.
GANGBAAR = set(
    """
    welkom welkomterug wachtwoord mijnwachtwoord nieuwwachtwoord geheim geheimpje inloggen toegang
    alkmaar gemeente gemeentealkmaar stadalkmaar samenmakenwealkmaar samenalkmaar kaasstad kaasmarkt victorie azalkmaar
    lente zomer herfst winter voorjaar najaar januari februari maart april mei juni juli augustus september oktober
    november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    nederland holland amsterdam noordholland computer vakantie koffie hallo halloallemaal ikhouvanjou
    """.split()  # noqa: SIM905 - one word a line would be sixty lines
)
VERMOMD = str.maketrans("013457@$", "oieastas")


class LengteValidator(MinimumLengthValidator):
    """Django's, in Dutch."""

    def get_error_message(self):
        return f"Dit wachtwoord is te kort. Neem minstens {self.min_length} tekens."


class GangbaarValidator:
    """Refuses a word that everybody tries, also with a year or signs around it."""

    def validate(self, password, user=None):
        kern = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())
        kern = re.sub(r"\W", "", kern.translate(VERMOMD))
        if not kern or kern in GANGBAAR:
            raise ValidationError("Dit wachtwoord is te makkelijk te raden. Neem een paar woorden achter elkaar.")

    def get_help_text(self):
        return "Een paar woorden achter elkaar is sterk en makkelijk te onthouden."
