"""A circle: a small private space of 2 to 8 members with a purpose."""

from collections.abc import Sequence
from typing import Any

import strawberry

from graph import circle, invitation
from schema.execution import by_id
from schema.fields import batch, edges, node, value
from schema.instant import Instant
from schema.member import Member
from schema.space import Space


@strawberry.type(description="What one of a circle seeks there and brings.")
class CircleEnd:
    member_id: strawberry.ID
    seeks: str
    brings: str


@strawberry.type(description="A small private space. A mentoring pair is a circle of two.")
@node("Circle", visible=circle.SEEN)
class Circle(Space):
    purpose: str | None
    ends_at: Instant | None = strawberry.field(description="Until when it is meant to last; nothing happens by itself.")
    closed: bool = value("coalesce(circle.status, '') = 'CLOSED'")
    closed_at: Instant | None
    helped: str | None = strawberry.field(description="Of its closing talk: what helped.")
    next: str | None = strawberry.field(description="Of its closing talk: what comes next.")
    invited: list[Member] = edges(
        circle.INVITED, order="member.slug", description="Those who haven't answered, where you may see them."
    )

    @batch(description="What each of those in it seeks and brings, the first who came first.")
    async def ends(circles: Sequence[Any], info: strawberry.Info) -> list[list[CircleEnd]]:
        found = await circle.ends(info.context.graph, info.context.viewer, [one.id for one in circles])
        return [
            [CircleEnd(member_id=strawberry.ID(id), seeks=seeks, brings=brings) for id, seeks, brings in found[one.id]]
            if one.id in found
            else []
            for one in circles
        ]


@strawberry.type(
    description="An invitation to a circle: what it is for and who is in it, nothing of what is said there."
)
class Invitation:
    circle_id: strawberry.ID
    name: str
    purpose: str | None
    ends_at: Instant | None
    at: Instant
    by: Member | None = strawberry.field(description="Who invites you, where you may see them.")
    members: list[Member] = strawberry.field(description="Who is in it, of those whom you may see.")


async def invitations(info: strawberry.Info) -> list[Invitation]:
    """The circles that you are invited to and haven't answered, the newest first."""
    context = info.context
    found = await invitation.mine(context.graph, context.viewer)
    people = await by_id.each(Member, (id for one in found for id in (one.by, *one.inside)), info)
    return [
        Invitation(
            circle_id=strawberry.ID(one.circle),
            name=one.name,
            purpose=one.purpose,
            ends_at=None if one.ends is None else Instant(one.ends),
            at=Instant(one.since),
            by=people.get(one.by),
            members=[people[id] for id in one.inside if id in people],
        )
        for one in found
    ]
