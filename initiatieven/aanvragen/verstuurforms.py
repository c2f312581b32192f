from django import forms
from django.utils.functional import cached_property

from home.formulier import FormulierMixin
from initiatieven.models import Ronde
from initiatieven.models.aanvraag import NUMMER

GEWOON = "nee"


def explain_late(ronde):
    """What somebody reads who is too late, or who moved the plan to another area."""
    if not ronde.is_gesloten():
        return f"Uw plan kan niet meedoen aan “{ronde}”: die ronde is niet voor uw gebied of nog niet open."
    return (
        f"Uw plan kan niet meer meedoen aan “{ronde}”. Dat kon tot {ronde.sluit_in_woorden}. Alles wat u invulde, is "
        "bewaard. U kunt uw plan nog wel versturen als gewone aanvraag."
    )


class VerstuurForm(FormulierMixin, forms.Form):
    """Hands in. What does not fit the rules may be sent all the same: the municipality decides, not the form."""

    toch = forms.BooleanField(
        label="Ik wil mijn aanvraag toch versturen",
        error_messages={"required": "Zet een vinkje als u de aanvraag toch wilt versturen."},
    )

    ronde = forms.ChoiceField(label="doet uw plan mee?", widget=forms.RadioSelect)

    def __init__(self, data=None, *, controle):
        self.controle = controle
        self.rondes = {str(ronde.pk): ronde for ronde in controle.rondes}
        super().__init__(data)
        if not controle.kan_niet:
            del self.fields["toch"]
        if not self.rondes:
            del self.fields["ronde"]
            return
        veld = self.fields["ronde"]
        meedoen = [(sleutel, f"Ja, mijn plan doet mee aan {ronde}") for sleutel, ronde in self.rondes.items()]
        veld.choices = [*meedoen, (GEWOON, "Nee, dit is een gewone aanvraag")]
        veld.initial = controle.aanvraag.ronde_id
        fout = explain_late(self.laat) if self.laat else "Kies of uw plan meedoet."
        veld.error_messages |= {"required": "Kies of uw plan meedoet.", "invalid_choice": fout}

    @cached_property
    def laat(self):
        """The round that stood on the screen when somebody chose it, and that cannot be chosen any more."""
        gekozen = self.data.get("ronde", "")
        if gekozen in self.rondes or not NUMMER.match(gekozen):
            return None
        return Ronde.objects.filter(pk=gekozen).first()

    @property
    def gekozen(self):
        return self.rondes.get(self.cleaned_data.get("ronde"))

    def clean(self):
        if self.laat and "ronde" not in self.fields:
            raise forms.ValidationError(explain_late(self.laat))
        if not self.controle.is_compleet:
            raise forms.ValidationError("Uw aanvraag is nog niet compleet. Hieronder staat wat er nog mist.")


class CodeForm(FormulierMixin, forms.Form):
    code = forms.CharField(
        label="code uit de mail",
        help_text="Zes cijfers.",
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "invoer--kort"}),
        error_messages={"required": "Vul de code in die in de mail staat."},
    )

    def clean_code(self):
        """People write a space in the middle."""
        return "".join(self.cleaned_data["code"].split())
