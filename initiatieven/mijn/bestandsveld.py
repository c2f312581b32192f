from django import forms
from django.core.exceptions import ValidationError

from initiatieven.bestanden import clean_upload

AANGENOMEN = ".pdf,.jpg,.jpeg,.png,.heic,.docx,.odt"


class BestandField(forms.FileField):
    """One file, looked at before anything is stored."""

    widget = forms.FileInput({"accept": AANGENOMEN})

    def clean(self, data, initial=None):
        if upload := super().clean(data, initial):
            clean_upload(upload)
        return upload


class MeerBestanden(forms.FileInput):
    allow_multiple_selected = True


class BestandenField(forms.FileField):
    """Several files at once, looked at before anything is stored."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", MeerBestanden({"accept": AANGENOMEN}))
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [upload for upload in uploads if upload]
        if not uploads and self.required:
            raise ValidationError(self.error_messages["required"])
        for upload in uploads:
            try:
                clean_upload(upload)
            except ValidationError as fout:
                raise ValidationError(f"{upload.name}: {fout.messages[0]}") from fout
        return uploads
