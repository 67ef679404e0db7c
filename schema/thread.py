"""A thread: an open space under one request or one offer."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any

import strawberry

from graph import thread
from schema.costs import costs
from schema.fields import batch, count, edge, edges, node
from schema.help import Help
from schema.instant import Instant
from schema.member import Member
from schema.message import Side
from schema.reach import Because
from schema.reach import because as reasons
from schema.reachable import Reachable, reachable
from schema.space import Space
from schema.topic import Topic


@strawberry.enum(description="A thread asks, or it offers.")
class ThreadKind(Enum):
    REQUEST = "REQUEST"
    OFFER = "OFFER"


@strawberry.enum(description="Open; closed with help that was named; or closed without.")
class ThreadStatus(Enum):
    OPEN = "OPEN"
    HELPED = "HELPED"
    CLOSED = "CLOSED"


@strawberry.type(description="An open space under one request or one offer.")
@node("Thread", visible=thread.SEEN)
class Thread(Space):
    kind: ThreadKind
    title: str
    body: str = strawberry.field(description="Markdown.")
    status: ThreadStatus
    opened_at: Instant
    active_at: Instant = strawberry.field(description="When something was last said.")
    closed_at: Instant | None
    author: Member = edge(thread.AUTHOR, trusted="who opens a thread is shown to those who may read it")
    topics: list[Topic] = edges(thread.TOPICS, order="topic.slug")
    seekers: list[Member] = edges(thread.SEEKERS, order="part.since", trusted="who takes a side shows it to the thread")
    bringers: list[Member] = edges(
        thread.BRINGERS, order="part.since", trusted="who takes a side shows it to the thread"
    )
    seeker_count: int = count(thread.SEEKERS, trusted="who takes a side shows it to the thread")
    bringer_count: int = count(thread.BRINGERS, trusted="who takes a side shows it to the thread")
    helps: list[Help] = edges(thread.HELPS, order="help.key")

    @batch(description="The side that you have taken.")
    async def my_side(threads: Sequence[Any], info: strawberry.Info) -> list[Side | None]:
        found = await thread.sides_of(info.context.graph, info.context.viewer, [one.id for one in threads])
        return [Side(found[one.id]) if found.get(one.id) else None for one in threads]

    @batch(description="How many members of its community could take the other end, and haven't yet.")
    async def reach(threads: Sequence[Any], info: strawberry.Info) -> list[int]:
        found = await thread.reach(info.context.graph, [one.id for one in threads])
        return [found.get(one.id, 0) for one in threads]

    @batch(description="Why it is within your reach: what you bring to it, and how you know who asks.")
    @costs(2)
    async def because(threads: Sequence[Any], info: strawberry.Info) -> list[Because]:
        return await reasons(threads, info)

    @batch(description="Who could take its other end while it is open, one to three ties from you or from its author.")
    @costs(7)
    async def reachable(
        threads: Sequence[Any],
        info: strawberry.Info,
        first: Annotated[int, strawberry.argument(description="How many, at most 20; the nearest first.")] = 5,
    ) -> list[list[Reachable]]:
        return await reachable(threads, info, first)
