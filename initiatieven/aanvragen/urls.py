"""The parts of the form, under the address of its page. AanvraagPage resolves them and hands itself over."""

from django.urls import path

from initiatieven.aanvragen.afronden import go_on, show_code, show_controle, show_saved, show_sent
from initiatieven.aanvragen.bestand import show_bestand
from initiatieven.aanvragen.kan_ik import show_kan_ik
from initiatieven.aanvragen.papier import show_papier
from initiatieven.aanvragen.stapscherm import show_stap

urlpatterns = [
    path("kan-ik-aanvragen/", show_kan_ik),
    path("op-papier/", show_papier),
    path("verder/", go_on),
    path("bewaard/", show_saved),
    path("controle/", show_controle),
    path("code/", show_code),
    path("verzonden/", show_sent),
    path("bestand/<int:pk>/", show_bestand),
    path("<slug:deel>/", show_stap),
]
