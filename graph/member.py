"""A member: a person. There is no other kind of account."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.folding import folded

# A discreet member is seen only by those who share a community with them, the root apart, and by the curators whom
# they ask to let them in.
SEEN: Final = (
    "viewer.id <> 'visitor' AND (member.discreet = false OR member.id = viewer.id"
    " OR EXISTS { (viewer)-[:MEMBER_OF]->(shared:Community)<-[:MEMBER_OF]-(member) WHERE shared.root = false }"
    " OR EXISTS { (viewer)-[:CURATES]->(:Community)<-[:ASKS_TO_JOIN]-(member) })"
)
# Those who asked not to be are never suggested to anyone: they are found where they are, and by who looks for them.
SUGGESTED: Final = "coalesce(member.suggested, true)"

CHAPTERS: Final = "(member)-[:HAS_CHAPTER]->(chapter:Chapter)"
SEEKS: Final = "(member)-[:SEEKS]->(topic:Topic)"
BRINGS: Final = "(member)-[:BRINGS]->(topic:Topic)"
COMMUNITIES: Final = "(member)-[:MEMBER_OF]->(community:Community)"
SHARED: Final = "(member)-[:MEMBER_OF]->(community:Community)<-[:MEMBER_OF]-(viewer)"
CURATES: Final = "(member)-[:CURATES]->(community:Community)"
THREADS: Final = "(member)-[:OPENED]->(thread:Thread)"
SPACES: Final = "(member)-[:TAKES_PART]->(space:Space)"
HELPS_GIVEN: Final = "(giver)-[help:HELPED]->(receiver:Member)"
HELPS_RECEIVED: Final = "(receiver)<-[help:HELPED]-(giver:Member)"
ACQUAINTANCES: Final = "(member)-[:KNOWS]-(other:Member)"

EDIT: LiteralString = """
MATCH (member:Member {id: $viewer})
SET member.name = $name, member.headline = $headline, member.about = $about, member.region = $region,
    member.timezone = $timezone, member.locale = $locale, member.discreet = $discreet, member.searchText = $search,
    member.suggested = coalesce($suggested, member.suggested, true),
    member.answersByMail = coalesce($answers_by_mail, member.answersByMail, true)
RETURN member.id AS id"""

FORGET_TOPICS: LiteralString = """
MATCH (:Member {id: $viewer})-[old:SEEKS|BRINGS]->(topic:Topic)
WHERE type(old) = $verb AND NOT topic.id IN $topics
DELETE old"""

SEEK: LiteralString = """
MATCH (member:Member {id: $viewer}) UNWIND $topics AS id WITH member, id MATCH (topic:Topic {id: id})
MERGE (member)-[seeks:SEEKS {key: member.id + ':' + topic.id}]->(topic) ON CREATE SET seeks.since = $at"""

BRING: LiteralString = """
MATCH (member:Member {id: $viewer}) UNWIND $topics AS id WITH member, id MATCH (topic:Topic {id: id})
MERGE (member)-[brings:BRINGS {key: member.id + ':' + topic.id}]->(topic) ON CREATE SET brings.since = $at"""


async def edit(graph: Graph, viewer: str, profile: dict[str, str | bool | None]) -> None:
    """Writes the viewer's own profile: name, headline, about, region, timezone, locale, discreet, suggested,
    answers_by_mail.

    Where one of the last two is None or left out it stays as it is.
    """
    words = (profile["name"], profile["headline"], profile["about"], profile["region"])
    search = folded(" ".join(str(word) for word in words if word))

    async def work(tx: Transaction) -> None:
        await tx.run(EDIT, viewer=viewer, search=search, **{"suggested": None, "answers_by_mail": None, **profile})

    await graph.write(work)


async def seek_and_bring(graph: Graph, viewer: str, seeks: Sequence[str], brings: Sequence[str], at: int) -> None:
    """From now on the viewer seeks and brings these topics (ids), and no others."""

    async def work(tx: Transaction) -> None:
        await tx.run(FORGET_TOPICS, viewer=viewer, verb="SEEKS", topics=list(seeks))
        await tx.run(FORGET_TOPICS, viewer=viewer, verb="BRINGS", topics=list(brings))
        await tx.run(SEEK, viewer=viewer, topics=list(seeks), at=at)
        await tx.run(BRING, viewer=viewer, topics=list(brings), at=at)

    await graph.write(work, repeat=True)


LOCALE: LiteralString = "MATCH (member:Member {id: $viewer}) SET member.locale = $locale"


async def set_locale(graph: Graph, viewer: str, locale: str) -> None:
    """The language that the viewer reads."""

    async def work(tx: Transaction) -> None:
        await tx.run(LOCALE, viewer=viewer, locale=locale)

    await graph.write(work)


ANSWERS_BY_MAIL: LiteralString = """
MATCH (member:Member {id: $viewer}) RETURN coalesce(member.answersByMail, true) AS wanted"""

SET_ANSWERS_BY_MAIL: LiteralString = """
MATCH (member:Member {id: $viewer}) WHERE member.email IS NOT NULL SET member.answersByMail = $wanted
RETURN member.id AS id"""


async def answers_by_mail(graph: Graph, viewer: str) -> bool:
    """Whether the viewer wants a mail when somebody answered them."""
    return any(row["wanted"] for row in await graph.read(ANSWERS_BY_MAIL, viewer=viewer))


async def set_answers_by_mail(graph: Graph, viewer: str, *, wanted: bool) -> bool:
    """Says so; False where there is nobody of that id who has an address."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(SET_ANSWERS_BY_MAIL, viewer=viewer, wanted=wanted))

    return await graph.write(work)
