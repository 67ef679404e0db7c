"""A gathering: a space with a date."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

import strawberry

from graph import attendance, gathering, gathering_mail, seat
from graph.identity import now
from schema.fields import batch, count, edge, edges, node, value
from schema.instant import Instant
from schema.member import Member
from schema.space import Space


@strawberry.enum(description="What one may say to a gathering.")
class Answer(Enum):
    COMING = "COMING"
    MAYBE = "MAYBE"
    NOT = "NOT"


@strawberry.enum(description="What became of an answer: who would come where every seat is taken waits for one.")
class Place(Enum):
    COMING = "COMING"
    MAYBE = "MAYBE"
    NOT = "NOT"
    WAITING = "WAITING"


@strawberry.type(description="A space with a date: a workshop, mock interviews, an after-work.")
@node("Gathering", visible=gathering.SEEN)
class Gathering(Space):
    starts_at: Instant
    ends_at: Instant
    zone: str | None = strawberry.field(description="The IANA name of the zone that its hour was given in.")
    place: str | None
    link: str | None
    seats: int | None = strawberry.field(description="Null where everybody finds one.")
    body: str | None
    cancelled: bool = value("coalesce(gathering.status, '') = 'CANCELLED'")
    sequence: int = value(
        "coalesce(gathering.sequence, 0)",
        description="How many times it was changed or called off, as calendars count.",
    )
    changed_at: Instant | None = strawberry.field(description="When that was last; null where it never was.")
    notes: str | None = strawberry.field(description="What was kept of it afterwards. Markdown.")
    notes_at: Instant | None
    organiser: Member | None = edge(gathering.ORGANISER)
    coming: list[Member] = edges(gathering.COMING, order="part.since")
    coming_count: int = count(gathering.COMING)
    maybe: list[Member] = edges(gathering.MAYBE, order="part.answeredAt, member.id")
    waiting_count: int = count(gathering.WAITING, trusted="how many wait is told to those who may read it, never who")
    came: list[Member] = edges(
        gathering.CAME, order="part.since", description="Who came, as its organiser noted it afterwards."
    )

    @batch(description="True where you said that you come, and have a seat.")
    async def am_coming(gatherings: Sequence[Any], info: strawberry.Info) -> list[bool]:
        found = await seat.answers(info.context.graph, info.context.viewer, [one.id for one in gatherings])
        return [found.get(one.id) == "COMING" for one in gatherings]

    @batch(description="What you said, and what became of it.")
    async def my_answer(gatherings: Sequence[Any], info: strawberry.Info) -> list[Place | None]:
        found = await seat.answers(info.context.graph, info.context.viewer, [one.id for one in gatherings])
        return [Place(found[one.id]) if one.id in found else None for one in gatherings]

    @batch(description="Your place among those who wait for a seat, from 1.")
    async def waiting_place(gatherings: Sequence[Any], info: strawberry.Info) -> list[int | None]:
        found = await seat.places(info.context.graph, info.context.viewer, [one.id for one in gatherings])
        return [found.get(one.id) for one in gatherings]

    @batch(description="True where you look after it: you opened it, or curate its community.")
    async def organised(gatherings: Sequence[Any], info: strawberry.Info) -> list[bool]:
        found = await gathering.organised(info.context.graph, info.context.viewer, [one.id for one in gatherings])
        return [one.id in found for one in gatherings]

    @batch(description="True where you may keep notes of it.")
    async def notable(gatherings: Sequence[Any], info: strawberry.Info) -> list[bool]:
        ids = [one.id for one in gatherings]
        found = await attendance.keepers(info.context.graph, info.context.viewer, ids, now())
        return [one.id in found for one in gatherings]

    @batch(description="When those who come will be reminded of it by mail, the first first.")
    async def reminders(gatherings: Sequence[Any], info: strawberry.Info) -> list[list[Instant]]:
        found = await gathering_mail.planned(info.context.graph, [one.id for one in gatherings])
        return [[Instant(at) for at in found.get(one.id, ())] for one in gatherings]
