from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from home.viewsets import VideoViewSet

ICONS = Path(__file__).parent / "templates" / "iconen"

register_snippet(VideoViewSet)


@hooks.register("register_icons")
def register_house_icons(icons):
    return [*icons, *(f"iconen/{file.name}" for file in sorted(ICONS.glob("*.svg")))]


@hooks.register("insert_global_admin_css")
def load_house_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))
