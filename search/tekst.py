"""What a page says, as a visitor reads it."""

from functools import reduce

from django.utils import timezone
from wagtail.search import index

# These stand in columns of their own.
APART = {"title", "samenvatting"}


def read_text(page):
    """All that its search fields hold, and what it adds as `zoektekst`."""
    fields = [field for field in type(page).get_search_fields() if type(field) is index.SearchField]
    values = [field.get_value(page) for field in fields if field.field_name not in APART]
    return _join([*values, getattr(page, "zoektekst", "")])


def read_date(page):
    """The day that its readers see with it."""
    dag = getattr(page, "datum", None) or getattr(page, "begin", None) or page.first_published_at
    if hasattr(dag, "astimezone"):
        return timezone.localdate(dag)
    return dag if hasattr(dag, "isoformat") else None


def _join(values):
    """One running text of values that may be lists or nothing."""
    return " ".join(" ".join(_clean(text).split()) for text in reduce(_collect, values, [])).strip()


def _collect(texts, value):
    return [*texts, *value] if isinstance(value, list | tuple) else [*texts, value]


def _clean(value):
    """Wagtail has taken the markup out of rich text; what looks like it now was typed as text."""
    return str(value or "").replace("\x00", "")
