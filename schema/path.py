"""A path: a chain of relations between two members."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.instant import Instant

if TYPE_CHECKING:
    from schema.member import Member

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]


@strawberry.enum(description="What ties two members.")
class Tie(Enum):
    HELPED = "HELPED"
    KNOWS = "KNOWS"


@strawberry.type(description="One tie of a path, in the order of the path.")
class Step:
    source: LazyMember = strawberry.field(name="from")
    target: LazyMember = strawberry.field(name="to")
    tie: Tie
    at: Instant = strawberry.field(description="When they last helped, or since when they know each other.")
    outward: bool = strawberry.field(description="True where `from` helped `to`, false the other way round.")


@strawberry.type(description="A chain of relations, none of it through anyone whom you may not see.")
class Path:
    steps: list[Step]
