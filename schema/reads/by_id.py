"""One thing by its id or its address."""

import strawberry

from graph import place
from schema.community import Community
from schema.execution import by_id
from schema.fields import statements
from schema.file import File
from schema.member import Member
from schema.message import Message
from schema.node import Node
from schema.space import Space
from schema.thread import Thread
from schema.topic import Topic

TYPES = {"Member": Member, "Topic": Topic, "Community": Community, "Space": Space, "Message": Message, "File": File}


@statements(0)
async def viewer(info: strawberry.Info) -> Member | None:
    """You; null where nobody is signed in."""
    return await by_id.one(Member, info.context.viewer, info) if info.context.signed_in else None


async def node(info: strawberry.Info, id: strawberry.ID) -> Node | None:
    """Anything that has an id, where you may see it."""
    label = await place.label(info.context.graph, id)
    return await by_id.one(TYPES[label], id, info) if label else None


@strawberry.input(one_of=True, description="Who is meant: one of these.")
class MemberBy:
    id: strawberry.ID | None = strawberry.UNSET
    slug: str | None = strawberry.UNSET


@statements(0)
async def member(
    info: strawberry.Info, id: strawberry.ID | None = None, slug: str | None = None, by: MemberBy | None = None
) -> Member | None:
    """A member by id or by the name in their address."""
    if by is not None:
        id, slug = by.id or None, by.slug or None
    if id is not None:
        return await by_id.one(Member, id, info)
    return await by_id.one(Member, slug, info, by="slug") if slug is not None else None


@statements(0)
async def community(info: strawberry.Info, slug: str) -> Community | None:
    """A community by the name in its address."""
    return await by_id.one(Community, slug, info, by="slug")


@statements(0)
async def topic(info: strawberry.Info, slug: str) -> Topic | None:
    """A topic by the name in its address."""
    return await by_id.one(Topic, slug, info, by="slug")


@statements(0)
async def thread(info: strawberry.Info, id: strawberry.ID) -> Thread | None:
    """A thread."""
    return await by_id.one(Thread, id, info)


@statements(0)
async def space(info: strawberry.Info, id: strawberry.ID) -> Space | None:
    """A thread, a room, a gathering or a circle."""
    return await by_id.one(Space, id, info)


@statements(0)
async def message(info: strawberry.Info, id: strawberry.ID) -> Message | None:
    """A message, where you may read its space."""
    return await by_id.one(Message, id, info)
