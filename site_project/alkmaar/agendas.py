"""Turns agendas.toml into agendas with items and updates, each dated as it would have come online."""

from datetime import datetime, time

from django.utils import timezone

from gebieden.models import (
    AgendaPage,
    AgendapuntPage,
    Bijdrage,
    GedeeldMet,
    Verantwoordelijke,
    Voorganger,
    VoortgangPage,
)


class AgendaLader:
    def __init__(self, loader):
        self.loader = loader

    def load(self, agendas):
        for data in agendas:
            punten = data.pop("punt")
            adres = f"{data['ouder']}{data['slug']}/"
            agenda = AgendaPage(title=data.pop("titel"))
            self._add(data.pop("ouder"), agenda, data, data["begin"])
            for volgorde, punt in enumerate(punten):
                self._load_punt(adres, volgorde, punt)

    def _load_punt(self, ouder, volgorde, data):
        berichten = data.pop("bericht", [])
        resolve = self.loader.resolve
        punt = AgendapuntPage(title=data.pop("titel"), samenvatting=data.pop("belofte"), volgorde=volgorde)
        punt.verantwoordelijken = [
            Verantwoordelijke(soort=soort, naam=naam, sort_order=number)
            for number, (soort, naam) in enumerate(data.pop("verantwoordelijken"))
        ]
        punt.bijdragen = [Bijdrage(**rij, sort_order=number) for number, rij in enumerate(data.pop("bijdragen", []))]
        punt.gedeeld = [
            GedeeldMet(gebied_id=resolve(rij["gebied"]), notitie=rij["notitie"]) for rij in data.pop("gedeeld", [])
        ]
        if eerder := data.pop("vervolg_op", None):
            punt.voorgangers = [Voorganger(eerder_id=resolve(f"pagina:{eerder}"))]
        punt.contact_id = resolve(data.pop("contact"))
        adres = f"{ouder}{data['slug']}/"
        self._add(ouder, punt, data, data["beloofd_op"])
        for bericht in berichten:
            bericht["datum"] = resolve(bericht["datum"])
            self._add(adres, VoortgangPage(), bericht, bericht["datum"])

    def _add(self, ouder, page, data, dag):
        """Puts the page under its parent and online, as on that day."""
        themas, partners = (self.loader.resolve(data.pop(naam, [])) for naam in ("themas", "partners"))
        for veld, waarde in data.items():
            setattr(page, veld, self.loader.resolve(waarde))
        parent = self.loader.found[f"pagina:{ouder}"]
        parent.refresh_from_db()
        page.first_published_at = timezone.make_aware(datetime.combine(dag, time(12)))
        parent.add_child(instance=page)
        if themas:
            page.themas, page.partners = themas, partners
        page.save_revision(changed=False).publish()
        if page.slug:
            self.loader.keep("pagina", f"{ouder}{page.slug}/", page)
