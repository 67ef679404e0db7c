"""Note who came to a gathering."""

from typing import Annotated

import strawberry

from graph import attendance
from graph.identity import now
from schema.execution import by_id
from schema.gathering import Gathering
from schema.refusal import HeldBack, Invalid, NotFound, invalid, not_found, paced

MOST = 500

MarkAttendanceResult = Annotated[Gathering | Invalid | NotFound | HeldBack, strawberry.union("MarkAttendanceResult")]


@paced("act")
async def mark_attendance(
    info: strawberry.Info,
    gathering_id: strawberry.ID,
    members: list[strawberry.ID],
    among: list[strawberry.ID] | None = None,
) -> MarkAttendanceResult:
    """Notes who came to a gathering that you look after, once it has begun; nobody else did of those `among` them.

    Of those who answered, spoke or were there, and of the members of its community; others are passed over.
    """
    context = info.context
    if max(len(members), len(among or ())) > MOST:
        return invalid(info, "members", "Nommez %(most)s personnes au plus.", most=MOST)
    if not await attendance.mark(context.graph, context.viewer, gathering_id, members, now(), among):
        return not_found(info)
    await context.tell(gathering_id)
    return await by_id.one(Gathering, gathering_id, info, otherwise=not_found(info))
