"""The choices above the lists of the registers."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from gebieden.models import GebiedPage
from initiatieven.models import Budget, InitiatievenInstellingen, Lidmaatschap, Regiegroep
from initiatieven.registers.lijst import KeuzeFilter
from initiatieven.registers.termijnen import Termijnen
from initiatieven.standen import ONBESLIST, Stand


class GebiedKeuze(KeuzeFilter):
    title = "Gebied"
    parameter_name = "gebied"

    def lookups(self, request, model_admin):
        return [(str(pk), titel) for pk, titel in GebiedPage.objects.order_by("title").values_list("pk", "title")]

    def narrow(self, queryset, waarde):
        return queryset.filter(gebied=waarde)


class RegiegroepKeuze(KeuzeFilter):
    title = "Regiegroep"
    parameter_name = "regiegroep"

    def lookups(self, request, model_admin):
        return [(str(pk), naam) for pk, naam in Regiegroep.objects.values_list("pk", "naam")]

    def narrow(self, queryset, waarde):
        return queryset.filter(regiegroep=waarde)


class StandKeuze(KeuzeFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("open", "Nog geen besluit"), *(keuze for keuze in Stand.choices if keuze[0] != Stand.CONCEPT)]

    def narrow(self, queryset, waarde):
        return queryset.undecided() if waarde == "open" else queryset.filter(stand=waarde)


class TermijnKeuze(KeuzeFilter):
    title = "Beslissen uiterlijk"
    parameter_name = "termijn"

    def lookups(self, request, model_admin):
        self.dagen = InitiatievenInstellingen.load_default().waarschuw_dagen
        return [
            ("te-laat", "Te laat"),
            ("binnenkort", f"Binnen {self.dagen} dagen"),
            ("later", "Later"),
            ("stil", "De klok staat stil"),
        ]

    def narrow(self, queryset, waarde):
        termijnen = Termijnen()
        if waarde == "stil":
            return termijnen.paused(queryset)
        van, tot = {
            "te-laat": (date.min, termijnen.get_dag(-1)),
            "binnenkort": (termijnen.vandaag, termijnen.get_dag(self.dagen)),
            "later": (termijnen.get_dag(self.dagen + 1), date.max),
        }[waarde]
        return termijnen.due(queryset.filter(stand__in=ONBESLIST), van, tot)


class JaarKeuze(KeuzeFilter):
    title = "Jaar"
    parameter_name = "jaar"

    def lookups(self, request, model_admin):
        jaren = Budget.objects.order_by("-jaar").values_list("jaar", flat=True).distinct()
        return [(str(jaar), str(jaar)) for jaar in jaren]

    def narrow(self, queryset, waarde):
        return queryset.filter(jaar=waarde)


class ZittingKeuze(KeuzeFilter):
    title = "Wanneer"
    parameter_name = "wanneer"

    def lookups(self, request, model_admin):
        return [("nu", "Nu lid"), ("straks", "Wordt nog lid"), ("geweest", "Geen lid meer")]

    def narrow(self, queryset, waarde):
        vandaag = timezone.localdate()
        if waarde == "straks":
            return queryset.filter(vanaf__gt=vandaag)
        nu = Lidmaatschap.objects.current(vandaag)
        if waarde == "nu":
            return queryset.filter(pk__in=nu.values("pk"))
        return queryset.filter(Q(tot__lt=vandaag) | Q(gebruiker__is_active=False, vanaf__lte=vandaag))


class FaseKeuze(KeuzeFilter):
    title = "Stand"
    parameter_name = "fase"

    def lookups(self, request, model_admin):
        return [("straks", "Gaat nog open"), ("open", "Open"), ("gesloten", "Gesloten")]

    def narrow(self, queryset, waarde):
        nu = timezone.now()
        if waarde == "open":
            return queryset.open(nu)
        return queryset.filter(opent__gt=nu) if waarde == "straks" else queryset.filter(sluit__lte=nu)
