"""How programs ask Maille: examples that run, limits, budgets, refusals, and the list of types."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from schema.limits import LIMITS
from schema.root import SCHEMA
from web.answer import not_found, page
from web.budget import MEMBER, VISITOR
from web.pages.developers.leaf import leaf, leaves, refusals

EXAMPLES = {
    path.name: path.read_text()
    for path in sorted((Path(__file__).parent / "examples").iterdir())
    if path.suffix in (".py", ".mjs")
}
PRINTED = SCHEMA.as_str() + "\n"
KINDS, REFUSALS = leaves(SCHEMA._schema), refusals(SCHEMA._schema)


async def show(request: Request) -> Response:
    """The page."""
    budgets = {"member": MEMBER.nodes, "visitor": VISITOR.nodes}
    told: dict[str, Any] = {
        "limits": asdict(LIMITS),
        "budgets": budgets,
        "kinds": KINDS,
        "refusals": REFUSALS,
        "examples": EXAMPLES,
    }
    return page(request, "pages/developers/show", **told)


async def one(request: Request) -> Response:
    """One type: its fields, their arguments, what each is."""
    found = SCHEMA._schema.type_map.get(request.path_params["name"])
    shown = leaf(found) if found is not None else None
    return page(request, "pages/developers/type", type=shown) if shown else not_found(request)


async def printed(request: Request) -> Response:
    """The schema in its own language, as one file."""
    return PlainTextResponse(PRINTED)
