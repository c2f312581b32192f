"""The mails that ask how it went."""

from home.post import MailSoort
from initiatieven.mijn.mails import GROET, LINK, MET_LINK

VRAAG = (
    "U kreeg geld voor “[plan]”. Wij zijn benieuwd hoe het ging. Wilt u drie vragen beantwoorden en laten zien wat het "
    "kostte? Een foto erbij is mooi. Het kan op uw telefoon, en u kunt tussendoor stoppen.\n\nGaat uw plan later "
    "gebeuren? Dan mag u wachten tot het klaar is."
)


def give_mailsoorten():
    return [
        MailSoort(
            "verantwoording_vraag",
            "Vraag om te vertellen hoe het ging",
            "Hoe ging uw plan? [kenmerk]",
            f"Goedendag [naam],\n\n{VRAAG}{LINK}{GROET}",
            MET_LINK,
        ),
        MailSoort(
            "verantwoording_herinnering",
            "Herinnering om te vertellen hoe het ging",
            "Wilt u nog laten weten hoe uw plan ging? [kenmerk]",
            f"Goedendag [naam],\n\nWij hebben nog niet van u gehoord. {VRAAG} Lukt het niet? Bel ons, dan helpen wij "
            f"u.{LINK}{GROET}",
            MET_LINK,
        ),
        MailSoort(
            "verantwoording_ontvangen",
            "Ontvangst van de verantwoording",
            "Dank voor uw verhaal: [kenmerk]",
            "Goedendag [naam],\n\nWij hebben uw verhaal en de kosten van “[plan]”. Het subsidiebureau bekijkt ze."
            + LINK
            + GROET,
            MET_LINK,
        ),
    ]
