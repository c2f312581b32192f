"""What all screens of "Mijn aanvraag" share: one application, for who opened its personal link, and kept by nobody."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.generic import View

from initiatieven.aanvragen.formulier import get_address
from initiatieven.persoonlijk import find_aanvraag, remember
from initiatieven.standen import Stand, StapFout

ALLE = tuple(stand for stand in Stand if stand != Stand.CONCEPT)


def hide(response):
    """Nobody keeps it, finds it or passes its address on."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


class VerborgenScherm(View):
    """A screen that no cache and no search engine keeps."""

    def dispatch(self, request, *args, **kwargs):
        return hide(super().dispatch(request, *args, **kwargs))


class MijnScherm(VerborgenScherm):
    """`standen` is when it can be used. Elsewhen, and without a link, it leads on."""

    http_method_names = ["get", "head", "post"]
    standen = ALLE
    template_name = ""

    def dispatch(self, request, *args, **kwargs):
        self.aanvraag = find_aanvraag(request)
        return hide(self.find() or super().dispatch(request, *args, **kwargs))

    def find(self):
        """An answer when this screen is not for this visitor now."""
        if not self.aanvraag or self.aanvraag.geanonimiseerd_op:
            return render(self.request, "initiatieven/mijn/geen_link.html", {"kop": "Open uw link opnieuw"}, status=404)
        # Another link was opened in this browser in the meantime: what was filled in is about the other plan.
        if self.request.method == "POST" and self.request.POST.get("welke") != str(self.aanvraag.pk):
            context = {"aanvraag": self.aanvraag, "kop": "Dit hoort bij een andere aanvraag"}
            return render(self.request, "initiatieven/mijn/andere.html", context, status=409)
        if self.aanvraag.stand not in self.standen and self.request.method != "POST":
            return self.leave() if not self.aanvraag.is_concept else go_to_form(self.aanvraag)
        return None

    def leave(self, gedaan=""):
        response = redirect("mijn:aanvraag")
        if gedaan:
            response["Location"] += f"?gedaan={gedaan}"
        return response

    def show(self, **context):
        return render(self.request, self.template_name, {"aanvraag": self.aanvraag, **context})


class FormulierScherm(MijnScherm):
    """A form about the application. What was typed comes back with the reason when it cannot be done."""

    template_name = "initiatieven/mijn/formulier.html"
    form_class = None
    kop = inleiding = knop = gedaan = ""
    # The old link is of no use afterwards, so this browser gets the new one.
    vernieuwt_link = False

    def make_form(self, *args):
        return self.form_class(self.aanvraag, *args)

    def get(self, request, **kwargs):
        return self.show(form=self.make_form())

    def post(self, request, **kwargs):
        form = self.make_form(request.POST, request.FILES)
        if form.is_valid():
            try:
                form.submit()
            except (StapFout, ValidationError) as fout:
                form.add_error(None, fout.messages[0] if isinstance(fout, ValidationError) else str(fout))
            else:
                response = self.leave(self.gedaan)
                return remember(response, self.aanvraag) if self.vernieuwt_link else response
        return self.show(form=form)

    def show(self, toon_formulier=True, **context):
        context |= {"toon_formulier": toon_formulier}
        return super().show(kop=self.kop, inleiding=self.inleiding, knop=self.knop, **context)


def go_to_form(aanvraag):
    """Where somebody goes on with a plan that was not sent yet."""
    return redirect(get_address("verder") or "mijn:kwijt")
