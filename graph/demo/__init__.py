"""An invented network: people who don't exist, in living words, so that every page has something to show."""

from collections.abc import Callable

from graph.database import Graph
from graph.demo import content, invent, writing
from graph.demo.invent import PERSONAS
from graph.demo.writing import is_empty
from graph.identity import now as present

__all__ = ["PERSONAS", "fill", "is_empty"]


def _quietly(done: int, total: int) -> None: ...


async def fill(
    graph: Graph,
    members: int = 300,
    seed: int = 1,
    progress: Callable[[int, int], None] = _quietly,
    *,
    now: int | None = None,
) -> None:
    """Writes the network into a graph that has none; nothing where there is one. It is told backwards from `now`.

    `progress` is told how many things are written, and how many there are. What was left of a filling that was cut
    short is taken away first.
    """
    if await is_empty(graph):
        await writing.sweep(graph)
        network = invent.network(content.read(), members, seed, present() if now is None else now)
        await writing.write(graph, network, progress)
