"""Paths from a member to another: the field of Member."""

from collections.abc import Sequence
from typing import Any

import strawberry

from graph import path as chains
from schema.execution import by_id
from schema.instant import Instant
from schema.path import Path, Step, Tie

MOST = 5


async def paths(members: Sequence[Any], info: strawberry.Info, start: str | None, first: int) -> list[list[Path]]:
    """The shortest paths from `start` (the viewer, where nobody is named) to each of the members."""
    context = info.context
    source = start or context.viewer
    wanted = min(max(first, 0), MOST)
    found = [await chains.shortest(context.graph, context.viewer, source, one.id, wanted) for one in members]
    ends = (end for one in found for chain in one for tie in chain for end in (tie.source, tie.target))
    seen = await by_id.each(type(members[0]), ends, info)
    return [[path for chain in one if (path := told(chain, seen))] for one in found]


def told(chain: list[chains.Tie], seen: dict[str, Any]) -> Path | None:
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
