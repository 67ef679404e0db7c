"""What one does in any space: say something, say that one has read. The page of each kind shows the rest."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from schema.mutations.post_message import LONGEST
from web.answer import go, is_swap, not_found, page, too_soon
from web.ask import ask
from web.files.bounds import is_small
from web.files.gate import Full
from web.form import form
from web.house import house_of
from web.markdown import excerpt, said
from web.marked import around, asked, marked
from web.members_only import members_only
from web.pages.circle import circle_page
from web.pages.gathering import gathering_page
from web.pages.room import room_page
from web.pages.space_files import brought, described, discard
from web.pages.thread import thread_page
from web.visit import visit_of

MOST_SENT = 12  # files of a form that are looked at; the fifth is refused with a word
FOLDERS = {"Thread": "threads", "Room": "rooms", "Gathering": "gatherings", "Circle": "circles"}
PAGES: dict[str, Callable[..., Awaitable[Response]]] = {
    "Thread": thread_page,
    "Room": room_page,
    "Gathering": gathering_page,
    "Circle": circle_page,
}


def address(kind: str, id: str) -> str:
    """The page of a space: `/threads/…`, `/rooms/…`, `/gatherings/…` or `/circles/…`."""
    return f"/{FOLDERS[kind]}/{id}"


def key(text: str) -> str | None:
    """The id of a message to be, as a form brings it; None where it is no UUID, and a new one is made."""
    try:
        return str(UUID(text))
    except ValueError:
        return None


@members_only
async def show(request: Request) -> Response:
    """Sends on to the page of its kind."""
    found = (await ask(request, "pages/space", id=request.path_params["id"]))["space"]
    return go(request, address(found["__typename"], found["id"])) if found else not_found(request)


@members_only
async def post(request: Request) -> Response:
    """Says it (204 for the script); where that is refused, the page again, with what was typed and brought (422)."""
    if is_small(request):
        return await posted(request)
    reader = visit_of(request).reader
    assert reader
    try:
        async with house_of(request).files.gate.enter(reader.id):
            return await posted(request)
    except Full:
        return too_soon(request, 60)


async def posted(request: Request) -> Response:
    """The same, once it is its turn."""
    space, sent = request.path_params["id"], await form(request, MOST_SENT)
    id = key(sent["id"])
    received = await brought(request, space, sent, id)
    received.refused += (await described(request, sent)).wrong
    if {"preview", "discard"} & request.query_params.keys() or received.refused:
        return await again(request, space, sent["body"], " ".join(received.refused))
    values = {"space": space, "body": sent["body"], "id": id, "reply": sent["reply"] or None}
    values["files"] = [*sent.all("file"), *received.ids]
    result = (await ask(request, "pages/space.post", **values))["result"]
    if result["__typename"] == "Message":
        await discard(request, received.ids)  # sent twice at once: what has gone already does not wait
    if result["__typename"] == "Message" and is_swap(request):
        return Response(status_code=204)
    if result["__typename"] == "Message":
        where = result["space"]
        return go(request, f"{address(where['__typename'], where['id'])}#m-{result['id']}")
    found = (await ask(request, "pages/space", id=space))["space"]
    if found is None:
        return not_found(request, sent["body"])
    of_its_kind = PAGES[found["__typename"]]
    error = "" if result["__typename"] == "NotFound" else result["message"]
    return await of_its_kind(request, space, 422, typed=sent["body"], error=error)


@members_only
async def draft(request: Request) -> Response:
    """Keeps what one has begun to write (204), for the script; a page's form forgets it and goes back to the space."""
    space, sent = request.path_params["id"], await form(request)
    result = (await ask(request, "pages/space.draft", space=space, body=sent["body"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    return Response(status_code=204) if sent["body"] or is_swap(request) else go(request, f"/spaces/{space}")


@members_only
async def drafted(request: Request) -> Response:
    """What one has begun to write, maybe elsewhere, for the script: plain text."""
    found = (await ask(request, "pages/space.drafted", id=request.path_params["id"]))["space"]
    return PlainTextResponse(found["draft"] or "") if found else not_found(request)


@members_only
async def names(request: Request) -> Response:
    """Who may be named there by a beginning: the options of a list, for the script."""
    asked = {"id": request.path_params["id"], "text": request.query_params.get("text", "")[:40]}
    found = (await ask(request, "pages/space.names", **asked))["space"]
    return page(request, "pages/space.names", people=found["mentionable"]) if found else not_found(request)


@members_only
async def search(request: Request) -> Response:
    """What was said there with these words."""
    text = request.query_params.get("q", "")[:200].strip()
    before = request.query_params.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    found = (await ask(request, "pages/space.search", id=request.path_params["id"], text=text, before=number))["space"]
    if found is None:
        return not_found(request)
    words = asked(text)
    heard = [(one, marked(around(searched(one), words), words)) for one in found["search"]["messages"]]
    back = address(found["__typename"], found["id"])
    values = {"space": found, "text": text, "words": words, "said": heard, "back": back, "before": number}
    return page(request, "pages/space.search", further=found["search"]["further"], **values)


def searched(message: Mapping[str, Any]) -> str:
    """What a message was found by: its words, then what its files are called and show."""
    files = [text for one in message["files"] for text in (one["name"], one["alt"])]
    return " · ".join([text for text in (excerpt(message["body"], LONGEST), *files) if text])


@members_only
async def read_all(request: Request) -> Response:
    """Everything is read, in all spaces; back to the rooms."""
    await form(request)
    await ask(request, "pages/space.read_all")
    return go(request, "/rooms")


async def again(request: Request, space: str, typed: str, error: str) -> Response:
    """The page with what is typed, and nothing is said: how it would look, a file less, or why a file isn't taken.

    For the script, how it would look alone; nothing where a file was taken away.
    """
    if is_swap(request):
        return (
            await shown(request, space, typed[:LONGEST])
            if "preview" in request.query_params
            else Response(status_code=204)
        )
    found = (await ask(request, "pages/space", id=space))["space"]
    if found is None:
        return not_found(request, typed)
    return await PAGES[found["__typename"]](request, space, 422 if error else 200, typed=typed, error=error)


async def shown(request: Request, space: str, typed: str) -> Response:
    """A text as the message will show it: whom it names and what it links to are links."""
    found = (await ask(request, "pages/space.preview", id=space, body=typed))["space"]
    if found is None:
        return not_found(request)
    return HTMLResponse(said(typed, found["preview"]["mentions"], found["preview"]["links"]))


@members_only
async def read(request: Request) -> Response:
    """Keeps how far one has read; 204 for the script, else back to the page."""
    space, sent = request.path_params["id"], await form(request)
    position = int(sent["position"]) if sent["position"].isascii() and sent["position"].isdigit() else 0
    result = (await ask(request, "pages/space.read", space=space, position=min(position, 2**31 - 1)))["result"]
    if result["__typename"] != "MarkedRead":
        return not_found(request)
    if is_swap(request) or request.headers.get("sec-fetch-mode", "navigate") != "navigate":
        return Response(status_code=204)
    return go(request, address(result["space"]["__typename"], space))
