"""How often something may be done from one place and for one address. The figures stand with those of logging in."""

from allauth.core import ratelimit

TE_VAAK = "Dit is te vaak geprobeerd. Wacht een uur en probeer het dan nog eens. Of bel ons op 14 072."


def mag(request, wat, sleutel):
    """Counts this try. False when it is one too many."""
    return ratelimit.consume(request, action=f"aanvraag_{wat}", key=str(sleutel).lower())
