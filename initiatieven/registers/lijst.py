"""What the registers have in common: lists with choices above them, downloads under them, and a guarded history."""

from django.contrib.admin import SimpleListFilter
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail_modeladmin.views import HistoryView, IndexView

from home.formulier import tidy_text

# Longer than any reference or name of a plan.
ZOEK_HOOGSTENS = 200


def link(model_admin, item, naam):
    return format_html('<a href="{}">{}</a>', model_admin.url_helper.get_action_url("inspect", item.pk), naam)


class KeuzeFilter(SimpleListFilter):
    """A choice above a list. What is no choice filters nothing."""

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return self.narrow(queryset, self.value())


class RegisterLijst(IndexView):
    """Without Wagtail's filters on any field named in the address: those would tell what the list does not show."""

    def get_filters_params(self, params=None):
        bekend = {keuze.parameter_name for keuze in self.list_filter}
        return {naam: waarden for naam, waarden in super().get_filters_params(params).items() if naam in bekend}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, tidy_text(search_term)[:ZOEK_HOOGSTENS])

    def get_page_title(self):
        return self.model_admin.get_menu_label()

    @property
    def zoeklabel(self):
        return self.model_admin.zoeklabel

    @property
    def heeft_keuzes(self):
        return any(keuze.value() for keuze in self.filter_specs) or bool(self.query)

    @cached_property
    def downloads(self):
        """Pairs of words and address."""
        return []


class RegisterGeschiedenis(HistoryView):
    def check_action_permitted(self, user):
        return self.permission_helper.user_can_list(user)


class MaakMixin:
    def get_page_title(self):
        return self.model_admin.nieuw

    def get_page_subtitle(self):
        return ""


class SchermMixin:
    """A screen of one thing, under its own name."""

    def get_page_title(self):
        return str(self.instance)

    def get_page_subtitle(self):
        return ""

    def get_meta_title(self):
        return str(self.instance)


class OpslaanMixin:
    """Two who add the same at the same moment: the second is told, in the words of `bestaat_al`."""

    bestaat_al = ""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            form.add_error(None, self.bestaat_al)
            return self.form_invalid(form)
