"""A member: a person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import member
from schema import paths
from schema.chapter import Chapter
from schema.community import Community
from schema.costs import costs
from schema.fields import batch, connection, count, edges, node, value
from schema.help import Help
from schema.instant import Instant
from schema.node import Node
from schema.page import Connection
from schema.path import Path
from schema.shared import InCommon, in_common
from schema.topic import Topic

if TYPE_CHECKING:
    from schema.space import Space
    from schema.thread import Thread

LazyThread = Annotated["Thread", strawberry.lazy("schema.thread")]
LazySpace = Annotated["Space", strawberry.lazy("schema.space")]


@strawberry.type(description="A person. There is no other kind of account.")
@node("Member", visible=member.SEEN)
class Member(Node):
    id: strawberry.ID
    slug: str
    name: str
    headline: str | None
    about: str | None
    region: str | None
    timezone: str | None
    joined_at: Instant
    discreet: bool = strawberry.field(description="Shown only to those who share a community with them.")
    suggested: bool = value(member.SUGGESTED, description="False where they asked to be suggested to nobody.")
    chapters: list[Chapter] = edges(member.CHAPTERS, order="chapter.since, chapter.id")
    seeks: list[Topic] = edges(member.SEEKS, order="topic.slug")
    brings: list[Topic] = edges(member.BRINGS, order="topic.slug")
    communities: Connection[Community] = connection(member.COMMUNITIES, key="community.slug")
    shared: list[Community] = edges(
        member.SHARED, order="community.root, community.slug", description="The communities that you are both in."
    )
    curates: list[Community] = edges(member.CURATES, order="community.slug")
    threads: Connection[LazyThread] = connection(member.THREADS, key="thread.id DESC")
    helps_given: Connection[Help] = connection(member.HELPS_GIVEN, key="help.key DESC")
    helps_received: Connection[Help] = connection(member.HELPS_RECEIVED, key="help.key DESC")
    given_count: int = count(member.HELPS_GIVEN)
    received_count: int = count(member.HELPS_RECEIVED)

    @batch(description="Your own: whether a mail tells you that somebody answered you. Of others, null.")
    async def answers_by_mail(members: Sequence[Any], info: strawberry.Info) -> list[bool | None]:
        context = info.context
        mine = any(one.id == context.viewer for one in members)
        wanted = await member.answers_by_mail(context.graph, context.viewer) if mine else None
        return [wanted if one.id == context.viewer else None for one in members]

    @batch(description="The shortest chains from a member (you, where nobody is named) to this one.")
    @costs(4)
    async def paths(
        members: Sequence[Any],
        info: strawberry.Info,
        start: Annotated[
            strawberry.ID | None, strawberry.argument(name="from", description="Where they begin; at you, if left out.")
        ] = None,
        first: Annotated[int, strawberry.argument(description="How many, at most 5.")] = 3,
        max_length: Annotated[int, strawberry.argument(description="Ties of a chain at most, 1 to 4.")] = 4,
    ) -> list[list[Path]]:
        return await paths.paths(members, info, start, first, max_length)

    @batch(description="What this member and another (you, where nobody is named) share, as far as you may see.")
    @costs(4)
    async def in_common(
        members: Sequence[Any],
        info: strawberry.Info,
        other: Annotated[
            strawberry.ID | None, strawberry.argument(name="with", description="With whom; you, if left out.")
        ] = None,
    ) -> list[InCommon]:
        return await in_common(members, info, other)
