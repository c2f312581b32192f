import json

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.permissions import policy_registry

from home.onderdeel import Onderdeel
from home.redactie.links import find_links, get_newest_content


class BasisPageForm(WagtailAdminPageForm):
    """A field whose default is a function wants a hidden copy of its first value, which Wagtail does not draw. Without
    it such a field always counts as changed, and whoever approves would have made the last change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False

    def clean(self):
        cleaned_data = super().clean()
        refuse_hidden(self.for_user, self.instance, cleaned_data)
        return cleaned_data


def refuse_hidden(user, page, cleaned_data):
    """A chooser never offers a draft of others. Who names one by its number in a block is refused, without its name."""
    content = {naam: waarde for naam, waarde in cleaned_data.items() if isinstance(waarde, StreamValue)}
    content = {naam: json.dumps(waarde.get_prep_value(), cls=DjangoJSONEncoder) for naam, waarde in content.items()}
    if verborgen := _find_hidden(user, _find_onderdelen(type(page), content)):
        # What stood there already stays, also when it went offline since.
        stond_er = _find_onderdelen(type(page), get_newest_content(page)) if page.pk else set()
        if verborgen - stond_er:
            raise PermissionDenied


def _find_onderdelen(model, content):
    links = find_links(model, content)
    return {(link.model, link.pk) for link in links if link.model and issubclass(link.model, Onderdeel)}


def _find_hidden(user, gekozen):
    mag = set()
    for model in {model for model, _ in gekozen}:
        kiesbaar = policy_registry.get_by_type(model).get_choosable(user)
        pks = kiesbaar.filter(pk__in=[pk for soort, pk in gekozen if soort is model]).values_list("pk", flat=True)
        mag |= {(model, str(pk)) for pk in pks}
    return gekozen - mag
