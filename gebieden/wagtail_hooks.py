from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from gebieden.admin import PostcodeAdmin
from gebieden.viewsets import GebiedenViewSetGroup

register_snippet(GebiedenViewSetGroup)
modeladmin_register(PostcodeAdmin)
