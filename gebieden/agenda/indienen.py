"""Progress as a gebiedsregisseur hands it in: a draft, sent to moderation, or published by who may."""

from django import forms
from django.db import transaction

from gebieden.models import VoortgangPage
from home.velden import DagInput


class BerichtForm(forms.ModelForm):
    """The three questions about one item. A row that is left empty makes nothing."""

    use_required_attribute = False

    class Meta:
        model = VoortgangPage
        fields = ["samenvatting", "waarom", "vervolg", "volgend_bericht", "status", "wacht_op"]
        labels = {
            "samenvatting": "Wat is er veranderd?",
            "waarom": "Waarom?",
            "vervolg": "Wat gebeurt er nu?",
            "volgend_bericht": "Wanneer hoort u weer van ons?",
            "status": "Nieuwe status (niet verplicht)",
            "wacht_op": "Op wie wachten wij?",
        }
        widgets = {
            "samenvatting": forms.Textarea(attrs={"rows": 2}),
            "waarom": forms.Textarea(attrs={"rows": 2}),
            "vervolg": forms.Textarea(attrs={"rows": 2}),
            "volgend_bericht": DagInput,
        }


class GeenNieuwsForm(forms.ModelForm):
    """One reason is enough to say that there is no news."""

    use_required_attribute = False

    class Meta:
        model = VoortgangPage
        fields = ["waarom", "volgend_bericht"]
        labels = {"waarom": "Waarom is er nog geen nieuws?", "volgend_bericht": "Wanneer hoort u weer van ons?"}
        widgets = {
            "waarom": forms.Textarea(attrs={"rows": 3}),
            "volgend_bericht": DagInput,
        }


@transaction.atomic
def hand_in(berichten, user, publish=False):
    """Puts (item, update) pairs in the tree together: published by who may, else as drafts in moderation."""
    for punt, bericht in berichten:
        bericht.live, bericht.owner = False, user
        punt.refresh_from_db()
        punt.add_child(instance=bericht)
        revision = bericht.save_revision(user=user, log_action=True)
        if publish and punt.permissions_for_user(user).can_publish_subpage():
            revision.publish(user=user)
        else:
            send_to_moderation(bericht, user)


def send_to_moderation(page, user):
    """Lets the draft wait for the editors, unless an earlier draft of it does so already."""
    workflow = page.get_workflow()
    if workflow and not page.current_workflow_state:
        workflow.start(page, user)
