"""A gathering: a space with a date."""

from collections.abc import Sequence
from typing import Any

import strawberry

from graph import gathering
from schema.fields import batch, count, edges, node
from schema.instant import Instant
from schema.member import Member
from schema.space import Space


@strawberry.type(description="A space with a date: a workshop, mock interviews, an after-work.")
@node("Gathering", visible=gathering.SEEN)
class Gathering(Space):
    starts_at: Instant
    ends_at: Instant
    place: str | None
    link: str | None
    seats: int | None
    body: str | None
    coming: list[Member] = edges(gathering.COMING, order="part.since")
    coming_count: int = count(gathering.COMING)

    @batch(description="True where you said that you come.")
    async def am_coming(gatherings: Sequence[Any], info: strawberry.Info) -> list[bool]:
        found = await gathering.attended(info.context.graph, info.context.viewer, [one.id for one in gatherings])
        return [one.id in found for one in gatherings]
