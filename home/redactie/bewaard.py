"""Nothing typed is lost when a session ends: it waits on the server until the same person is back."""

from datetime import datetime

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

SLEUTEL = "bewaard"
HOOGSTENS = 1024 * 1024
# The screens in which people write.
FORMULIEREN = {"add", "edit", "bijwerken"}
VERLOPEN = "Uw sessie is beëindigd. Druk op ‘Bewaar concept’, log zo nodig in, en u vindt uw tekst terug."
TE_LANG = "Uw sessie is beëindigd en uw tekst is te lang om te bewaren. Kopieer haar voordat u opnieuw inlogt."


def is_written(request):
    admin = request.path.startswith(reverse("wagtailadmin_home"))
    return admin and request.method == "POST" and request.resolver_match.url_name in FORMULIEREN


def keep(request, gebruiker):
    """Whether it could be kept, in this session and for this user only. No files, no passwords."""
    velden = [
        [name, value]
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", SLEUTEL) and "password" not in name
        for value in values
    ]
    teksten = get_kept(request, gebruiker)
    tekst = {"titel": request.POST.get("title", ""), "moment": timezone.now().isoformat(), "velden": velden}
    teksten = {**teksten, request.get_full_path(): tekst}
    if sum(len(name) + len(value) for een in teksten.values() for name, value in een["velden"]) > HOOGSTENS:
        return False
    request.session[SLEUTEL] = {"gebruiker": gebruiker, "teksten": teksten}
    return True


def get_kept(request, gebruiker):
    bewaard = request.session.get(SLEUTEL, {})
    return bewaard["teksten"] if bewaard.get("gebruiker") == gebruiker else {}


def drop(request, adres):
    teksten = get_kept(request, request.user.pk)
    if teksten.pop(adres, None):
        request.session.modified = True


def set_apart(request, gebruiker, response):
    """Keeps what was posted. What saves by itself goes on doing so, and tells the editor what is going on."""
    kept = keep(request, gebruiker)
    if not request.accepts("text/html"):
        # With this code Wagtail's editor shows the message and keeps trying.
        melding = VERLOPEN if kept else TE_LANG
        return JsonResponse({"success": False, "error_code": "locked", "error_message": melding}, status=401)
    if not kept:
        messages.error(request, TE_LANG)
    return response


class Bewaard(WagtailAdminTemplateMixin, View):
    """What somebody wrote when the session ended: go on with it, or throw it away."""

    template_name = "home/beheer/bewaard.html"
    page_title = "Wat u schreef, is bewaard"
    header_icon = "history"

    def get(self, request):
        teksten = [
            {"adres": adres, **tekst, "moment": datetime.fromisoformat(tekst["moment"])}
            for adres, tekst in get_kept(request, request.user.pk).items()
        ]
        if not teksten:
            return redirect("wagtailadmin_home")
        return self.render_to_response(self.get_context_data(teksten=teksten))

    def post(self, request):
        drop(request, request.POST.get("adres"))
        messages.success(request, "Weggegooid.")
        return redirect("bewaard")
