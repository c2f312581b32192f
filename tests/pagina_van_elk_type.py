"""One page of every type, for what must hold everywhere."""

from tests.factories import (
    get_home,
    make_aanvraagpagina,
    make_agenda,
    make_bijeenkomst,
    make_bijeenkomsten_index,
    make_gebieden,
    make_initiatief,
    make_initiatieven,
    make_nieuws,
    make_nieuws_index,
    make_punt,
    make_tekst,
    make_verhaal,
    make_verhalen_index,
    make_voortgang,
)


def make_one_of_each():
    home = get_home()
    home.samenvatting = "Welkom."
    home.save_revision().publish()
    agenda = make_agenda()
    punt = make_punt(agenda=agenda)
    indexes = [make_gebieden(), make_nieuws_index(), make_verhalen_index(), make_bijeenkomsten_index()]
    berichten = [make_nieuws(), make_verhaal(ouder=agenda.get_parent()), make_bijeenkomst()]
    return [
        home,
        *indexes,
        make_initiatieven(),
        make_aanvraagpagina(),
        make_initiatief(),
        agenda.get_parent().specific,
        agenda,
        punt,
        make_voortgang(punt),
        *berichten,
        make_tekst(),
    ]
