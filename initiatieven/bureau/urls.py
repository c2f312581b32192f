"""The addresses of the desk, under /admin/aanvragen/."""

from django.urls import path

from initiatieven.bureau import briefscherm, dossier, papier, personen

urlpatterns = [
    path("papier/", papier.Papier.as_view(), name="papier"),
    path("personen/", personen.Personen.as_view(), name="personen"),
    path("brieven/", briefscherm.Teksten.as_view(), name="teksten"),
    path("brieven/<slug:soort>/", briefscherm.Tekst.as_view(), name="tekst"),
    path("<int:pk>/", dossier.Dossier.as_view(), name="dossier"),
    path("<int:pk>/bijlage/<int:bijlage>/", dossier.BijlageScherm.as_view(), name="bijlage"),
    path("<int:pk>/brief/<int:gebeurtenis>/", briefscherm.BriefScherm.as_view(), name="brief"),
    path("<int:pk>/bezorgen/<int:brief>/", briefscherm.BezorgScherm.as_view(), name="bezorgen"),
    path("<int:pk>/<slug:daad>/", dossier.DaadScherm.as_view(), name="daad"),
]
