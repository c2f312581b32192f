"""The sections of an area page. Those that list things take them from the tree by themselves."""

from django.db.models import Case, Q, When
from wagtail import blocks, hooks

from gebieden.agenda.lijst import AgendaLijst
from gebieden.alle_gebieden import get_gebieden
from gebieden.kaart import Kaart
from gebieden.models.bijeenkomst import BijeenkomstPage
from gebieden.models.nieuws import NieuwsPage
from gebieden.models.snippets import BelregelBlock, WieBelIkWaarvoor
from gebieden.models.verhaal import VerhaalPage
from gebieden.models.voortgang import VoortgangPage
from home.blocks import DOCUMENTEN, SECTIEBLOKKEN, OnderdeelChooserBlock, SectieBlock


class TeamBlock(SectieBlock):
    toelichting = blocks.CharBlock(
        label="Toelichting",
        max_length=150,
        required=False,
        help_text="Bijvoorbeeld: dinsdag van 10 tot 12 uur in het wijkcentrum",
    )

    class Meta:
        icon = "group"
        label = "Gebiedsteam"
        kop = "Uw gebiedsteam"
        template = "gebieden/blocks/team.html"


class WieBelIkBlock(SectieBlock):
    extra = blocks.ListBlock(BelregelBlock(), label="Alleen in dit gebied", default=[])

    class Meta:
        icon = "telefoon"
        label = "Wie bel ik waarvoor"
        kop = "Wie belt u waarvoor?"
        template = "gebieden/blocks/wie_bel_ik.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        instelling = WieBelIkWaarvoor.for_request(context["request"])
        return {**context, "regels": [*(regel.value for regel in instelling.regels), *value["extra"]]}


class LijstBlock(SectieBlock):
    """The newest pages of one kind in this area; an editor only says how many, and may pin one."""

    aantal = blocks.IntegerBlock(label="Hoeveel", default=3, min_value=1, max_value=12)

    class Meta:
        template = "gebieden/blocks/lijst.html"

    model = None

    def get_pages(self):
        return self.model.objects.published().order_by("-datum", "-pk")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        pages = self.get_pages()
        own = pages.for_gebied(context["page"])
        if vast := value.get("vastgezet"):
            # Also when it is from elsewhere, or over.
            own = self.model.objects.published().filter(Q(pk=vast.pk) | Q(pk__in=own.order_by().values("pk")))
            own = own.order_by(Case(When(pk=vast.pk, then=0), default=1), *pages.query.order_by)
        return {**context, "paginas": own.for_lijst()[: value["aantal"]]}


class VoortgangBlock(LijstBlock):
    """What happened last on the agenda of this area."""

    model = VoortgangPage

    class Meta:
        icon = "klok"
        label = "Laatste voortgang"
        kop = "Hoe staat het ervoor?"

    def get_pages(self):
        return self.model.objects.published().newest_first()


class AgendaBlock(SectieBlock):
    """The items of the agenda of this area: pinned ones first, the rest in the order that the editor chose."""

    indeling = blocks.ChoiceBlock(
        label="Volgorde",
        choices=[("thema", "Op thema"), ("status", "Op status"), ("quick-wins", "Alleen quick wins die klaar zijn")],
        default="thema",
    )
    aantal = blocks.IntegerBlock(label="Hoeveel", default=4, min_value=1, max_value=12)
    vastgezet = blocks.ListBlock(
        blocks.PageChooserBlock("gebieden.AgendapuntPage", label="Punt"), label="Altijd bovenaan", default=[]
    )

    class Meta:
        icon = "agenda"
        label = "Agenda"
        kop = "Op de agenda"
        template = "gebieden/blocks/agenda.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        agenda = context["page"].agenda
        if not agenda:
            return context
        lijst = AgendaLijst(agenda, {"groep": "status"} if value["indeling"] == "status" else {})
        vast = [punt.pk for punt in value["vastgezet"] if punt]
        return {
            **context,
            "agenda": agenda,
            "telling": lijst.telling,
            "punten": lijst.pick(value["indeling"], value["aantal"], vast),
        }


class NieuwsBlock(LijstBlock):
    vastgezet = blocks.PageChooserBlock("gebieden.NieuwsPage", label="Altijd bovenaan", required=False)
    model = NieuwsPage

    class Meta:
        icon = "nieuws"
        label = "Nieuws"
        kop = "Nieuws"


class VerhalenBlock(LijstBlock):
    vastgezet = blocks.PageChooserBlock("gebieden.VerhaalPage", label="Altijd bovenaan", required=False)
    model = VerhaalPage

    class Meta:
        icon = "openquote"
        label = "Verhalen"
        kop = "Verhalen van bewoners"


