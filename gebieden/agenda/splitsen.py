"""Splitting an item in two, and merging one into another. Both go to the editors as drafts, with the reason."""

from django import forms
from django.db import transaction
from django.utils import timezone

from gebieden.agenda.indienen import hand_in, send_to_moderation
from gebieden.models import AgendapuntPage, Voorganger, VoortgangPage
from gebieden.status import KLAAR, Status

# Money stays with the item that was: else it would count twice.
BLIJFT_ACHTER = ["dekking", "kosten", "bijdragen", "inhoud", "voorgangers"]


class SplitsForm(forms.Form):
    """What goes on as an item of its own."""

    use_required_attribute = False
    titel = forms.CharField(label="Hoe heet het nieuwe punt?", max_length=255)
    belofte = forms.CharField(
        label="Wat gaat er gebeuren?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Eén of twee korte zinnen.",
    )
    reden = forms.CharField(
        label="Waarom splitst u dit punt?", max_length=250, help_text="Dit staat op de site bij beide punten."
    )

    def __init__(self, *args, punt, **kwargs):
        super().__init__(*args, **kwargs)
        self.punt = punt

    @transaction.atomic
    def submit(self, user):
        """Returns the new item, a draft that waits for the editors."""
        data = self.cleaned_data
        agenda = self.punt.agenda
        nummer = agenda.punten.get_next_nummer()
        attrs = {
            "title": data["titel"],
            "draft_title": data["titel"],
            "slug": agenda.get_free_slug(data["titel"], nummer),
            "samenvatting": data["belofte"],
            "nummer": nummer,
            "beloofd_op": timezone.localdate(),
            "beginstatus": Status.IDEE if self.punt.stand.is_klaar else self.punt.stand.status,
        }
        nieuw = self.punt.copy(
            update_attrs=attrs, exclude_fields=BLIJFT_ACHTER, copy_revisions=False, keep_live=False, user=user
        )
        schakel = Voorganger(eerder=self.punt, soort=Voorganger.Soort.AFSPLITSING, notitie=data["reden"])
        nieuw.voorgangers = [schakel]
        nieuw.save_revision(user=user, log_action=True)
        send_to_moderation(nieuw, user)
        return nieuw


class SamenvoegForm(forms.Form):
    """Into which item this one goes, and why."""

    use_required_attribute = False
    doel = forms.ModelChoiceField(
        AgendapuntPage.objects.none(), label="Met welk punt voegt u dit samen?", empty_label="Kies een punt"
    )
    reden = forms.CharField(
        label="Waarom voegt u de punten samen?", max_length=250, help_text="Dit staat op de site bij beide punten."
    )

    def __init__(self, *args, punt, agendas, **kwargs):
        super().__init__(*args, **kwargs)
        self.punt = punt
        lopend = AgendapuntPage.objects.live().child_of_agendas(agendas).for_lijst().exclude(status__in=KLAAR)
        self.fields["doel"].queryset = lopend.exclude(pk=punt.pk).order_by("path")
        self.fields["doel"].label_from_instance = lambda doel: f"{doel.gebied_titel}: {doel.nummer}. {doel.title}"

    def clean_doel(self):
        doel = self.cleaned_data["doel"]
        if doel.pk in self.punt.voorlopers:
            raise forms.ValidationError("Dit punt komt al voort uit dat punt. Kies een ander punt.")
        return doel

    @transaction.atomic
    def submit(self, user):
        """The other item gets the history of this one; this one says where it went and stops."""
        doel, reden = self.cleaned_data["doel"], self.cleaned_data["reden"]
        concept = AgendapuntPage.objects.get(pk=doel.pk).get_latest_revision_as_object()
        if not concept.voorgangers.filter(eerder=self.punt).exists():
            schakel = Voorganger(eerder=self.punt, soort=Voorganger.Soort.SAMENVOEGING, notitie=reden)
            concept.voorgangers.add(schakel)
            concept.save_revision(user=user, log_action=True)
            send_to_moderation(concept, user)
        bericht = VoortgangPage(
            samenvatting=f"Dit punt gaat verder in punt {doel.nummer}: {doel.title}.",
            waarom=reden,
            status=Status.GESTOPT,
        )
        hand_in([(self.punt, bericht)], user)
        return doel
