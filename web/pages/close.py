"""Closing a thread: who held the other end, and a word of thanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.visit import visit_of

Thread = Mapping[str, Any]


@dataclass(frozen=True)
class Candidate:
    """Somebody who took part. `side` is SEEKS, BRINGS or '' (they only wrote)."""

    id: str
    name: str
    side: str


@members_only
async def show(request: Request) -> Response:
    """The form, for the author of an open thread; those who stand at the other end are ticked already."""
    found = await open_thread(request)
    if found is None:
        return not_found(request)
    if found["status"] != "OPEN":
        return go(request, f"/threads/{found['id']}")
    other_end = "BRINGS" if found["kind"] == "REQUEST" else "SEEKS"
    return closing_page(request, found, [one.id for one in candidates(found) if one.side == other_end])


@members_only
async def close(request: Request) -> Response:
    """Closes it, with thanks or without; a refusal keeps what was typed (422)."""
    sent, found = await form(request), await open_thread(request)
    if found is None:
        return not_found(request)
    alone = sent["status"] == "CLOSED"
    known = {one.id for one in candidates(found)}
    chosen = [] if alone else [id for id in dict.fromkeys(sent.all("member")) if id in known]
    if not alone and not chosen:
        return nobody_named(request, found, sent["thanks"])
    thanks = "" if alone else sent["thanks"]
    result = (await ask(request, "pages/close.post", thread=found["id"], members=chosen, thanks=thanks))["result"]
    if result["__typename"] in ("Thread", "NotFound"):  # not found: it was closed a moment ago
        return go(request, f"/threads/{found['id']}")
    field = result.get("field", "")
    return closing_page(request, found, chosen, 422, sent["thanks"], {field or "form": result["message"]})


async def open_thread(request: Request) -> Thread | None:
    """The thread of the address, where this member opened it; else None."""
    reader = visit_of(request).reader
    found: Thread | None = (await ask(request, "pages/close", id=request.path_params["id"]))["thread"]
    return found if found and reader and found["author"]["id"] == reader.id else None


def nobody_named(request: Request, thread: Thread, thanks: str) -> Response:
    """Thanks without anybody to thank: says how to close all the same."""
    say = visit_of(request).language.gettext
    words = say("Cochez au moins une personne, ou choisissez « Clore sans suite ».")
    return closing_page(request, thread, [], 422, thanks, {"members": words})


def closing_page(
    request: Request,
    thread: Thread,
    chosen: Sequence[str],
    status: int = 200,
    thanks: str = "",
    errors: Mapping[str, str] | None = None,
) -> Response:
    """The form with its ticks and words; `errors` by field."""
    values = {"thread": thread, "people": candidates(thread), "chosen": chosen, "thanks": thanks}
    return page(request, "pages/close", status, **values, errors=errors or {})


def candidates(thread: Thread) -> list[Candidate]:
    """Those who took part, the other end first, then who only wrote, then who sought the same; the author apart."""
    sides = {one["id"]: "BRINGS" for one in thread["bringers"]} | {one["id"]: "SEEKS" for one in thread["seekers"]}
    everybody = {one["id"]: one for one in [*thread["bringers"], *thread["seekers"], *thread["members"]["nodes"]]}
    other_end = "BRINGS" if thread["kind"] == "REQUEST" else "SEEKS"
    order = {other_end: 0, "": 1}
    found = [
        Candidate(one["id"], one["name"], sides.get(one["id"], ""))
        for one in everybody.values()
        if one["id"] != thread["author"]["id"]
    ]
    return sorted(found, key=lambda one: order.get(one.side, 2))
