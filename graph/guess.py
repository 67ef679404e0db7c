"""What a sentence is about: its kind, a title, topics and a community, all to be corrected by who wrote it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph
from graph.folding import words

LONGEST_TITLE: Final = 90
MOST_TOPICS: Final = 3

_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_OFFERS = re.compile(
    r"\b(je (peux|propose|relis|donne|prends|fais passer|réponds|partage|montre|explique)|j['’]offre|qui veut|"
    r"i can|i offer|i['’]m happy to|happy to help)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(\?|\b(qui peut|quelqu['’]un|j['’]ai besoin|je cherche|aidez|can anyone|i need|how do)\b)", re.IGNORECASE
)
# Words that say nothing of a subject, folded.
_EMPTY: Final = frozenset(
    words(
        "je tu il elle on nous vous ils elles me te se moi toi le la les un une des du de au aux ce cet cette ces mon ma"
        " mes ton ta tes son sa ses notre nos votre vos leur leurs qui que quoi dont où et ou mais donc or ni car si ne"
        " pas plus moins très trop bien être avoir suis es est sommes êtes sont ai as avons avez ont été fait faire peut"
        " peux pouvez aider aide cherche besoin quelqu un dans sur sous pour par avec sans chez vers entre après avant"
        " depuis pendant comme comment pourquoi quand combien aujourd hui demain lundi mardi mercredi jeudi vendredi"
        " samedi dimanche jour semaine mois an année merci bonjour salut the a an of to in on for with my your is are i"
        " you we they can someone anyone help need how what when"
    )
)

TOPICS: LiteralString = """
MATCH (topic:Topic) RETURN topic.id AS id, topic.slug AS slug, topic.searchText AS words ORDER BY slug"""

# Of the viewer's communities, the one where these topics are talked about most; the root where none is.
PLACE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community)
RETURN community.id AS id, community.root AS root, community.searchText AS words,
    COUNT { MATCH (community)<-[:HELD_IN]-(:Thread)-[:ABOUT]->(topic:Topic) WHERE topic.id IN $topics } AS talked
ORDER BY community.slug"""


@dataclass(frozen=True)
class Guess:
    """What was guessed; `topics` and `community` are ids, `community` None where the viewer is in none."""

    kind: str
    title: str
    topics: list[str]
    community: str | None


def kind(text: str) -> str:
    """OFFER where the sentence offers and doesn't ask."""
    return "OFFER" if _OFFERS.search(text) and not _ASKS.search(text) else "REQUEST"


def title(text: str) -> str:
    """The first sentence, cut between two words where it is long."""
    sentence = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
    if len(sentence) <= LONGEST_TITLE:
        return sentence.removesuffix(".")
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def topics(text: str, known: Sequence[tuple[str, str]]) -> list[str]:
    """Ids of at most three topics whose words the text uses, the rarest words counting most; `known` is (id, words)."""
    said = set(words(text)) - _EMPTY
    owned = [(id, set(its.split()) - _EMPTY) for id, its in known]
    spread = Counter(word for _, its in owned for word in its)
    scores = [
        (sum(math.log(1 + len(owned) / spread[word]) for word in said & its) / math.sqrt(len(its) or 1), id)
        for id, its in owned
    ]
    best = sorted(scores, key=lambda scored: (-scored[0], scored[1]))[:MOST_TOPICS]
    return [id for score, id in best if score > 0 and score >= best[0][0] / 2]


async def guess(graph: Graph, viewer: str, text: str) -> Guess:
    """All that can be told from what a member wrote."""
    known = [(row["id"], row["words"]) for row in await graph.read(TOPICS)]
    about = topics(text, known)
    places = await graph.read(PLACE, viewer=viewer, topics=about)
    said = set(words(text)) - _EMPTY
    scored = [(len(said & set(row["words"].split())), row["talked"], row["root"], row["id"]) for row in places]
    best = max(scored, default=None)
    return Guess(kind(text), title(text), about, best[3] if best else None)
