"""What is found rather than listed: by words, by what is within reach, by a guess."""

from enum import Enum
from typing import Annotated, Any

import strawberry

from graph import guess, search, suggestion
from schema.community import Community
from schema.execution import by_id
from schema.member import Member
from schema.thread import Thread, ThreadKind
from schema.topic import Topic

MOST = 50

Found = Annotated[Member | Thread | Community | Topic, strawberry.union("Found", description="What a search can find.")]
TYPES: dict[str, type] = {"Member": Member, "Thread": Thread, "Community": Community, "Topic": Topic}


@strawberry.enum(description="What to search among.")
class SearchKind(Enum):
    MEMBER = "Member"
    THREAD = "Thread"
    COMMUNITY = "Community"
    TOPIC = "Topic"


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
    seen: dict[str, Any] = {}
    for kind, type_ in TYPES.items():
        ids = [id for its, id in rows if its == kind]
        seen |= await by_id.each(type_, ids, info)
    return [seen[id] for _, id in rows if id in seen]


async def within_reach(info: strawberry.Info, first: int = 3) -> list[Thread]:
    """Open requests that you could answer: about what you bring, then those that wait for a first answer."""
    ids = await suggestion.within_reach(info.context.graph, info.context.viewer, min(max(first, 0), 20))
    return await by_id.many(Thread, ids, info)


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
