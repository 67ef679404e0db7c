"""Open a standing room in a community."""

from typing import Annotated

import strawberry

from graph import room
from graph.identity import new_id, now
from schema.execution import by_id
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, not_found, wrong_text
from schema.room import Room

LONGEST_NAME, LONGEST_PURPOSE = 80, 300

OpenRoomResult = Annotated[Room | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("OpenRoomResult")]


async def open_room(info: strawberry.Info, community: strawberry.ID, name: str, purpose: str = "") -> OpenRoomResult:
    """Opens a room in a community that you curate."""
    context, called, id = info.context, " ".join(name.split()), new_id()
    refusal = held_back(info, "open") or wrong_text(info, "name", called, LONGEST_NAME)
    if refusal := refusal or wrong_text(info, "purpose", purpose or "-", LONGEST_PURPOSE):
        return refusal
    if not await room.open_room(context.graph, context.viewer, id, community, called, purpose.strip(), now()):
        return not_found(info)
    return await by_id.one(Room, id, info, otherwise=not_found(info))
