"""What is around a topic: the field of Topic."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry.types.lazy_type import LazyType

from graph import around as surroundings
from graph.identity import now
from schema.execution import by_id

if TYPE_CHECKING:
    from schema.community import Community
    from schema.gathering import Gathering
    from schema.member import Member
    from schema.thread import Thread

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazyCommunity = Annotated["Community", strawberry.lazy("schema.community")]
LazyThread = Annotated["Thread", strawberry.lazy("schema.thread")]
LazyGathering = Annotated["Gathering", strawberry.lazy("schema.gathering")]

MOST: Final = 20
TYPES: Final[dict[str, Any]] = {
    "seekers": LazyType("Member", "schema.member"),
    "bringers": LazyType("Member", "schema.member"),
    "communities": LazyType("Community", "schema.community"),
    "threads": LazyType("Thread", "schema.thread"),
    "gatherings": LazyType("Gathering", "schema.gathering"),
}


@strawberry.type(description="What is around a topic and those just narrower, as far as you may see.")
class Around:
    seekers: list[LazyMember] = strawberry.field(description="Who seeks it, the last who said so first.")
    bringers: list[LazyMember] = strawberry.field(description="Who brings it, the last who said so first.")
    communities: list[LazyCommunity] = strawberry.field(
        description="Where those who seek or bring it meet, where most of them are first; the root apart."
    )
    threads: list[LazyThread] = strawberry.field(description="Open threads about it, the newest first.")
    gatherings: list[LazyGathering] = strawberry.field(description="What these communities meet for next.")


async def around(topics: Sequence[Any], info: strawberry.Info, first: int) -> list[Around]:
    """What is around each of the topics."""
    context, ids = info.context, [one.id for one in topics]
    found = await surroundings.around(context.graph, context.viewer, ids, min(max(first, 0), MOST), now())
    seen = {
        name: await by_id.each(type_, (id for one in found.values() for id in getattr(one, name)), info)
        for name, type_ in TYPES.items()
    }
    return [
        Around(**{name: [seen[name][one] for one in getattr(found[id], name) if one in seen[name]] for name in TYPES})
        for id in ids
    ]
