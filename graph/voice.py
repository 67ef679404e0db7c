"""Who may speak aloud, and where: in a circle, while it isn't closed, and in a gathering while one talks there."""

from collections.abc import Iterable
from typing import Final, LiteralString

from graph.database import Graph
from graph.space import HELD_IN_MINE, TAKES_PART, TALKED_IN

# A gathering ends by itself; a circle when its members close it.
SPOKEN_IN: Final = (
    f"space.status IS NULL AND ((space:Circle AND {TAKES_PART}) OR (space:Gathering AND timestamp() < space.endsAt"
    f" AND {HELD_IN_MINE} AND {TALKED_IN}))"
)

SPEAKERS: LiteralString = f"""
UNWIND $pairs AS pair MATCH (viewer:Member {{id: pair.member}}) MATCH (space:Space {{id: pair.space}})
WHERE {SPOKEN_IN}
RETURN pair.member AS member, pair.space AS space"""


async def speakers(graph: Graph, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of the pairs (member, space), those where the member may speak aloud now."""
    wanted = [{"member": member, "space": space} for member, space in pairs]
    return {(row["member"], row["space"]) for row in await graph.read(SPEAKERS, pairs=wanted)} if wanted else set()
