"""The least that a page can cost: its statements one after the other, and its template. No GraphQL, no session.

uv run python -m tests.bench.floor --data FOLDER [--neo4j URL] / /threads/ID …
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, LiteralString

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from graph import session
from graph.database import Graph, Row
from graph.identity import now
from server.running import run
from tests.site import house_on, running, serve_alone, site
from tests.web.conftest import InHouse
from tests.web.cookie import cookie
from web.house import House
from web.templates import Templates
from web.visit import Visit

MEMBER = "amina"
WHO: LiteralString = "MATCH (member:Member {slug: $slug}) RETURN member.id AS id"


@dataclass
class Page:
    """What one page asked the graph and handed to its template."""

    reads: list[tuple[LiteralString, dict[str, Any]]] = field(default_factory=list)
    render: Callable[[], str] = str


class Noting(Templates):
    """Keeps what was rendered last."""

    def __init__(self) -> None:
        super().__init__()
        self.last: Callable[[], str] = str

    def render(self, name: str, visit: Visit, **values: Any) -> str:
        """The page, which can be rendered again."""
        self.last = lambda: super(Noting, self).render(name, visit, **values)
        return self.last()


async def note(house: House, token: str, path: str) -> Page:
    """Asks for a page once, as the site would, and notes what it took."""
    page, templates, read = Page(), Noting(), house.graph.read
    sessions = {value for value in vars(session).values() if isinstance(value, str)}

    async def noting(statement: LiteralString, **values: Any) -> list[Row]:
        if statement not in sessions:
            page.reads.append((statement, values))
        return await read(statement, **values)

    house = replace(house, templates=templates)
    setattr(house.graph, "read", noting)  # noqa: B010
    transport = httpx.ASGITransport(InHouse(site(house), house=house))
    cookies = {"maille": cookie({"csrf": "la-bonne", "token": token})}
    async with httpx.AsyncClient(transport=transport, base_url="http://maille.test", cookies=cookies) as client:
        answer = await client.get(path)
    setattr(house.graph, "read", read)  # noqa: B010
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    page.render = templates.last
    return page


def app(graph: Graph, pages: dict[str, Page]) -> Starlette:
    """A site that does over and over what was noted."""

    async def answer(request: Request) -> HTMLResponse:
        page = pages[request.url.path]
        for statement, values in page.reads:
            await graph.read(statement, **values)
        return HTMLResponse(page.render())

    return Starlette(routes=[Route("/{path:path}", answer)])


async def _serve(data: Path, neo4j: str, paths: list[str]) -> None:
    async with running(data, neo4j=neo4j) as graph:
        member = (await graph.read(WHO, slug=MEMBER))[0]["id"]
        token = await session.open_session(graph, member, "Bench", now())
        pages = {path: await note(house_on(graph, ""), token, path) for path in paths}
        await serve_alone(app(graph, pages))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--neo4j", default="")
    parser.add_argument("paths", nargs="+")
    given = parser.parse_args()
    return run(_serve(given.data, given.neo4j, given.paths))


if __name__ == "__main__":
    raise SystemExit(main())
