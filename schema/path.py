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
    HELPED = strawberry.enum_value("HELPED", description="One helped the other.")
    KNOWS = strawberry.enum_value("KNOWS", description="They know each other.")
    CIRCLE = strawberry.enum_value("CIRCLE", description="They share a circle in which you take part.")


@strawberry.type(description="One tie of a path, in the order of the path.")
class Step:
    source: LazyMember = strawberry.field(name="from", description="Where it comes from.")
    target: LazyMember = strawberry.field(name="to", description="Where it leads.")
    tie: Tie = strawberry.field(description="What ties the two.")
    at: Instant = strawberry.field(description="When they helped; since when they know each other, or share a circle.")
    outward: bool = strawberry.field(description="True where `from` helped `to`, false the other way round.")


@strawberry.type(description="A chain of relations, none of it through anyone whom you may not see.")
class Path:
    steps: list[Step] = strawberry.field(description="Its ties, one after another.")
