"""A room: a standing space of a community."""

import strawberry

from graph import room
from schema.fields import node
from schema.space import Space


@strawberry.type(description="A standing space of a community.")
@node("Room", visible=room.SEEN)
class Room(Space):
    purpose: str | None
