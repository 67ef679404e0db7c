"""A message: what a member says in a space."""

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import message
from schema.fields import batch, edge, node, value
from schema.instant import Instant
from schema.node import Node

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


@strawberry.enum(description="On which side of a thread a member stands.")
class Side(Enum):
    SEEKS = "SEEKS"
    BRINGS = "BRINGS"


@strawberry.type(description="What a member says in a space.")
@node("Message", visible=message.SEEN)
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
    author: LazyMember | None = edge(message.AUTHOR, trusted="who writes in a space is shown to those who may read it")
    space: LazySpace = edge(message.SPACE, trusted="the space of a message that one may read")

    @batch(description="The side that its author has taken in the thread.")
    async def side(messages: Sequence[Any], info: strawberry.Info) -> list[Side | None]:
        found = await message.sides(info.context.graph, [one.id for one in messages])
        return [Side(found[one.id]) if found.get(one.id) else None for one in messages]

    @batch(description="Why a curator withdrew it; told to its author and to curators.")
    async def withdrawn_reason(messages: Sequence[Any], info: strawberry.Info) -> list[str | None]:
        found = await message.reasons(info.context.graph, info.context.viewer, [one.id for one in messages])
        return [found.get(one.id) for one in messages]
