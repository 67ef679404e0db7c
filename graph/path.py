"""A path: a chain of relations between two members, never through one whom the viewer may not see."""

from collections.abc import Sequence
from typing import Final

from graph.database import Graph
from graph.ties import Chain, Spread, best, grow

LONGEST: Final = 4  # ties of a chain that still says something


async def shortest(graph: Graph, viewer: str, start: str, end: str, first: int = 3, most: int = LONGEST) -> list[Chain]:
    """The shortest chains from `start` to `end`, at most `first`, none longer than `most` ties."""
    return (await between(graph, viewer, start, [end], first, most))[end]


async def between(
    graph: Graph, viewer: str, start: str, ends: Sequence[str], first: int = 3, most: int = LONGEST
) -> dict[str, list[Chain]]:
    """The shortest chains from `start` to each of the ends: at most `first`, none longer than `most` ties.

    Searched from both sides at once, so that the cost is that of small neighbourhoods: a statement for each tie.
    """
    found: dict[str, list[Chain]] = {end: [] for end in ends}
    near = Spread(start)
    far = [Spread(end) for end in found if end != start]
    for _ in range(most):
        far = [one for one in far if one.frontier]
        if not near.frontier or not far:
            break
        nearer = len(near.frontier) <= sum(len(one.frontier) for one in far)
        await grow(graph, viewer, [near] if nearer else far)
        for one in far:
            edge, other = (near, one) if nearer else (one, near)
            found[one.start] = _joined(near, one, [id for id in edge.frontier if id in other.ties], first)
        far = [one for one in far if not found[one.start]]
    return found


def _joined(near: Spread, far: Spread, middle: list[str], first: int) -> list[Chain]:
    chains = (
        [*one, *(tie.turned() for tie in reversed(other))]
        for member in middle
        for one in near.chains(member)
        for other in far.chains(member)
    )
    return best(chains, first)