class InitiatievenBlock(SectieBlock):
    """Plans of residents of this area and the money that is left. A higher floor tells, by the hook
    `initiatieven_van_gebied`: a function of the area and how many, that gives parts with their template."""

    aantal = blocks.IntegerBlock(label="Hoeveel", default=3, min_value=1, max_value=12)

    class Meta:
        icon = "idee"
        label = "Initiatieven"
        kop = "Plannen van bewoners"
        template = "gebieden/blocks/initiatieven.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        gebied, aantal = context["page"], value["aantal"]
        return {**context, "delen": [give(gebied, aantal) for give in hooks.get_hooks("initiatieven_van_gebied")]}


class BijeenkomstenBlock(LijstBlock):
    vastgezet = blocks.PageChooserBlock("gebieden.BijeenkomstPage", label="Altijd bovenaan", required=False)
    model = BijeenkomstPage

    class Meta:
        icon = "date"
        label = "Bijeenkomsten"
        kop = "Kom langs"

    def get_pages(self):
        return self.model.objects.published().coming()


class CijferBlock(blocks.StructBlock):
    getal = blocks.CharBlock(label="Getal", max_length=20)
    wat = blocks.CharBlock(label="Wat", max_length=60, help_text="Bijvoorbeeld: inwoners")
    bron = blocks.CharBlock(label="Bron", max_length=120)
    jaar = blocks.IntegerBlock(label="Jaar", min_value=1900, max_value=2100)

    class Meta:
        icon = "order"
        label = "Cijfer"


class CijfersBlock(SectieBlock):
    cijfers = blocks.ListBlock(CijferBlock(), label="Cijfers")

    class Meta:
        icon = "order"
        label = "Cijfers"
        kop = "In cijfers"
        template = "gebieden/blocks/cijfers.html"


class PlekBlock(blocks.StructBlock):
    naam = blocks.CharBlock(label="Naam", max_length=80)
    adres = blocks.CharBlock(label="Adres", max_length=120, required=False)
    uitleg = blocks.CharBlock(label="Uitleg", max_length=200, required=False)
    telefoon = blocks.CharBlock(label="Telefoon", max_length=20, required=False)
    website = blocks.URLBlock(label="Website", required=False)

    class Meta:
        icon = "home"
        label = "Plek"


class PlekkenBlock(SectieBlock):
    plekken = blocks.ListBlock(PlekBlock(), label="Plekken")

    class Meta:
        icon = "home"
        label = "Wijkcentra en dorpshuizen"
        kop = "Plekken om elkaar te ontmoeten"
        template = "gebieden/blocks/plekken.html"


class PartnersBlock(SectieBlock):
    partners = blocks.ListBlock(OnderdeelChooserBlock("gebieden.Partner", label="Partner"), label="Partners")

    class Meta:
        icon = "group"
        label = "Partners"
        kop = "Met wie wij samenwerken"
        template = "gebieden/blocks/partners.html"


class DocumentenSectieBlock(SectieBlock):
    documenten = DOCUMENTEN

    class Meta:
        icon = "doc-full"
        label = "Convenant en documenten"
        kop = "Documenten"
        template = "gebieden/blocks/documenten.html"


class KaartBlock(SectieBlock):
    class Meta:
        icon = "site"
        label = "Kaart"
        kop = "Op de kaart"
        template = "gebieden/blocks/kaart.html"

    def get_context(self, value, parent_context=None):
        """The villages of a wijk; else the area among its neighbours of the same kind."""
        context = super().get_context(value, parent_context)
        gebied = context["page"]
        dorpen = gebied.dorpen
        if dorpen:
            return {**context, "dorpen": dorpen, "kaart": Kaart(dorpen)}
        buren = [buur for buur in get_gebieden() if buur.is_sibling_of(gebied) and buur.pk != gebied.pk]
        return {**context, "kaart": Kaart([*buren, gebied], rond=gebied)}


GEBIEDBLOKKEN = [
    ("agenda", AgendaBlock()),
    ("voortgang", VoortgangBlock()),
    ("nieuws", NieuwsBlock()),
    ("bijeenkomsten", BijeenkomstenBlock()),
    ("verhalen", VerhalenBlock()),
    ("initiatieven", InitiatievenBlock()),
    ("team", TeamBlock()),
    ("wie_bel_ik", WieBelIkBlock()),
    ("kaart", KaartBlock()),
    ("cijfers", CijfersBlock()),
    ("plekken", PlekkenBlock()),
    ("partners", PartnersBlock()),
    ("documenten", DocumentenSectieBlock()),
    *SECTIEBLOKKEN,
]
