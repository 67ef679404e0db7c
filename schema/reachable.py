"""Who could help in a thread, and through whom: the field of Thread."""

from collections.abc import Sequence
from typing import Any, Final

import strawberry

from graph import reachable as near
from schema.execution import by_id
from schema.member import Member
from schema.path import Path
from schema.paths import a_path, people
from schema.topic import Topic

MOST: Final = 20


@strawberry.type(description="A member who could take the other end of a thread, and why.")
class Reachable:
    member: Member = strawberry.field(description="Who.")
    topics: list[Topic] = strawberry.field(
        description="What they bring to it, or seek where it is an offer: its topics first, then broader and narrower."
    )
    path: Path = strawberry.field(description="How one comes to them, from you or from who opened the thread.")


async def reachable(threads: Sequence[Any], info: strawberry.Info, first: int) -> list[list[Reachable]]:
    """Those near each of the threads, the nearest first."""
    context, ids = info.context, [one.id for one in threads]
    found = await near.reachable(context.graph, context.viewer, ids, min(max(first, 0), MOST))
    each = [one for members in found.values() for one in members]
    topics = await by_id.each(Topic, (id for one in each for id in one.topics), info)
    seen = await people((one.chain for one in each), info)
    return [[made for one in found.get(id, []) if (made := _made(one, topics, seen))] for id in ids]


def _made(one: near.Reached, topics: dict[str, Topic], seen: dict[str, Any]) -> Reachable | None:
    path = a_path(one.chain, seen)
    if path is None:
        return None
    return Reachable(member=seen[one.member], topics=[topics[id] for id in one.topics if id in topics], path=path)
