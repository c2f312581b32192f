from django.urls import path

from initiatieven.regiegroep import plan, rondes, uitnodigen, vergaderen
from initiatieven.regiegroep.start import start

app_name = "regiegroep"

urlpatterns = [
    path("", start, name="start"),
    path("plan/<int:pk>/", plan.lees, name="plan"),
    path("plan/<int:pk>/belang/", plan.belang, name="belang"),
    path("plan/<int:pk>/oordeel/", plan.oordeel, name="oordeel"),
    path("plan/<int:pk>/bericht/", plan.bericht, name="bericht"),
    path("plan/<int:pk>/sluiten/", plan.sluiten, name="sluiten"),
    path("plan/<int:pk>/advies/", plan.advies, name="advies"),
    path("plan/<int:pk>/bijlage/<int:bijlage_pk>/", plan.bijlage, name="bijlage"),
    path("ronde/<int:groep>/<int:pk>/", rondes.ronde, name="ronde"),
    path("ronde/<int:groep>/<int:pk>/sluiten/", rondes.sluiten, name="ronde_sluiten"),
    path("vergadering/nieuw/<int:groep>/", vergaderen.nieuw, name="vergadering_nieuw"),
    path("vergadering/<int:pk>/", vergaderen.vergadering, name="vergadering"),
    path("vergadering/<int:pk>/vaststellen/", vergaderen.vaststellen, name="vaststellen"),
    path("vergadering/<int:pk>/verslag.pdf", vergaderen.verslag_pdf, name="verslag_pdf"),
    path("uitnodiging/", uitnodigen.uitnodiging, name="uitnodiging"),
    path("uitnodiging/open/<str:geheim>/", uitnodigen.open_link, name="uitnodiging_open"),
]
