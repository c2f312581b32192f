from django.db import models

from .aanvraag import Aanvraag
from .code import MailCode


class Adreswijziging(MailCode):
    """A new e-mail address of an applicant, until the code proves that it is theirs."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="adreswijziging")
    email = models.EmailField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "nieuw e-mailadres"
        verbose_name_plural = "nieuwe e-mailadressen"

    def __str__(self):
        return f"Nieuw adres bij {self.aanvraag_id}"
