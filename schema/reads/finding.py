"""What is found rather than listed: by words, by what is within reach, by a guess."""

from enum import Enum
from typing import Annotated, Any

import strawberry

from graph import guess, ring, search, suggestion
from schema.community import Community
from schema.costs import costs
from schema.execution import by_id
from schema.fields import statements
from schema.marking import around, asked, parts, plain
from schema.member import Member
from schema.ring import Ring, RingLink
from schema.thread import Thread, ThreadKind
from schema.topic import Topic

MOST, MOST_RINGS = 50, 10

Found = Annotated[Member | Thread | Community | Topic, strawberry.union("Found", description="What a search can find.")]
TYPES: dict[str, type] = {"Member": Member, "Thread": Thread, "Community": Community, "Topic": Topic}


@strawberry.enum(description="What to search among.")
class SearchKind(Enum):
    MEMBER = "Member"
    THREAD = "Thread"
    COMMUNITY = "Community"
    TOPIC = "Topic"


@strawberry.enum(description="Which text of what was found.")
class SearchedText(Enum):
    NAME = "name"
    TITLE = "title"
    FR = "fr"
    EN = "en"
    HEADLINE = "headline"
    REGION = "region"
    PURPOSE = "purpose"
    ABOUT = "about"
    BODY = "body"


@strawberry.type(description="A piece of a text. It is plain text: escape it where it becomes HTML.")
class Fragment:
    text: str = strawberry.field(description="The piece as it is written.")
    hit: bool = strawberry.field(description="True where it is a word that was searched.")


@strawberry.type(description="Where a text has the words that were searched.")
class Highlight:
    source: SearchedText = strawberry.field(name="in", description="Which text it is.")
    fragments: list[Fragment] = strawberry.field(
        description="A short text whole, of a long one what stands around the first word; joined they are the text."
    )


@strawberry.type(description="What a search found, and where the words are in it.")
class Hit:
    found: Found = strawberry.field(description="What was found.")
    highlights: list[Highlight] = strawberry.field(
        description="Its texts that have one of the words, the shortest kinds first; none where a synonym was found."
    )


@strawberry.type(description="What one sentence seems to be about; to be corrected by who wrote it.")
class Guess:
    kind: ThreadKind
    title: str
    community: Community | None
    topics: list[Topic]


async def search_all(
    info: strawberry.Info,
    text: str,
    kinds: list[SearchKind] | None = None,
    community: strawberry.ID | None = None,
    topic: strawberry.ID | None = None,
    first: int = 30,
) -> list[Found]:
    """Members, threads, communities and topics that have these words, the best first; accents and plurals folded."""
    context, wanted = info.context, [kind.value for kind in kinds or SearchKind]
    limit = min(max(first, 0), MOST)
    rows = await search.found(context.graph, context.viewer, text, wanted, community, topic, limit)
    seen = await _seen(rows, info)
    return [seen[id] for _, id in rows if id in seen]


async def find(
    info: strawberry.Info,
    text: Annotated[str, strawberry.argument(description="Words, or their beginnings.")],
    kinds: Annotated[list[SearchKind] | None, strawberry.argument(description="Among what; all, if left out.")] = None,
    community: Annotated[strawberry.ID | None, strawberry.argument(description="Only what is in it.")] = None,
    topic: Annotated[strawberry.ID | None, strawberry.argument(description="Only what is about it.")] = None,
    first: Annotated[int, strawberry.argument(description="How many, at most 50.")] = 30,
) -> list[Hit]:
    """What `search` finds, in the same order, each with the words highlighted in its texts."""
    context, wanted = info.context, [kind.value for kind in kinds or SearchKind]
    given = search.Asked(text, wanted, community, topic, min(max(first, 0), MOST))
    hits = await search.hits(context.graph, context.viewer, given)
    seen, words = await _seen([(hit.kind, hit.id) for hit in hits], info), asked(text)
    return [Hit(found=seen[one.id], highlights=_highlights(one.texts, words)) for one in hits if one.id in seen]


async def _seen(rows: list[tuple[str, str]], info: strawberry.Info) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for kind, type_ in TYPES.items():
        seen |= await by_id.each(type_, [id for its, id in rows if its == kind], info)
    return seen


def _highlights(texts: dict[str, str], words: tuple[str, ...]) -> list[Highlight]:
    found = []
    for name, text in texts.items():
        shown = around(plain(text), words) if name in ("about", "body", "purpose") else text
        fragments = [Fragment(text=piece, hit=hit) for piece, hit in parts(shown, words)]
        if any(one.hit for one in fragments):
            found.append(Highlight(source=SearchedText(name), fragments=fragments))
    return found


@costs(5)
async def rings(
    info: strawberry.Info,
    topic: Annotated[strawberry.ID | None, strawberry.argument(description="A link of each is about it.")] = None,
    community: Annotated[
        strawberry.ID | None, strawberry.argument(description="All are in it; none where you are not.")
    ] = None,
    length: Annotated[
        int | None, strawberry.argument(description="How many members, 3 to 5; any of these, if left out.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="How many rings, at most 10.")] = 3,
) -> list[Ring]:
    """Rings that you could close: 3 to 5 members where each brings what the next seeks, you among them."""
    context = info.context
    size = None if length is None else min(max(length, ring.SHORTEST), ring.LONGEST)
    wanted = min(max(first, 0), MOST_RINGS)
    found = await ring.rings(context.graph, context.viewer, topic, community, size, wanted)
    links = [link for one in found for link in one]
    members = await by_id.each(Member, (link.giver for link in links), info)
    topics = await by_id.each(Topic, (link.topic for link in links), info)
    return [
        Ring(
            links=[
                RingLink(giver=members[link.giver], receiver=members[link.receiver], topic=topics[link.topic])
                for link in one
            ]
        )
        for one in found
        if all(link.giver in members and link.topic in topics for link in one)
    ]


@statements(3)
async def within_reach(info: strawberry.Info, first: int = 3) -> list[Thread]:
    """Open requests that you could answer: about what you bring, then those that wait for a first answer."""
    ids = await suggestion.within_reach(info.context.graph, info.context.viewer, min(max(first, 0), 20))
    return await by_id.many(Thread, ids, info)


@statements(4)
async def guess_thread(info: strawberry.Info, text: str) -> Guess:
    """Kind, title, community and topics of what you are about to ask or to offer."""
    guessed = await guess.guess(info.context.graph, info.context.viewer, text[:5000])
    place = guessed.community
    return Guess(
        kind=ThreadKind(guessed.kind),
        title=guessed.title,
        community=await by_id.one(Community, place, info) if place else None,
        topics=await by_id.many(Topic, guessed.topics, info),
    )
