"""A community: members around a place, a trade or a cause."""

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import attention, community, membership, standing, weave
from graph.directory import Wanted
from graph.identity import now
from schema import directory
from schema.connector import Connector, connectors
from schema.costs import costs
from schema.fields import batch, bound, connection, count, edge, edges, link, node, statements
from schema.instant import Instant
from schema.node import Node
from schema.page import Connection

if TYPE_CHECKING:
    from schema.gathering import Gathering
    from schema.member import Member
    from schema.room import Room
    from schema.thread import Thread

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazyThread = Annotated["Thread", strawberry.lazy("schema.thread")]
LazyRoom = Annotated["Room", strawberry.lazy("schema.room")]
LazyGathering = Annotated["Gathering", strawberry.lazy("schema.gathering")]

HOUR, MOST_WEEKS, MOST_THREADS, NEWEST = 3_600_000, 104, 50, 6  # ms, rows


@strawberry.enum(description="How one comes in.")
class Door(Enum):
    OPEN = "OPEN"
    ON_REQUEST = "ON_REQUEST"
    HIDDEN = "HIDDEN"


@strawberry.enum(description="Where you stand in a community.")
class Standing(Enum):
    OUTSIDE = "OUTSIDE"
    ASKING = "ASKING"
    MEMBER = "MEMBER"
    CURATOR = "CURATOR"


@strawberry.type(description="A request to join, seen by curators.")
@link("ASKS_TO_JOIN", "asking", visible=membership.ASKING_SEEN)
class JoinRequest:
    at: Instant
    note: str | None
    member: LazyMember = bound("Who asks.")


@strawberry.type(description="Members around a place, a trade or a cause. The root is the whole network.")
@node("Community", visible=community.SEEN)
class Community(Node):
    id: strawberry.ID
    slug: str
    name: str
    purpose: str
    rules: str = strawberry.field(description="What its members promised each other, one line each.")
    door: Door
    root: bool
    created_at: Instant
    within: "Community | None" = edge(community.WITHIN)
    curators: list[LazyMember] = edges(community.CURATORS, order="member.slug")
    threads: Connection[LazyThread] = connection(community.THREADS, key="thread.id DESC")
    rooms: list[LazyRoom] = edges(community.ROOMS, order="room.id")
    gatherings: list[LazyGathering] = edges(community.GATHERINGS, order="gathering.startsAt DESC", limit=20)
    join_requests: list[JoinRequest] = edges(membership.ASKING, order="asking.at")
    member_count: int = count(community.MEMBERS, trusted="how many are in it is shown at the door, never who")
    open_thread_count: int = count(
        community.OPEN_THREADS, trusted="how many threads are open is shown at the door, never which"
    )
    open_request_count: int = count(
        community.OPEN_REQUESTS, trusted="how many requests wait is shown at the door, never which"
    )

    @strawberry.field(description="Its members whom you may see, by the name in their address.")  # type: ignore[untyped-decorator]
    @statements(directory.STATEMENTS)
    async def members(
        self, info: strawberry.Info, first: int | None = None, after: str | None = None
    ) -> Connection[LazyMember]:
        return await directory.members(info, Wanted(community=self.id), first, after)

    @batch(description="Those of the last who came in whom you may see.")
    async def newest(communities: Sequence[Any], info: strawberry.Info) -> list[list[LazyMember]]:
        found: dict[str, Any] = await attention.newest(info.context.graph, [one.id for one in communities], NEWEST)
        return [found.get(one.id, []) for one in communities]

    @batch(description="Where you stand in it.")
    async def standing(communities: Sequence[Any], info: strawberry.Info) -> list[Standing]:
        context = info.context
        found = await standing.of(context.graph, context.viewer, [one.id for one in communities])
        return [Standing(found.get(one.id, "OUTSIDE")) for one in communities]

    @batch(description="True where you may curate it: you are its curator, or of the staff.")
    async def curated(communities: Sequence[Any], info: strawberry.Info) -> list[bool]:
        found = await standing.curated(info.context.graph, info.context.viewer, [one.id for one in communities])
        return [one.id in found for one in communities]

    @batch(
        description="Its threads: those that curators keep on top, the newest open ones, the last ones thanked for.",
        statements=3,
    )
    async def board(
        communities: Sequence[Any], info: strawberry.Info, first: int = 8, thanked: int = 3
    ) -> list[list[LazyThread]]:
        sizes = (min(max(first, 0), MOST_THREADS), min(max(thanked, 0), MOST_THREADS))
        ids = [one.id for one in communities]
        found: dict[str, Any] = await attention.board(info.context.graph, ids, *sizes)
        return [found.get(one.id, []) for one in communities]

    @batch(description="Open requests that nobody has answered for so many hours, the oldest first.", statements=2)
    async def unanswered(communities: Sequence[Any], info: strawberry.Info, hours: int = 48) -> list[list[LazyThread]]:
        before = now() - max(hours, 0) * HOUR
        found: dict[str, Any] = await attention.unanswered(info.context.graph, [one.id for one in communities], before)
        return [found.get(one.id, []) for one in communities]

    @batch(description="Gatherings that are not over, the next first.")
    async def upcoming(communities: Sequence[Any], info: strawberry.Info) -> list[list[LazyGathering]]:
        found: dict[str, Any] = await attention.upcoming(info.context.graph, [one.id for one in communities], now())
        return [found.get(one.id, []) for one in communities]

    @batch(description="How many helps happened in each of the last weeks (at most 104), the oldest first.")
    async def weave(communities: Sequence[Any], info: strawberry.Info, weeks: int = 26) -> list[list[int]]:
        asked = min(max(weeks, 1), MOST_WEEKS)
        woven = await weave.weave(info.context.graph, [one.id for one in communities], asked, now())
        return [woven[one.id] for one in communities]

    @batch(description="Members whose helps or memberships tie it with other communities; nobody of the root's.")
    @costs(2)
    async def connectors(
        communities: Sequence[Any],
        info: strawberry.Info,
        first: Annotated[int, strawberry.argument(description="How many, at most 20.")] = 5,
    ) -> list[list[Connector]]:
        return await connectors(communities, info, first)
