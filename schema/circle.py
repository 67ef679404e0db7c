"""A circle: a small private space of 2 to 8 members with a purpose."""

import strawberry

from graph import circle
from schema.fields import node
from schema.instant import Instant
from schema.space import Space


@strawberry.type(description="A small private space. A mentoring pair is a circle of two.")
@node("Circle", visible=circle.SEEN)
class Circle(Space):
    purpose: str | None
    ends_at: Instant | None
