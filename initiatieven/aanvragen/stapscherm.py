"""One step of the form: shows it, keeps what is right, says what is wrong, and goes on."""

from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404

from home.redactie.gelijktijdig import lock
from initiatieven.aanvragen.bijlagen import bewaar_bestanden, verwijder
from initiatieven.aanvragen.controle import show_antwoord
from initiatieven.aanvragen.formulier import CONTROLE, get_stappen
from initiatieven.aanvragen.grenzen import TE_VAAK, mag
from initiatieven.aanvragen.indienen import begin
from initiatieven.aanvragen.kan_ik import read_antwoorden
from initiatieven.aanvragen.mails import mail_bewaard
from initiatieven.aanvragen.schermen import go, keep_private, persoonlijk, show, show_unknown
from initiatieven.models import Aanvraag
from initiatieven.persoonlijk import remember

INTUSSEN = (
    "U hebt deze bladzijde intussen ergens anders veranderd. Wat u hier invulde, staat er nog, maar is niet bewaard. "
    "Kijk wat er moet staan en kies dan nog eens “Volgende stap”."
)
# What the buttons say.
VOLGENDE, LATER, TERUG, MEER, REKEN = "volgende", "later", "terug", "meer", "reken"


@persoonlijk
def show_stap(request, page, aanvraag, deel):
    stappen = get_stappen(page)
    stap = next((stap for stap in stappen if stap.naam == deel), None)
    if not stap:
        raise Http404
    return Stapscherm(request, page, aanvraag, stap, stappen).serve()


class Stapscherm:
    def __init__(self, request, page, aanvraag, stap, stappen):
        self.request, self.page, self.aanvraag, self.stap, self.stappen = request, page, aanvraag, stap, stappen
        self.doe = request.POST.get("doe") or (MEER if request.POST.get("meer") else VOLGENDE)
        self.later = self.doe != VOLGENDE
        self.is_nieuw = not aanvraag

    @property
    def is_eerste(self):
        return self.stap is self.stappen[0]

    def serve(self):
        if not self.aanvraag and not self.is_eerste:
            return show_unknown(self.request, self.page)
        if self.aanvraag and not self.aanvraag.is_concept:
            return go(self.page, "verzonden")
        # The answers of "Kan ik aanvragen?" come by POST, so that they stand in no address.
        if self.request.method != "POST" or "verder" in self.request.POST:
            return self.show(self.make_form())
        return self.serve_post() if self.aanvraag else self.serve_begin()

    def make_form(self, data=None):
        return self.stap.form(data, aanvraag=self.aanvraag, page=self.page, later=data is not None and self.later)

    def serve_begin(self):
        """An e-mail address is all that it takes."""
        form = self.make_form(self.request.POST)
        form.is_valid()
        email = form.cleaned_data.get("email")
        if not email:
            return self.show(form)
        if not mag(self.request, "begin", email):
            form.add_error(None, TE_VAAK)
            return self.show(form)
        self.aanvraag = begin(self.page, email, _read_uuid(self.request.POST.get("begin", "")))
        self.take_over_answers()
        return keep_private(remember(self.serve_post(), self.aanvraag))

    def take_over_answers(self):
        antwoorden = read_antwoorden(self.request.POST)
        if antwoorden:
            Aanvraag.objects.filter(pk=self.aanvraag.pk).update(**antwoorden)

    def serve_post(self):
        if nummer := self.request.POST.get("verwijder"):
            verwijder(self.aanvraag, nummer)
            return go(self.page, self.stap.naam)
        # Before the transaction: to look at files takes seconds.
        kapot = self.keep_files()
        with transaction.atomic():
            lock(self.aanvraag)
            self.aanvraag = Aanvraag.objects.get(pk=self.aanvraag.pk)
            if not self.aanvraag.is_concept:
                return go(self.page, "verzonden")
            return self.save(kapot)

    def keep_files(self):
        if not self.request.FILES or not hasattr(self.stap.form, "bestandsoort"):
            return []
        return bewaar_bestanden(self.aanvraag, self.make_form(self.request.POST), self.request.FILES)

    def save(self, kapot):
        stond = self.make_form()
        # A page that was there before the application read nothing of it.
        gelezen = (not self.is_nieuw and self.request.POST.get("gelezen")) or stond.gelezen
        oud = {veld.name: (veld.label, show_antwoord(veld)) for veld in stond}
        form = self.make_form(self.request.POST)
        goed = form.is_valid()
        anders = [naam for naam in form.changed_data if naam != "bestanden"]
        if gelezen != stond.gelezen and anders:
            form.add_error(None, INTUSSEN)
            return self.show(form, intussen=[oud[naam] for naam in anders if naam in oud])
        form.save_right()
        for naam, fout in kapot:
            form.add_error(naam, fout)
        klaar = goed and not kapot and not getattr(form, "vraagt_gebied", False)
        return self.go_on() if klaar and self.doe not in (MEER, REKEN) else self.show(form)

    def go_on(self):
        namen = [stap.naam for stap in self.stappen] + [CONTROLE]
        plek = namen.index(self.stap.naam)
        if self.doe == LATER:
            mail_bewaard(self.aanvraag)
            return go(self.page, "bewaard")
        if self.doe == TERUG:
            return go(self.page, namen[max(plek - 1, 0)])
        return go(self.page, CONTROLE if self.request.POST.get("naar") == CONTROLE else namen[plek + 1])

    def show(self, form, **context):
        if self.aanvraag:
            self.aanvraag = Aanvraag.objects.get(pk=self.aanvraag.pk)
            context["bijlagen"] = (
                self.aanvraag.bijlagen.select_related("regel") if hasattr(form, "bestandsoort") else []
            )
        return show(
            self.request,
            self.page,
            f"stap_{self.stap.naam}" if self.stap.naam in EIGEN_TEMPLATE else "stap",
            form=form,
            stap=self.stap,
            nummer=self.stappen.index(self.stap) + 1,
            aantal=len(self.stappen) + 1,
            aanvraag=self.aanvraag,
            gelezen=self.make_form().gelezen,
            naar=self.request.POST.get("naar") or self.request.GET.get("naar"),
            begin=uuid4(),
            meegenomen=[(naam, waarde) for naam, waarde in self.request.POST.items() if naam.startswith("kan-")],
            **context,
        )


EIGEN_TEMPLATE = ("plek", "begroting", "bijlagen")


def _read_uuid(tekst):
    try:
        return UUID(tekst)
    except ValueError:
        return uuid4()
