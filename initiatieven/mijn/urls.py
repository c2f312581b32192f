from django.urls import path

from initiatieven.verantwoording.fotos import FotoKlein, FotoScherm, FotosScherm
from initiatieven.verantwoording.intrekken import ToestemmingScherm
from initiatieven.verantwoording.kosten import KostenScherm, UitgaveWeg
from initiatieven.verantwoording.schermen import Begin, VerstuurScherm, VragenScherm

from .antwoord import AntwoordScherm
from .buren import BurenScherm, Poster
from .einde import NietDoorScherm, TrekInScherm
from .gegevens import AdrescodeScherm, GegevensScherm, RekeningScherm
from .kwijt import KwijtScherm, NieuweLinkScherm
from .overzicht import Download, Overzicht, Vergeten

urlpatterns = [
    path("", Overzicht.as_view(), name="aanvraag"),
    path("antwoord/", AntwoordScherm.as_view(), name="antwoord"),
    path("intrekken/", TrekInScherm.as_view(), name="intrekken"),
    path("gaat-niet-door/", NietDoorScherm.as_view(), name="niet_door"),
    path("gegevens/", GegevensScherm.as_view(), name="gegevens"),
    path("gegevens/code/", AdrescodeScherm.as_view(), name="adrescode"),
    path("rekening/", RekeningScherm.as_view(), name="rekening"),
    path("bestand/<int:pk>/", Download.as_view(), name="bestand"),
    path("buren/", BurenScherm.as_view(), name="steun"),
    path("buren/poster/", Poster.as_view(), name="poster"),
    path("hoe-ging-het/", Begin.as_view(), name="verantwoorden"),
    path("hoe-ging-het/vragen/", VragenScherm.as_view(), name="vragen"),
    path("hoe-ging-het/fotos/", FotosScherm.as_view(), name="fotos"),
    path("hoe-ging-het/fotos/<int:pk>/", FotoScherm.as_view(), name="foto"),
    path("hoe-ging-het/fotos/<int:pk>/klein/", FotoKlein.as_view(), name="foto_klein"),
    path("hoe-ging-het/kosten/", KostenScherm.as_view(), name="kosten"),
    path("hoe-ging-het/kosten/<int:pk>/weg/", UitgaveWeg.as_view(), name="uitgave_weg"),
    path("hoe-ging-het/versturen/", VerstuurScherm.as_view(), name="versturen"),
    path("toestemming/<str:sleutel>/", ToestemmingScherm.as_view(), name="toestemming"),
    path("link-kwijt/", KwijtScherm.as_view(), name="kwijt"),
    path("nieuwe-link/", NieuweLinkScherm.as_view(), name="nieuwe_link"),
    path("vergeten/", Vergeten.as_view(), name="vergeten"),
]
