"""An act at the desk: one form with one button. It looks again, under a lock, whether it still may."""

from django import forms
from django.utils import timezone

from home.formulier import let_paste, tidy_data
from initiatieven.bureau.rechten import BESLUIT, TOETS, may_act
from initiatieven.standen import STAPPEN, Stand, Wie
from initiatieven.verloop import describe_stand


def make_text(label, hoogstens=4000, **kwargs):
    return forms.CharField(label=label, max_length=hoogstens, widget=forms.Textarea({"rows": 5}), **kwargs)


class Daad(forms.Form):
    """`stappen` are the steps that it may take; without any, `standen` says when it is in order."""

    # A dossier lists the classes; it must not make forms of them.
    do_not_call_in_templates = True
    naam, titel, knop, uitleg, gedaan = "", "", "", "", "Genoteerd."
    stappen, standen = (), tuple(stand for stand in Stand if stand != Stand.CONCEPT)
    wie = Wie.BUREAU
    # The last line of history that this person had on the screen: who comes second reads what came between.
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)
    use_required_attribute = False

    def __init__(self, data=None, files=None, *, aanvraag, user):
        super().__init__(None if data is None else tidy_data(data), files)
        self.aanvraag, self.user = aanvraag, user
        self.initial["gezien"] = get_laatste(aanvraag).pk
        let_paste(self.fields.values())

    @classmethod
    def is_for(cls, user):
        return may_act(user, BESLUIT if cls.wie == Wie.BESLISSER else TOETS)

    @classmethod
    def is_in_order(cls, aanvraag):
        if cls.stappen:
            return any(aanvraag.stand in STAPPEN[naam].van for naam in cls.stappen)
        return aanvraag.stand in cls.standen

    @classmethod
    def explain(cls, aanvraag, user):
        """Why it cannot be done, though it is in order; or nothing."""
        return ""

    def clean(self):
        if not self.is_in_order(self.aanvraag):
            raise forms.ValidationError(describe_stand(self.aanvraag))
        laatste = get_laatste(self.aanvraag)
        if self.cleaned_data.get("gezien") != laatste.pk:
            self.data["gezien"] = laatste.pk
            raise forms.ValidationError(
                f"Intussen gebeurde dit: “{laatste.titel}”, door {laatste.door_naam or laatste.get_wie_display()} om "
                f"{timezone.localtime(laatste.moment):%H:%M}. Kijk het na en druk daarna nog eens op de knop."
            )
        if reden := self.explain(self.aanvraag, self.user):
            raise forms.ValidationError(reden)
        return self.cleaned_data

    def submit(self):
        """Does it, in the transaction of the caller."""
        raise NotImplementedError


def get_laatste(aanvraag):
    return aanvraag.gebeurtenissen.order_by("pk").last()
