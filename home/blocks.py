"""The blocks that every page can use: first those in running text, then those that are a section of a page."""

from django.utils.text import slugify
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from home.online import is_page_online, is_page_public

OPMAAK = ["bold", "italic", "ul", "ol", "link", "document-link"]


def make_text_block(*extra, **kwargs):
    return blocks.RichTextBlock(features=[*extra, *OPMAAK], **kwargs)


class BeeldBlock(blocks.StructBlock):
    afbeelding = ImageChooserBlock(label="Afbeelding")
    onderschrift = blocks.CharBlock(label="Onderschrift", required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Beeld"
        template = "home/blocks/beeld.html"


class CitaatBlock(blocks.StructBlock):
    tekst = blocks.TextBlock(label="Citaat", rows=3, help_text="Zonder aanhalingstekens, die zetten wij erbij.")
    van = blocks.CharBlock(label="Van wie", required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = "Citaat"
        template = "home/blocks/citaat.html"


class InterviewBlock(blocks.StructBlock):
    vraag = blocks.CharBlock(label="Vraag", max_length=200)
    antwoord = make_text_block(label="Antwoord")

    class Meta:
        icon = "interview"
        label = "Vraag en antwoord (gesprek)"
        template = "home/blocks/interview.html"


class VraagBlock(blocks.StructBlock):
    vraag = blocks.CharBlock(label="Vraag", max_length=200)
    antwoord = make_text_block(label="Antwoord")

    class Meta:
        icon = "help"
        label = "Vraag"


class LinkStructValue(blocks.StructValue):
    @property
    def adres(self):
        pagina = self.get("pagina")
        return pagina.url if pagina and is_page_online(pagina) else self.get("link")


class OnderdeelChooserBlock(SnippetChooserBlock):
    """Chooses from what is remembered of this kind."""

    def to_python(self, value):
        return self.target_model.get_all().get(value)

    def bulk_to_python(self, values):
        alle = self.target_model.get_all()
        return [alle.get(value) for value in values]

    def deconstruct(self):
        """What is stored is that of Wagtail's block, so this one is no change of the database."""
        _, args, kwargs = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", args, kwargs


class StapBlock(blocks.StructBlock):
    kop = blocks.CharBlock(label="Stap", max_length=80)
    tekst = blocks.TextBlock(label="Uitleg", rows=2, required=False)

    class Meta:
        icon = "list-ol"
        label = "Stap"


class OproepBlock(blocks.StructBlock):
    """A call to action. As a section of a page it is the yellow band."""

    kop = blocks.CharBlock(label="Kop", max_length=80)
    tekst = blocks.TextBlock(label="Tekst", rows=2, required=False)
    knop = blocks.CharBlock(
        label="Tekst op de knop", max_length=40, help_text="Zeg wat er gebeurt, bijvoorbeeld: Vraag subsidie aan"
    )
    pagina = blocks.PageChooserBlock(label="Naar pagina", required=False)
    link = blocks.URLBlock(label="Of naar een ander adres", required=False)

    class Meta:
        icon = "oproep"
        label = "Oproep"
        template = "home/blocks/oproep.html"
        value_class = LinkStructValue


VIDEO = OnderdeelChooserBlock("home.Video", icon="media", label="Video", template="home/blocks/video.html")
DOCUMENTEN = blocks.ListBlock(
    DocumentChooserBlock(label="Document"), icon="doc-full", label="Documenten", template="home/blocks/documenten.html"
)
VRAGEN = blocks.ListBlock(VraagBlock(), icon="help", label="Veelgestelde vragen", template="home/blocks/vragen.html")
STAPPEN = blocks.ListBlock(StapBlock(), icon="list-ol", label="Stappen", template="home/blocks/stappen.html")

TEKSTBLOKKEN = [
    ("tekst", make_text_block("h2", "h3", icon="pilcrow", label="Tekst", template="home/blocks/tekst.html")),
    ("beeld", BeeldBlock()),
    ("citaat", CitaatBlock()),
    ("vragen", VRAGEN),
    ("stappen", STAPPEN),
    ("video", VIDEO),
    ("documenten", DOCUMENTEN),
    ("oproep", OproepBlock()),
]
GESPREKBLOKKEN = [("interview", InterviewBlock()), *TEKSTBLOKKEN]


class Sectie:
    """A rendered section: its heading, the address of that heading in the page, and what stands in it."""

    def __init__(self, block, html):
        self.html = html
        self.kop = block.value["kop"] or block.block.get_standaardkop(block.value)
        self.anker = slugify(self.kop)
        self.vorm = block.block.meta.vorm


def render_sections(stream, context):
    """The sections of a stream that have something to show: an empty one leaves no heading behind."""
    rendered = ((block, block.render(context)) for block in stream)
    secties = [Sectie(block, html) for block, html in rendered if html.strip()]
    for number, sectie in enumerate(secties, 1):
        if any(eerder.anker == sectie.anker for eerder in secties[: number - 1]):
            sectie.anker += f"-{number}"
    return secties


class SectieBlock(blocks.StructBlock):
    """A part of a page with its own heading. The page draws the heading, the template only what is under it."""

    kop = blocks.CharBlock(
        label="Kop", max_length=80, required=False, help_text="Laat leeg voor de gewone kop van dit blok."
    )

    class Meta:
        kop = ""
        vorm = "gewoon"

    def get_standaardkop(self, value):
        return self.meta.kop


class TekstSectieBlock(SectieBlock):
    kop = blocks.CharBlock(label="Kop", max_length=80)
    inhoud = blocks.StreamBlock(TEKSTBLOKKEN, label="Inhoud")

    class Meta:
        icon = "doc-full"
        label = "Eigen tekst"
        template = "home/blocks/tekstsectie.html"
        vorm = "smal"


class VideoSectieBlock(SectieBlock):
    video = OnderdeelChooserBlock("home.Video", label="Video")

    class Meta:
        icon = "media"
        label = "Video"
        kop = "Video"
        template = "home/blocks/videosectie.html"
        vorm = "smal"


class OproepSectieBlock(SectieBlock, OproepBlock):
    kop = blocks.CharBlock(label="Kop", max_length=80)
    stappen = blocks.ListBlock(StapBlock(), label="Stappen", default=[])

    class Meta:
        template = "home/blocks/oproepsectie.html"
        vorm = "oproep"


class UitgelichtBlock(SectieBlock):
    """What another page offers for the front page. That page brings the template and what it needs."""

    pagina = blocks.PageChooserBlock(label="Pagina", help_text="Bijvoorbeeld Gebieden of Nieuws.")

    class Meta:
        icon = "view"
        label = "Onderdeel van een andere pagina"

    def get_standaardkop(self, value):
        return value["pagina"].title

    def render(self, value, context=None):
        is_public = value["pagina"] and is_page_public(value["pagina"])
        return super().render(value, context) if is_public else ""

    def get_template(self, value=None, context=None):
        return value["pagina"].specific_deferred.uitgelicht_template

    def get_context(self, value, parent_context=None):
        # It needs hardly any field of that page.
        pagina = value["pagina"].specific_deferred
        return {**super().get_context(value, parent_context), **pagina.get_uitgelicht(), "pagina": pagina}


SECTIEBLOKKEN = [
    ("tekst", TekstSectieBlock()),
    ("video", VideoSectieBlock()),
    ("oproep", OproepSectieBlock()),
]
