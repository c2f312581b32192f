import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from home.onderdeel import Onderdeel, OnderdeelQuerySet

# Only these hosts: an address is read by pattern and never fetched, so no outside service can hold up a save.
YOUTUBE = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
    r"(?P<id>[\w-]{11})(?![\w-])"
)
VIMEO = re.compile(
    r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{6,12})(?:/(?P<hash>\w{6,40}))?(?![\w-])"
)


class VideoForm(WagtailAdminModelForm):
    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.geplaatst_door = self.for_user
        return super().save(commit)


class VideoQuerySet(OnderdeelQuerySet):
    def without_captions(self):
        """Films with speech whose captions are not ours, and not known to be there."""
        return self.filter(zonder_spraak=False, ondertiteld=False, ondertiteling="")


class Video(Onderdeel):
    """A film on YouTube, on Vimeo or of our own, with what someone who cannot see or hear it needs."""

    voorbeeld_template = "home/onderdelen/video.html"
    voorbeeldkop = "Zo ziet de film eruit"
    los_van_versies = ("geplaatst_door",)
    leest_mee = ("poster",)

    titel = models.CharField("titel", max_length=120)
    adres = models.URLField(
        "adres",
        blank=True,
        help_text="Plak het adres van de film op YouTube of Vimeo, bijvoorbeeld https://youtu.be/aqz-KE-bpKQ",
    )
    bestand = models.FileField(
        "eigen film",
        upload_to="video",
        blank=True,
        validators=[FileExtensionValidator(["mp4", "webm"], "Kies een film in mp4 of webm.")],
        help_text="Liever een eigen film dan YouTube: dan kijkt niemand mee. Gebruik mp4 (H.264, 720p).",
    )
    ondertiteling = models.FileField(
        "ondertiteling",
        upload_to="video",
        blank=True,
        validators=[FileExtensionValidator(["vtt"], "Kies een bestand met ondertiteling (vtt).")],
        help_text="Een vtt-bestand. Verplicht bij een eigen film waarin wordt gesproken.",
    )
    zonder_spraak = models.BooleanField("er wordt niet gesproken in de film", default=False)
    ondertiteld = models.BooleanField(
        "de film heeft Nederlandse ondertiteling bij YouTube of Vimeo",
        default=False,
        help_text="Kijk het na: ondertiteling die een computer maakt telt niet mee.",
    )
    poster = models.ForeignKey(
        "home.Afbeelding",
        verbose_name="beeld vooraf",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Dit ziet de bezoeker tot de film start. Het beeld staat op onze eigen site.",
    )
    duur = models.CharField(
        "duur",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{1,3}:[0-5]\d$", "Schrijf de duur als minuten:seconden, bijvoorbeeld 2:14.")],
        help_text="Minuten:seconden, bijvoorbeeld 2:14",
    )
    tekst = models.TextField(
        "de film als tekst",
        help_text="Wat wordt er gezegd en wat is er te zien? Voor wie de film niet kan horen of zien.",
    )
    geplaatst_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="geplaatst door",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    base_form_class = VideoForm
    objects = VideoQuerySet.as_manager()

    panels = [
        FieldPanel("titel", required_on_save=True),
        MultiFieldPanel(
            [
                FieldPanel("adres"),
                FieldPanel("ondertiteld"),
                FieldPanel("bestand"),
                FieldPanel("ondertiteling"),
                FieldPanel("zonder_spraak"),
            ],
            heading="De film",
            help_text="Vul één van de twee in: een adres of een eigen film.",
        ),
        FieldPanel("poster", required_on_save=True),
        FieldPanel("duur"),
        FieldPanel("tekst", required_on_save=True),
    ]
    search_fields = [
        index.FilterField("id"),
        index.SearchField("titel"),
        index.AutocompleteField("titel"),
        index.SearchField("tekst"),
    ]

    class Meta:
        verbose_name = "video"
        verbose_name_plural = "video's"
        ordering = ["titel"]

    def __str__(self):
        return self.titel

    def clean(self):
        if self.adres and self.bestand:
            raise ValidationError({"adres": "Kies een adres óf een eigen film, niet allebei."})
        if not self.adres and not self.bestand:
            raise ValidationError({"adres": "Plak een adres van YouTube of Vimeo, of kies een eigen film."})
        if self.bestand and not self.ondertiteling and not self.zonder_spraak:
            raise ValidationError(
                {
                    "ondertiteling": "Kies een bestand met ondertiteling (vtt). Wordt er niet gesproken? "
                    "Zet dan het vinkje daarvoor."
                }
            )
        if self.adres and not self.speler:
            raise ValidationError(
                {
                    "adres": "Dit is geen adres van een film op YouTube of Vimeo. Open de film in uw browser en "
                    "plak het adres dat bovenin staat, bijvoorbeeld https://www.youtube.com/watch?v=aqz-KE-bpKQ"
                }
            )

    @property
    def aanbieder(self):
        """The name of the outside service, or nothing for our own film."""
        if YOUTUBE.match(self.adres):
            return "YouTube"
        return "Vimeo" if VIMEO.match(self.adres) else ""

    @property
    def speler(self):
        """The address that is loaded in the page after the click."""
        if found := YOUTUBE.match(self.adres):
            return f"https://www.youtube-nocookie.com/embed/{found['id']}?autoplay=1&cc_load_policy=1&hl=nl&rel=0"
        if found := VIMEO.match(self.adres):
            sleutel = f"&h={found['hash']}" if found["hash"] else ""
            return f"https://player.vimeo.com/video/{found['id']}?autoplay=1&dnt=1&texttrack=nl{sleutel}"
        return ""
