"""Lists that start at the root: communities, topics, threads, members, gatherings."""

import strawberry

from graph import catalogue, feed, log
from graph.directory import Wanted
from schema import directory
from schema.chapter import Stage
from schema.circle import Circle
from schema.community import Community
from schema.execution import by_id
from schema.fields import statements
from schema.gathering import Gathering
from schema.member import Member
from schema.message import Message
from schema.page import Connection, Key, Slice
from schema.room import Room
from schema.thread import Thread, ThreadKind, ThreadStatus
from schema.topic import Topic

MOST, USUAL = 100, 20


@statements(6)  # a piece of an index, and where few of it are wanted three more
async def threads(
    info: strawberry.Info,
    kind: ThreadKind | None = None,
    status: ThreadStatus | None = None,
    topic: strawberry.ID | None = None,
    community: strawberry.ID | None = None,
    first: int | None = None,
    after: str | None = None,
) -> Connection[Thread]:
    """Threads of your communities, newest first."""
    asked, context = Slice(MOST, USUAL, first, after), info.context
    wanted = feed.Wanted(kind and kind.value, status and status.value, topic, community)
    key, size = asked.text_key, asked.size + 1

    async def walk() -> list[tuple[Key, str]]:
        return [(id, id) for id in await feed.threads(context.graph, context.viewer, wanted, key, size)]

    total = lambda: feed.thread_count(context.graph, context.viewer, wanted)  # noqa: E731
    return await by_id.a_walk(Thread, feed.start(wanted, key, size), walk, asked, info, total)


@statements(directory.STATEMENTS)
async def members(
    info: strawberry.Info,
    search: str | None = None,
    topic: strawberry.ID | None = None,
    stage: Stage | None = None,
    community: strawberry.ID | None = None,
    first: int | None = None,
    after: str | None = None,
) -> Connection[Member]:
    """Members whom you may see, by name."""
    wanted = Wanted(search, topic, stage and stage.value, community)
    return await directory.members(info, wanted, first, after)


async def communities(
    info: strawberry.Info, first: int | None = None, after: str | None = None
) -> Connection[Community]:
    """Communities that you may see, by address."""
    asked, context = Slice(MOST, USUAL, first, after), info.context
    rows = await catalogue.communities(context.graph, context.viewer, asked.text_key, asked.size + 1)
    total = lambda: catalogue.community_count(context.graph, context.viewer)  # noqa: E731
    return await by_id.a_page(Community, rows, asked, info, total)


async def topics(
    info: strawberry.Info, search: str | None = None, first: int | None = None, after: str | None = None
) -> Connection[Topic]:
    """Topics by address; those that have the words of `search`, where it is given."""
    asked, context = Slice(MOST * 2, USUAL, first, after), info.context
    rows = await catalogue.topics(context.graph, search, asked.text_key, asked.size + 1)
    total = lambda: catalogue.topic_count(context.graph, search)  # noqa: E731
    return await by_id.a_page(Topic, rows, asked, info, total)


@statements(4)  # a piece of an index; where the viewer may not read it, whether they may
async def messages(
    info: strawberry.Info,
    space: strawberry.ID,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Connection[Message]:
    """The messages of one space in their order, from an index: as fast in a room of a hundred thousand."""
    asked, context = Slice(MOST, USUAL, first, after, last, before), info.context
    number, size = asked.number_key, asked.size + 1

    async def walk() -> list[tuple[Key, str]]:
        rows = await log.messages(context.graph, context.viewer, space, number, asked.backwards, size)
        return list(rows)

    begin = log.start(space, number, asked.backwards, size)
    total = lambda: log.message_count(context.graph, context.viewer, space)  # noqa: E731
    return await by_id.a_walk(Message, begin, walk, asked, info, total)


async def rooms(info: strawberry.Info) -> list[Room]:
    """The rooms of your communities, the latest active first."""
    return await by_id.many(Room, await catalogue.rooms(info.context.graph, info.context.viewer), info)


async def circles(info: strawberry.Info) -> list[Circle]:
    """The circles that you take part in, the newest first."""
    return await by_id.many(Circle, await catalogue.circles(info.context.graph, info.context.viewer), info)


async def gatherings(info: strawberry.Info, first: int = 10) -> list[Gathering]:
    """Gatherings to come in your communities, the next first."""
    ids = await catalogue.gatherings(info.context.graph, info.context.viewer, min(max(first, 0), MOST))
    return await by_id.many(Gathering, ids, info)


async def my_threads(info: strawberry.Info, first: int = 20) -> list[Thread]:
    """Threads that you take part in, the latest active first."""
    ids = await feed.mine(info.context.graph, info.context.viewer, min(max(first, 0), MOST))
    return await by_id.many(Thread, ids, info)
