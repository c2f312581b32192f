from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.redactie import concept
from initiatieven import persoonlijk
from initiatieven.mijn import urls as mijn
from initiatieven.steun import urls as steun
from search.views import search, titles
from site_project.gezond import health
from site_project.toegang.urls import urlpatterns as toegang
from site_project.views import favicon, robots_txt, security_txt, sitemap

handler500 = "site_project.views.server_error"

urlpatterns = [
    *toegang,
    path("admin/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("concept/", include((concept.urlpatterns, "concept"))),
    path("mijn-aanvraag/", include((persoonlijk.urlpatterns, "persoonlijk"))),
    path("regiegroep/", include("initiatieven.regiegroep.urls")),
    path("mijn-aanvraag/", include((mijn.urlpatterns, "mijn"))),
    path("steun/", include((steun.urlpatterns, "steun"))),
    path("zoeken/", search, name="zoeken"),
    path("zoeken/titels.json", titles, name="zoektitels"),
    path("sitemap.xml", sitemap),
    path("gezond/", health, name="gezond"),
    path("robots.txt", robots_txt),
    path("favicon.ico", favicon),
    path(".well-known/security.txt", security_txt),
    # Only what is public by nature: documents go through Wagtail's view, originals stay inside.
    re_path(r"^media/(?P<path>(?:images|video)/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(wagtail_urls)),
]
