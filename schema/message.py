"""A message: what a member says in a space."""

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import file, history, message, reaction, title
from graph.identity import now
from schema.fields import batch, edge, edges, node, value
from schema.file import File
from schema.instant import Instant
from schema.node import Node
from schema.version import Version

if TYPE_CHECKING:
    from schema.member import Member
    from schema.space import Space

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazySpace = Annotated["Space", strawberry.lazy("schema.space")]


@strawberry.enum(description="Said by a member, or a line that tells what happened.")
class MessageKind(Enum):
    SAID = "SAID"
    FACT = "FACT"


@strawberry.enum(description="What happened to a space.")
class Fact(Enum):
    SEEKS = "SEEKS"
    BRINGS = "BRINGS"
    LEFT = "LEFT"
    HELPED = "HELPED"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"
    PINNED = "PINNED"
    UNPINNED = "UNPINNED"
    MOVED = "MOVED"
    CANCELLED = "CANCELLED"
    NOTES = "NOTES"
    JOINED = "JOINED"
    ENDED = "ENDED"
    REWORDED = "REWORDED"
    RENEWED = "RENEWED"


@strawberry.enum(description="On which side of a thread a member stands.")
class Side(Enum):
    SEEKS = "SEEKS"
    BRINGS = "BRINGS"


@strawberry.enum(
    description="A word that a member puts under a message: thank you, courage, the same for me, read and noted."
)
class Reaction(Enum):
    THANKS = "THANKS"
    COURAGE = "COURAGE"
    SAME = "SAME"
    NOTED = "NOTED"


@strawberry.type(description="Who put the same word under a message.")
class Reactions:
    reaction: Reaction
    count: int
    members: list[strawberry.ID] = strawberry.field(description="Who did, the first first: the same for all readers.")
    names: list[str] = strawberry.field(description="The names of the first twelve.")


@strawberry.type(description="An address of this site in a message, and what to call it.")
class SiteLink:
    address: str = strawberry.field(description="As the text has it.")
    path: str
    title: str


@strawberry.type(description="What a member says in a space.")
@node("Message", visible=message.SEEN, needs=("body",))
class Message(Node):
    id: strawberry.ID
    kind: MessageKind
    fact: Fact | None
    body: str = strawberry.field(description="Markdown; empty once withdrawn.")
    at: Instant
    number: int = strawberry.field(description="Its place in the space: the clock's number at its birth.")
    edited_at: Instant | None
    withdrawn: bool = value("message.withdrawnAt IS NOT NULL")
    withdrawn_by_curator: bool = value("coalesce(message.withdrawnReason, '') <> ''")
    side: Side | None = value(
        message.SIDE,
        trusted="who takes a side shows it to those who may read the thread",
        description="The side that its author has taken in the thread.",
    )
    author: LazyMember | None = edge(message.AUTHOR, trusted="who writes in a space is shown to those who may read it")
    reply_to: Annotated["Message", strawberry.lazy("schema.message")] | None = edge(
        message.ORIGINAL, trusted="it was said in the same space", description="What it answers, in the same space."
    )
    mentions: list[LazyMember] = edges(
        message.MENTIONED,
        order="mentioned.id",
        limit=20,
        trusted="only those are named whom all readers of the space may know of",
        description="Whom it names by `@slug`: the same for all readers.",
    )
    files: list[File] = edges(
        file.CARRIED,
        order="carries.place",
        limit=file.MOST,
        alike="who may read a message may read what came with it, until it is withdrawn for all of them",
        description="What came with it; none once withdrawn.",
    )
    versions: list[Version] = edges(
        history.VERSIONS, order="version.at, version.id", limit=50, description="What it said before, the first first."
    )
    space: LazySpace = edge(message.SPACE, trusted="the space of a message that one may read")

    @batch(description="The words that were put under it, the one with the most hands first.", alike=True)
    async def reactions(messages: Sequence[Any], info: strawberry.Info) -> list[list[Reactions]]:
        found = await reaction.reactions(info.context.graph, [one.id for one in messages])
        return [[_counted(some) for some in found.get(one.id, ())] for one in messages]

    @batch(
        description="What its text links to on this site (spaces, messages, members, communities, topics), "
        "where all its readers may follow.",
        statements=title.MOST_STATEMENTS,
        alike=True,
    )
    async def links(messages: Sequence[Any], info: strawberry.Info) -> list[list[SiteLink]]:
        bodies = [(one.id, one.needed["body"] or "") for one in messages]
        found = await title.titles(info.context.graph, bodies, info.context.site)
        return [[SiteLink(**vars(some)) for some in found.get(one.id, ())] for one in messages]

    @batch(description="True where you took it back so lately that you may still restore it.")
    async def restorable(messages: Sequence[Any], info: strawberry.Info) -> list[bool]:
        context = info.context
        found = await history.restorable(context.graph, context.viewer, [one.id for one in messages], now())
        return [one.id in found for one in messages]

    @batch(description="Why a curator withdrew it; told to its author and to curators.")
    async def withdrawn_reason(messages: Sequence[Any], info: strawberry.Info) -> list[str | None]:
        found = await message.reasons(info.context.graph, info.context.viewer, [one.id for one in messages])
        return [found.get(one.id) for one in messages]


def _counted(some: reaction.Reactions) -> Reactions:
    members = [strawberry.ID(id) for id in some.members]
    return Reactions(reaction=Reaction(some.kind), count=len(members), members=members, names=list(some.names))
