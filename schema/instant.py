"""Instant: a moment as an ISO 8601 string in UTC; integer epoch milliseconds inside."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

Instant = NewType("Instant", int)


@lru_cache(maxsize=4096)  # the same moments are told again and again
def written(moment: int) -> str:
    """Epoch milliseconds as ISO 8601 in UTC, to the millisecond: 2026-11-25T18:30:00.000Z."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> Instant:
    """Epoch milliseconds of an ISO 8601 string; without a zone it is UTC. GraphQLError where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return Instant(int(aware.timestamp() * 1000))
    except (ValueError, TypeError, OverflowError) as error:  # the caller's mistake, not ours
        raise GraphQLError(f"An Instant is written as 2026-11-25T18:30:00Z, not as {str(text)[:40]!r}.") from error


INSTANT: ScalarDefinition = strawberry.scalar(
    name="Instant",
    description="A moment, as an ISO 8601 string in UTC.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
    serialize=written,
    parse_value=read,
)
