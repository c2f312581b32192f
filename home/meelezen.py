"""Reads rows of other tables along in the query of the rows that they belong to, as JSON: one query for a list and not
one more for each of its relations."""

from decimal import Decimal
from functools import partial
from types import SimpleNamespace

from django.db.models import DecimalField, JSONField, OuterRef, Subquery
from django.db.models.query import ModelIterable

VOOR, VOOR_EERSTE = "rijen_", "eerste_"


class Rijen(Subquery):
    """All rows of a queryset as one value. Its rows are chosen by an OuterRef."""

    def __init__(self, queryset, velden):
        self.velden = velden
        self.model = queryset.model
        super().__init__(queryset.values(*velden), output_field=JSONField())

    def as_sql(self, compiler, connection, template=None, **extra):
        if connection.vendor == "postgresql":
            array = "JSONB_AGG(TO_JSONB(rij))"
        else:
            paren = ", ".join(f"'{veld}', rij.\"{veld}\"" for veld in self.velden)
            array = f"JSON_GROUP_ARRAY(JSON_OBJECT({paren}))"
        # Only names of our own columns.
        lijst = f"(SELECT {array} FROM (%(subquery)s) rij)"  # noqa: S608
        return super().as_sql(compiler, connection, lijst, **extra)


class MeelezenIterable(ModelIterable):
    """Puts what came along where the code looks for it."""

    def __iter__(self):
        meta = self.queryset.model._meta
        namen = [naam for naam in self.queryset.query.annotation_select if naam.startswith(VOOR)]
        uitpakkers = [(naam, _make_unpacker(meta.get_field(naam.removeprefix(VOOR)))) for naam in namen]
        uitpakkers += [
            (naam, partial(_unpack_first, naam.removeprefix(VOOR_EERSTE), rijen))
            for naam, rijen in self.queryset.query.annotation_select.items()
            if naam.startswith(VOOR_EERSTE)
        ]
        for item in super().__iter__():
            for naam, unpack in uitpakkers:
                unpack(item, item.__dict__.pop(naam) or [])
            yield item


def read_along(queryset, *relaties):
    """Relations of the model: its own rows, and choices from an `Onderdeel`, of which all are remembered."""
    return _add(queryset, {naam: _make_rijen(queryset.model._meta.get_field(naam)) for naam in relaties})


def read_renditions_along(queryset, veld, filters):
    """The renditions in these sizes of the picture in this field, and the picture."""
    weergaven = queryset.model._meta.get_field(veld).related_model.get_rendition_model().objects
    rijen = weergaven.filter(image=OuterRef(f"{veld}_id"), filter_spec__in=filters)
    return _add(queryset.select_related(veld), {veld: Rijen(rijen, _get_names(weergaven.model))})


def read_first_along(queryset, **rijen):
    """By name the first of some rows, as an object with their fields; of none each field is None."""
    return _add(queryset, rijen, VOOR_EERSTE)


def _add(queryset, rijen, voor=VOOR):
    queryset = queryset.annotate(**{f"{voor}{naam}": rij for naam, rij in rijen.items()})
    queryset._iterable_class = MeelezenIterable
    return queryset


def _make_rijen(relatie):
    if relatie.many_to_many:
        through = relatie.remote_field.through
        return Rijen(through.objects.filter(**{relatie.m2m_field_name(): OuterRef("pk")}), [relatie.m2m_reverse_name()])
    model = relatie.related_model
    return Rijen(model.objects.filter(**{relatie.field.name: OuterRef("pk")}), _get_names(model))


def _get_names(model):
    return [field.attname for field in model._meta.concrete_fields]


def _make_unpacker(relatie):
    if relatie.many_to_many:
        return partial(_unpack_choices, relatie, relatie.related_model.get_all())
    return partial(_unpack_own if relatie.one_to_many else _unpack_renditions, relatie)


def _unpack_first(naam, rijen, item, gevonden):
    rij, get_field = gevonden[0] if gevonden else dict.fromkeys(rijen.velden), rijen.model._meta.get_field
    velden = {veld: None if waarde is None else _read(get_field(veld), waarde) for veld, waarde in rij.items()}
    setattr(item, naam, SimpleNamespace(**velden))


def _unpack_choices(relatie, alle, item, rijen):
    keys = [rij[relatie.m2m_reverse_name()] for rij in rijen]
    setattr(item, relatie.name, [alle[key] for key in keys if key in alle])


def _unpack_own(relatie, item, rijen):
    setattr(item, relatie.name, [_make(relatie.related_model, rij) for rij in rijen])


def _unpack_renditions(relatie, item, rijen):
    if afbeelding := getattr(item, relatie.name):
        afbeelding.prefetched_renditions = [_make(afbeelding.get_rendition_model(), rij) for rij in rijen]
        for weergave in afbeelding.prefetched_renditions:
            weergave.image = afbeelding


def _make(model, rij):
    fields = model._meta.concrete_fields
    return model.from_db(None, _get_names(model), [_read(field, rij[field.attname]) for field in fields])


def _read(field, value):
    if isinstance(field, DecimalField) and value is not None:
        # In JSON a number has lost its zeros.
        return round(Decimal(str(value)), field.decimal_places)
    return field.to_python(value)
