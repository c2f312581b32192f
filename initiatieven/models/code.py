import secrets

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

# So many tries, so long: a million codes cannot be tried in it.
POGINGEN = 5
MINUTEN = 60


def make_hash(doel, waarde):
    """The same for the same value on this site, and of no use to who steals the database without its key."""
    return salted_hmac(f"initiatieven.{doel}", waarde, algorithm="sha256").hexdigest()


class MailCode(models.Model):
    """Something that counts when the code comes back that was mailed. Only a hash of the code is kept."""

    code_hash = models.CharField(max_length=64)
    pogingen = models.PositiveSmallIntegerField(default=0)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def make_code(self):
        """A new code, for in a mail."""
        code = f"{secrets.randbelow(1_000_000):06}"
        self.code_hash = make_hash("code", code)
        return code

    def is_code(self, code):
        return constant_time_compare(self.code_hash, make_hash("code", code))
