"""maille import, maille export: lists of members, in and out."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from graph import place, roster
from graph.database import Graph
from graph.identity import now
from graph.problems import CannotStart
from graph.roster import Plan
from server import opening
from server.commands.words import err, out
from server.members_file import COLUMNS, Line, lines, written
from server.running import run
from server.settings import Settings, settings

Data = Annotated[Path | None, typer.Option(help="The folder of the network: MAILLE_DATA.")]


def bring_in(
    file: Annotated[Path, typer.Argument(help="A CSV in UTF-8, or the JSON lines of an export (.jsonl).")],
    write: Annotated[bool, typer.Option("--write", help="Write it. Without this, nothing is changed.")] = False,
    data: Data = None,
) -> None:
    """Add a list of members: all of it, or nothing where a line is no good.

    Line 1 names the columns: name, email, headline, region, stage (GRADUATE, MENTOR, ALUM), seeks, brings (topics, by
    slug or name), communities (by slug), locale (fr, en). Only name and email are needed. Several values have | between
    them. Who is a member already keeps their profile, and gets only what they haven't got.
    """
    raise typer.Exit(run(_bring_in(settings(data=data), file, write)))


def take_out(
    community: Annotated[str, typer.Option(help="Whose members, by slug; maille is everybody.")],
    to: Annotated[Path | None, typer.Option(help="The file to write; standard output without it.")] = None,
    data: Data = None,
) -> None:
    """Write the members of a community as lines of JSON, which maille import reads again."""
    raise typer.Exit(run(_take_out(settings(data=data), community, to)))


async def _bring_in(given: Settings, file: Path, write: bool) -> int:
    _needs_network(given)
    async with opening.visiting(given) as opened:
        places = await roster.places(opened.graph)
        if places.root is None:
            raise CannotStart("There is no network yet: run maille serve once, it makes one.")
        found = lines(file, places)
        if bad := [line for line in found if line.entry is None]:
            return _refuse(bad, len(found))
        plan = await roster.plan(opened.graph, [line.entry for line in found if line.entry])
        if write:
            await roster.write(opened.graph, plan, now())
    _tell(plan, write)
    return 0


async def _take_out(given: Settings, community: str, to: Path | None) -> int:
    _needs_network(given)
    async with opening.visiting(given) as opened:
        entries = await _members(opened.graph, community)
    with to.open("w", encoding="utf-8") if to else nullcontext() as file:
        for entry in entries:
            print(written(entry), file=file)
    err.print(f"{len(entries)} members of {community}.")
    return 0


async def _members(graph: Graph, community: str) -> list[roster.Entry]:
    if await place.community(graph, community) is None:
        raise CannotStart(f"There is no community “{community}”: name it by its slug, as its address does.")
    return await roster.of(graph, community)


def _needs_network(given: Settings) -> None:
    if not given.neo4j_url and not (given.data / "databases").exists():
        raise CannotStart(f"The folder {given.data} holds no network: check --data, or MAILLE_DATA.")


def _refuse(bad: list[Line], total: int) -> int:
    table = Table("line", "why", title=f"{len(bad)} of {total} lines are no good", title_justify="left", box=None)
    for line in bad:
        table.add_row(str(line.number), line.reason)
    err.print(table)
    err.print(f"Nothing was written. The columns are {', '.join(COLUMNS)}.")
    return 1


def _tell(plan: Plan, wrote: bool) -> None:
    counts = f"{len(plan.new)} new, {plan.completed} with something more, {plan.unchanged} as they are"
    out.print(f"{counts}. {'Written.' if wrote else 'Nothing was written: run it again with --write.'}")
