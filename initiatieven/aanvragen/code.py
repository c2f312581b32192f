"""That the e-mail address is of who fills in the form: six digits by mail, which follow from the key of the site."""

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

# A code works during its own window and the next: a quarter of an hour at least.
VENSTER_SECONDEN = 15 * 60


def get_venster():
    return int(timezone.now().timestamp()) // VENSTER_SECONDEN


def make_code(aanvrager, venster=None):
    venster = get_venster() if venster is None else venster
    geheim = salted_hmac("aanvraag-code", f"{aanvrager.aanvraag_id}.{aanvrager.email}.{venster}", algorithm="sha256")
    return f"{int(geheim.hexdigest(), 16) % 1_000_000:06}"


def is_code(aanvrager, getypt):
    venster = get_venster()
    codes = [make_code(aanvrager, welk) for welk in (venster, venster - 1)]
    # Both, so that the time of the answer tells nothing.
    return any([constant_time_compare(code, getypt) for code in codes])
