"""Pages ask the schema in-process, as whoever they are for."""

from typing import Any

from starlette.requests import Request

from graph.viewer import VISITOR
from schema.context import Context
from schema.root import SCHEMA
from web.documents import document
from web.house import House, house_of
from web.visit import Visit, visit_of


class Wrong(Exception):
    """A document that a page brought failed: a bug of ours."""


async def ask(request: Request, name: str, /, **variables: Any) -> dict[str, Any]:
    """The data of `web/<name>.graphql` for this request's viewer; `Wrong` where it fails."""
    return await answer(house_of(request), visit_of(request), name, variables)


async def answer(house: House, visit: Visit, name: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The same for a visit that no request brought."""
    return await told(context(house, visit), name, variables)


async def told(asking: Context, name: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The same for who asks by a context of their own."""
    result = await SCHEMA.execute(document(name), variables, context_value=asking)
    if result.errors:
        raise Wrong(f"{name}: {result.errors}") from result.errors[0].original_error
    return result.data or {}


def context(house: House, visit: Visit) -> Context:
    """The schema's context for a visit."""
    viewer = visit.reader.id if visit.reader else VISITOR
    return Context(house.graph, visit.language, viewer, house.tell, house.pace, site=house.address)
