"""What a sentence is about: its kind, a title, topics and a community, all to be corrected by who wrote it."""

import re
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph
from graph.subject import Subject, content, topics

LONGEST_TITLE: Final = 90

_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_OFFERS = re.compile(
    r"\b(je (vous |te )?(peux|propose|relis|relirai|donne|prends|prête|fais passer|réponds|partage|montre|explique)"
    r"|je (vous |te )?offre"
    r"|j['’](offre|accueille|anime|aide|accompagne)|je suis (là|dispo|disponible) pour|qui (en )?veut"
    r"|i can|i offer|i(['’]m| am) happy to|happy to help|i['’]ll)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(qui (peut|pourrait|sait|a|connaît)|j['’]ai besoin|je (re)?cherche|aidez|aide[- ]moi"
    r"|quelqu['’]une? (pour|qui|peut|a|aurait|connaît|saurait|de)"
    r"|je (peux|donne|prends) (mettre|demander|refuser|quoi)|can (any|some)one|i need|how do|could you)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(r"\b(qui (en )?veut|ça vous|ça te|anyone)\b", re.IGNORECASE)

TOPICS: LiteralString = """
MATCH (topic:Topic) OPTIONAL MATCH (topic)-[:WITHIN]->(broader:Topic)
RETURN topic.id AS id, topic.slug AS slug, topic.fr AS fr, topic.en AS en, topic.searchText AS words,
    broader.id AS broader ORDER BY slug"""

# Of each of the viewer's communities: its words, how much is said there; and how much of it about these topics.
PLACES: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community)
RETURN community.id AS id, community.slug AS slug, community.root AS root, community.name AS name,
    community.door = 'HIDDEN' AS hidden,
    community.searchText AS words,
    COUNT { (community)<-[:HELD_IN]-(:Thread) } AS said
ORDER BY slug"""

TALKED: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(mine:Community)
WITH collect(mine.id) AS mine UNWIND $topics AS topicId WITH mine, topicId
MATCH (:Topic {id: topicId})<-[:ABOUT]-(thread:Thread)-[:HELD_IN]->(community:Community)
WHERE community.id IN mine
RETURN community.id AS id, count(DISTINCT thread.id) AS threads"""


@dataclass(frozen=True)
class Place:
    """A community that the viewer could ask in; `talked` of its `said` threads are about the guessed topics."""

    id: str
    root: bool
    name: str
    words: str
    talked: int
    said: int
    hidden: bool = False


@dataclass(frozen=True)
class Guess:
    """What was guessed; `topics` and `community` are ids, `community` None where the viewer is in none."""

    kind: str
    title: str
    topics: list[str]
    community: str | None


def kind(text: str) -> str:
    """OFFER where the sentence offers and doesn't ask."""
    asks = _ASKS.search(text) or ("?" in text and not _INVITES.search(text))
    return "OFFER" if _OFFERS.search(text) and not asks else "REQUEST"


def title(text: str) -> str:
    """The first sentence, cut between two words where it is long."""
    sentence = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
    if len(sentence) <= LONGEST_TITLE:
        return sentence.removesuffix(".")
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def place(text: str, known: list[Place]) -> str | None:
    """The community whose name or purpose the text speaks of, or where its topics are at home; else the root.

    A hidden one only where there is no other: what is meant for many should not end among few by a guess.
    """
    asked = set(content(text))
    open_to_more = [one for one in known if not one.hidden] or known

    def score(one: Place) -> float:
        named, meant = asked & set(content(one.name)), asked & set(content(one.words))
        home = 2 * one.talked / (one.said + 2)  # two more, so that one thread among one says little
        return 0.7 + home if one.root else 1.5 * len(named) + 0.3 * len(meant) + home

    return max(open_to_more, key=score).id if known else None


async def guess(graph: Graph, viewer: str, text: str) -> Guess:
    """All that can be told from what a member wrote."""
    known = [
        Subject(row["id"], f"{row['fr']} {row['en']}", row["words"], row["broader"]) for row in await graph.read(TOPICS)
    ]
    about = topics(text, known)
    # What a broader topic's community speaks of is near too: audit interviews are at home where audit is.
    near = {one.broader for one in known if one.id in about and one.broader} | set(about)
    talked: dict[str, int] = {}
    for row in await graph.read(TALKED, viewer=viewer, topics=sorted(near)):
        talked[row["id"]] = row["threads"]
    places = [
        Place(
            row["id"],
            row["root"],
            row["name"],
            row["words"] or "",
            talked.get(row["id"], 0),
            row["said"],
            row["hidden"],
        )
        for row in await graph.read(PLACES, viewer=viewer)
    ]
    return Guess(kind(text), title(text), about, place(text, places))
