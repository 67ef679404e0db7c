"""Writes the invented network: a thousand rows a statement, one step after another."""

from collections.abc import Callable, Sequence
from typing import Final, LiteralString

from graph.database import Graph, Row, Transaction
from graph.demo import statements
from graph.demo.network import Network
from graph.demo.steps import steps

BATCH: Final = 1000  # one after another: writers beside each other meet at the same communities and topics


async def is_empty(graph: Graph) -> bool:
    """Whether there is no network here: no root community."""
    return not await graph.read(statements.ROOT)


async def sweep(graph: Graph) -> None:
    """Takes away a network of which the writing was cut short; there is nothing else in such a graph."""
    if not await graph.read(statements.UNFINISHED):
        return
    for statement in statements.SWEEP:
        while await _run(graph, statement):
            pass


async def write(graph: Graph, network: Network, progress: Callable[[int, int], None]) -> None:
    """Writes all of it, and at last the mark that it is there. `progress` is told rows written and rows in all."""
    planned = steps(network)
    done, total = 0, sum(len(step.things) for step in planned)
    for step in planned:
        for start in range(0, len(step.things), BATCH):
            batch = step.things[start : start + BATCH]
            await _run(graph, step.statement, [step.row(thing) for thing in batch])
            done += len(batch)
            progress(done, total)
    await _run(graph, statements.FINISH)


async def _run(graph: Graph, statement: LiteralString, rows: Sequence[Row] = ()) -> int:
    async def work(tx: Transaction) -> list[Row]:
        return await tx.run(statement, rows=rows)

    found = await graph.write(work)
    return int(found[0]["gone"]) if found else 0
