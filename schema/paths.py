"""Paths from a member to another: the field of Member."""

from collections.abc import Sequence
from typing import Any, Final

import strawberry
from strawberry.types.lazy_type import LazyType

from graph import path
from graph.ties import Chain
from schema.execution import by_id
from schema.instant import Instant
from schema.path import Path, Step, Tie

MOST: Final = 5
MEMBER: Final[Any] = LazyType("Member", "schema.member")


async def paths(
    members: Sequence[Any], info: strawberry.Info, start: str | None, first: int, longest: int
) -> list[list[Path]]:
    """The shortest paths from `start` (the viewer, where nobody is named) to each of the members."""
    context = info.context
    wanted, most = min(max(first, 0), MOST), min(max(longest, 1), path.LONGEST)
    ends = [one.id for one in members]
    found = await path.between(context.graph, context.viewer, start or context.viewer, ends, wanted, most)
    seen = await people((chain for chains in found.values() for chain in chains), info)
    return [[told for chain in found[end] if (told := a_path(chain, seen))] for end in ends]


async def people(chains: Any, info: strawberry.Info) -> dict[str, Any]:
    """The members of some chains, by id."""
    ends = (end for chain in chains for tie in chain for end in (tie.source, tie.target))
    return await by_id.each(MEMBER, ends, info)


def a_path(chain: Chain, seen: dict[str, Any]) -> Path | None:
    """A chain of ids with its members put in; None where it is empty, or one of them isn't seen."""
    if not chain or any(tie.source not in seen or tie.target not in seen for tie in chain):
        return None
    return Path(
        steps=[
            Step(
                source=seen[tie.source],
                target=seen[tie.target],
                tie=Tie(tie.kind),
                at=Instant(tie.at),
                outward=tie.giver == tie.source,
            )
            for tie in chain
        ]
    )
