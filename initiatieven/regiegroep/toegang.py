"""Who may see what of the regiegroep. Every view asks at each click: a member who left is out at the next."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from initiatieven.models import Lidmaatschap, Vergadering
from initiatieven.regiegroep.zitting import Zitting, load_leden, load_plannen


class Leden:
    """The groups in which this person sits today, with everybody who sits there too."""

    def __init__(self, user):
        self.user = user
        groepen = Lidmaatschap.objects.current().filter(gebruiker=user).values("regiegroep")
        self.per_groep = load_leden(groepen)

    @property
    def eigen(self):
        """My own seats."""
        return [lid for leden in self.per_groep.values() for lid in leden if lid.gebruiker_id == self.user.pk]

    def get_seat(self, groep):
        """My seat in this group. 404 for somebody else's group."""
        for lid in self.per_groep.get(groep, []):
            if lid.gebruiker_id == self.user.pk:
                return lid
        raise Http404


def for_members(view):
    """For who sits in a group today. Whoever did before reads that it is over; for others there is nothing here."""

    @wraps(view)
    @never_cache
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.leden = Leden(request.user)
        if request.leden.per_groep:
            response = view(request, *args, **kwargs)
            response["X-Robots-Tag"] = "noindex"
            return response
        if Lidmaatschap.objects.filter(gebruiker=request.user).exists():
            return render(request, "initiatieven/regiegroep/geen_lid.html", status=403)
        raise Http404

    return guarded


def get_plannen(leden):
    """The plans in which these members have a role, with all that is needed to say which."""
    return load_plannen(list(leden.per_groep))


def get_zitting(request, pk):
    """The plan and who judges it, and my seat there. 404 when it is not before a group of mine."""
    aanvraag = get_plannen(request.leden).filter(pk=pk).first()
    if not aanvraag:
        raise Http404
    lid = request.leden.get_seat(aanvraag.regiegroep_id)
    return Zitting(aanvraag, request.leden.per_groep[aanvraag.regiegroep_id]), lid


def get_vergadering(request, pk):
    vergadering = (
        Vergadering.objects.filter(pk=pk, regiegroep__in=list(request.leden.per_groep))
        .select_related("regiegroep")
        .first()
    )
    if not vergadering:
        raise Http404
    return vergadering, request.leden.get_seat(vergadering.regiegroep_id)
