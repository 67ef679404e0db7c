"""Files that come with the form of a message, and those that are taken away before it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from starlette.requests import Request

from graph import message
from graph.file import MOST
from web.ask import ask, context
from web.files.receive import Received, receive
from web.form import Form
from web.house import house_of
from web.visit import visit_of


async def brought(request: Request, space: str, sent: Form, id: str | None) -> Received:
    """Keeps what the form of message `id` brings; nothing where that was said already, or where one may not write.

    `?discard=ID` takes one away.
    """
    house, asking = house_of(request), context(house_of(request), visit_of(request))
    await discard(request, request.query_params.getlist("discard"))
    given = sent.files("files")
    if not given or (id and await message.is_said(asking.graph, asking.viewer, space, id)):
        return Received()
    found = (await ask(request, "pages/space", id=space))["space"]
    if not found or not found["writable"]:
        return Received()
    return await receive(house.files, asking, space, given)


async def discard(request: Request, files: Iterable[str]) -> None:
    """Takes away those that are this member's and wait."""
    for id in files:
        await ask(request, "pages/space.discard", id=id)


@dataclass
class Described:
    """Whether what some picture shows is said otherwise now, and sentences about those that can't be said so."""

    changed: bool = False
    wrong: list[str] = field(default_factory=list)


async def described(request: Request, sent: Form, before: Mapping[str, str] = MappingProxyType({})) -> Described:
    """Says what pictures show, by a form's fields `alt-ID`, where that is another than `before`."""
    told = Described()
    for name in [one for one in sent if one.startswith("alt-")][:MOST]:
        id = name.removeprefix("alt-")
        if " ".join(sent[name].split()) == before.get(id, ""):
            continue
        result = (await ask(request, "pages/file.describe", id=id, alt=sent[name]))["result"]
        told.changed |= result["__typename"] == "File"
        told.wrong += [result["message"]] if result["__typename"] in ("Invalid", "TooSoon") else []
    return told
