"""A community: members around a place, a trade or a cause."""

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import community, membership, standing
from schema.fields import batch, bound, connection, count, edge, edges, link, node
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
    members: Connection[LazyMember] = connection(community.MEMBERS, key="member.slug")
    threads: Connection[LazyThread] = connection(community.THREADS, key="thread.id DESC")
    rooms: list[LazyRoom] = edges(community.ROOMS, order="room.id")
    gatherings: list[LazyGathering] = edges(community.GATHERINGS, order="gathering.startsAt DESC", limit=20)
    join_requests: list[JoinRequest] = edges(membership.ASKING, order="asking.at")
    member_count: int = count(community.MEMBERS)
    open_thread_count: int = count(community.OPEN_THREADS)

    @batch(description="Where you stand in it.")
    async def standing(communities: Sequence[Any], info: strawberry.Info) -> list[Standing]:
        context = info.context
        found = await standing.of(context.graph, context.viewer, [one.id for one in communities])
        return [Standing(found.get(one.id, "OUTSIDE")) for one in communities]

    @batch(description="True where you may curate it: you are its curator, or of the staff.")
    async def curated(communities: Sequence[Any], info: strawberry.Info) -> list[bool]:
        found = await standing.curated(info.context.graph, info.context.viewer, [one.id for one in communities])
        return [one.id in found for one in communities]
