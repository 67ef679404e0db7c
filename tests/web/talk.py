"""What tests of the pages of spaces share: a small community, and what their pages hold."""

import re

from tests.network import Network

ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
TAGS = re.compile(r"<script(?! src=)|<img|onerror=alert\(2\)>", re.IGNORECASE)


async def audit(network: Network) -> str:
    """Melanie seeks, Ousmane and Yasmine bring, Sarah curates; Zoé is only in the network, Inès of the staff."""
    await network.root()
    await network.community("audit", name="Audit et contrôle")
    await network.topic("oraux", "Entretiens d’audit")
    names = {"melanie": "Mélanie Carpentier", "ousmane": "Ousmane Keïta", "yasmine": "Yasmine Ferhat"}
    for slug, name in {**names, "sarah": "Sarah Benhamou"}.items():
        await network.member(slug, "maille", "audit", name=name)
    await network.member("zoe", "maille", name="Zoé Absente")
    await network.member("ines", "maille", name="Inès Rahmani")
    await network.curate("sarah", "audit")
    await network.curate("ines", "maille")
    await network.bring("ousmane", "oraux")
    return "audit"


def bodies(page: str) -> list[str]:
    """What was said, in the order of the page, without tags."""
    return [
        re.sub(r"<[^>]+>", "", body).strip() for body in re.findall(r'<div class="text prose">(.*?)</div>', page, re.S)
    ]


def without(page: str, *ids: str) -> str:
    """The page with these ids taken out, to compare two answers byte for byte."""
    for id in ids:
        page = page.replace(id, "ID")
    return page


def plain(page: str) -> str:
    """The page with its firm spaces as spaces."""
    return page.replace("\u00a0", " ").replace("\u202f", " ")
