from django.contrib.auth.models import Group
from django.db import models, transaction
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from home.blocks import SECTIEBLOKKEN, TEKSTBLOKKEN, UitgelichtBlock, render_sections
from home.online import may_be_private
from home.redactie.formulier import BasisPageForm
from home.redactie.gelijktijdig import lock
from home.redactie.planning import PlanningPanel
from home.redactie.rechten import RedactieTester
from home.route import find_route
from home.schrijven.voorbeeld import VoorbeeldMixin
from home.velden import MomentField

from .bundel import Bundel, BundelLock
from .controle import ALTIJD
from .instellingen import SiteInstellingen

# For every form of Wagtail's with a day and a time in it.
register_form_field_override(models.DateTimeField, override={"form_class": MomentField, "widget": AdminDateTimeInput})


class BasisPage(VoorbeeldMixin, Page):
    """What every page of this site has."""

    base_form_class = BasisPageForm
    zoeksoort = "Pagina"
    og_type = "website"
    uitgelicht_template = "home/kaarten/uitgelicht.html"
    # Which live pages of this type somebody must look at now and then, or None: see home.redactie.controle.
    te_controleren = ALTIJD
    # The permission that changing this type asks besides that on the page itself.
    nodig_recht = ""

    samenvatting = models.TextField(
        "samenvatting",
        max_length=300,
        help_text="Eén of twee korte zinnen. Ze staan bovenaan de pagina, in lijsten en in zoekmachines.",
    )
    afbeelding = models.ForeignKey(
        "home.Afbeelding",
        verbose_name="afbeelding",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Staat bij de pagina en in lijsten.",
    )

    content_panels = [*Page.content_panels, FieldPanel("samenvatting", heading="In het kort"), FieldPanel("afbeelding")]
    settings_panels = [PlanningPanel(), *Page.settings_panels[1:]]
    search_fields = [*Page.search_fields, index.SearchField("samenvatting", boost=2)]

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return RedactieTester(user, self)

    def get_lock(self):
        # A list of pages asked for all of them at once.
        if hasattr(self, "bundel_in_lijst"):
            bundel = self.bundel_in_lijst
        else:
            bundel = Bundel.objects.find_approved([self])[self.pk]
        return BundelLock(self, bundel) if bundel else super().get_lock()

    def remember_parent(self, parent):
        """For a list that has the page above in hand."""
        self._cached_parent_obj = parent

    @property
    def rollen(self):
        """The groups that may change this page."""
        rollen = Group.objects.filter(
            page_permissions__page__in=self.get_ancestors(inclusive=True),
            page_permissions__permission__codename="change_page",
        )
        if self.nodig_recht:
            app, codename = self.nodig_recht.split(".")
            rollen = rollen.filter(permissions__content_type__app_label=app, permissions__codename=codename)
        return rollen.distinct().order_by("name")

    @transaction.atomic
    def publish(self, revision, *args, **kwargs):
        """After whoever is busy with this page. What the scheduler holds may have been replaced or called off since."""
        lock(self)
        planned = revision.approved_go_live_at
        revision.refresh_from_db()
        if planned and not revision.approved_go_live_at:
            return
        super().publish(revision, *args, **kwargs)

    def get_view_restrictions(self):
        return super().get_view_restrictions() if may_be_private(self) else PageViewRestriction.objects.none()

    @classmethod
    def for_visitor(cls):
        """Where a page is read from for who visits it, with what nearly every page shows."""
        return cls._default_manager.select_related("afbeelding")

    @property
    def omschrijving(self):
        """The sentence for search engines and shared links."""
        return self.search_description or self.samenvatting

    def get_schema(self, request):
        """The facts of this page in the words of schema.org."""
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.omschrijving,
            "url": self.get_full_url(request),
            "inLanguage": "nl",
        }

    def get_uitgelicht(self):
        """What the template of this page's part on the front page needs."""
        return {}


class SectiePage(BasisPage):
    """A page that editors compose from sections with a heading."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["secties"] = render_sections(self.inhoud, context)
        return context


class HomePage(SectiePage):
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    inhoud = StreamField([("uitgelicht", UitgelichtBlock()), *SECTIEBLOKKEN], verbose_name="inhoud", blank=True)

    content_panels = [*SectiePage.content_panels, FieldPanel("inhoud")]
    search_fields = [*SectiePage.search_fields, index.SearchField("inhoud")]

    def route(self, request, path_components):
        return find_route(self, request, path_components)

    def get_schema(self, request):
        instellingen = SiteInstellingen.for_request(request)
        return {
            "@type": "GovernmentOrganization",
            "name": "Gemeente Alkmaar",
            "url": self.get_full_url(request),
            "telephone": instellingen.telefoon,
            "sameAs": [account.adres for account in instellingen.accounts],
        }

    class Meta:
        verbose_name = "voorpagina"
        verbose_name_plural = "voorpagina's"


class TekstPage(BasisPage):
    """Explains how something works."""

    page_description = "Legt uit hoe iets werkt."
    parent_page_types = ["home.HomePage", "home.TekstPage"]
    # Search puts an explanation before what only mentions it.
    zoekgewicht = 130

    inhoud = StreamField(TEKSTBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [*BasisPage.content_panels, FieldPanel("inhoud")]
    search_fields = [*BasisPage.search_fields, index.SearchField("inhoud")]

    class Meta:
        verbose_name = "tekstpagina"
        verbose_name_plural = "tekstpagina's"
