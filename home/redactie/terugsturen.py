from django import forms
from wagtail.forms import TaskStateCommentForm


class TerugstuurForm(TaskStateCommentForm):
    """Who sends a text back says why: the author reads it in the page and in a mail."""

    comment = forms.CharField(
        label="Wat moet er anders?",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Schrijf op wat er anders moet. De schrijver leest dit."},
    )
