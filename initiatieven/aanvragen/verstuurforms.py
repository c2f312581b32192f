from django import forms

from home.formulier import FormulierMixin


class VerstuurForm(FormulierMixin, forms.Form):
    """Hands in. What does not fit the rules may be sent all the same: the municipality decides, not the form."""

    toch = forms.BooleanField(
        label="Ik wil mijn aanvraag toch versturen",
        error_messages={"required": "Zet een vinkje als u de aanvraag toch wilt versturen."},
    )

    def __init__(self, data=None, *, controle):
        self.controle = controle
        super().__init__(data)
        if not controle.kan_niet:
            del self.fields["toch"]

    def clean(self):
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
