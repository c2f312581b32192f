"""The number of a bank account: read as people write it, checked by its own check digits (ISO 13616)."""

import re

from django.core.exceptions import ValidationError

IBAN = re.compile(r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", re.ASCII)
LENGTE_NL = 18


def clean_iban(tekst):
    """Without spaces and in capitals. ValidationError when a digit is wrong."""
    kaal = re.sub(r"[\s.-]", "", tekst).upper()
    if not IBAN.match(kaal) or (kaal.startswith("NL") and len(kaal) != LENGTE_NL) or not _is_whole(kaal):
        raise ValidationError("Dit rekeningnummer klopt niet. Kijk het na op uw pas.")
    return kaal


def _is_whole(iban):
    """Country and check digits go to the end, a letter counts as 10 to 35; divided by 97 there is 1 left."""
    return int("".join(str(int(teken, 36)) for teken in iban[4:] + iban[:4])) % 97 == 1


def hide_iban(iban):
    """Only what somebody needs to know the own account again."""
    return f"eindigt op {iban[-4:]}" if iban else ""
