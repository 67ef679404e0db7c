"""A file of a space: brought at once by a script or a program, and fetched by whoever may read it."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from graph import file, space
from schema.context import Context
from web.answer import is_swap, not_found, page
from web.ask import ask, told
from web.bearer import out_of_scope
from web.files.gate import Full
from web.files.name import MEDIA, PICTURES, disposition
from web.files.part import Beyond, part, ranged
from web.files.receive import receive
from web.form import form, sent
from web.graphql.answer import refusal
from web.graphql.context import context_of
from web.graphql.media import JSON
from web.graphql.refused import Refused
from web.house import house_of
from web.members_only import members_only

ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # of a file that is looked at by itself
NOWHERE = Refused(404, "No such space, or none where you may write.", "NOT_FOUND")
NOBODY = Refused(401, "Sign in, or bring a token.", "NOT_SIGNED_IN")
BUSY = Refused(429, "Many files are coming in: try again in a minute.", "BUSY", {"retry-after": "60"})
NO_FILE = Refused(422, "Send one file, in the field 'file' of a multipart form.", "NO_FILE")


async def bring(request: Request) -> Response:
    """Keeps one file that waits to be said (201): its data, or its line in the composer where the script asks."""
    try:
        asking = await context_of(request)
        if not asking.signed_in:
            raise NOBODY
        if asking.read_only:
            raise out_of_scope()
        async with house_of(request).files.gate.enter(asking.viewer):
            return await _brought(request, asking)
    except Full:
        return refusal(BUSY, JSON)
    except Refused as refused:
        return refusal(refused, JSON)


async def _brought(request: Request, asking: Context) -> Response:
    where = request.path_params["id"]
    given = None if asking.by_token else await form(request, 1)
    if not await space.writable(asking.graph, asking.viewer, [where]):
        raise NOWHERE
    given = given or await sent(request, 1)
    received = await receive(
        house_of(request).files, asking, where, given.files("file")[:1], " ".join(given["alt"].split())
    )
    if received.absent:
        raise NOWHERE
    if received.refused and is_swap(request):
        return PlainTextResponse(received.refused[0], 429 if received.codes[0] == "pace" else 422)
    if received.refused:
        raise Refused(422, received.refused[0], received.codes[0].upper())
    if not received.ids:
        raise NO_FILE
    found = (await told(asking, "pages/file", {"id": received.ids[0]}))["file"]
    if is_swap(request):
        return page(request, "fragments/waiting_file", 201, file=found, space=where)
    return JSONResponse(found, 201, {"cache-control": "private, no-store"})


@members_only
async def describe(request: Request) -> Response:
    """Keeps what one's own picture shows (204), for the script; why not, in plain text (422)."""
    sent = await form(request)
    result = (await ask(request, "pages/file.describe", id=request.path_params["id"], alt=sent["alt"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    return Response(status_code=204) if result["__typename"] == "File" else PlainTextResponse(result["message"], 422)


async def show(request: Request) -> Response:
    """Its bytes."""
    found = await _readable(request)
    if found is None:
        return not_found(request)
    seen = disposition(found["name"], shown=found["kind"] in PICTURES)
    return await _sent(request, found["whole"], MEDIA[found["kind"]], seen)


async def small(request: Request) -> Response:
    """What is shown of it beside its message."""
    return await _picture(request, "small")


async def first_page(request: Request) -> Response:
    """The first page of a PDF, as a picture."""
    return await _picture(request, "large")


async def _picture(request: Request, which: str) -> Response:
    found = await _readable(request)
    if found is None or not found[which]:
        return not_found(request)
    name = f"{found['name'].rpartition('.')[0]}.webp"
    return await _sent(request, found[which], "image/webp", disposition(name, shown=True))


async def _readable(request: Request) -> Mapping[str, Any] | None:
    try:
        asking = await context_of(request)
    except Refused:
        return None
    return await file.readable(asking.graph, asking.viewer, request.path_params["id"])


async def _sent(request: Request, hash: str, media: str, seen: str) -> Response:
    headers = {
        "etag": f'"{hash[:32]}"',
        "accept-ranges": "bytes",
        "cache-control": "private, no-cache",  # asked again each time: access ends, a message is withdrawn
        "content-security-policy": ALONE,
        "content-disposition": seen,
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        return await _bytes(request, hash, media, headers)
    except FileNotFoundError:
        return not_found(request)


async def _bytes(request: Request, hash: str, media: str, headers: Mapping[str, str]) -> Response:
    """All of them, or the range that is asked for: a download that was cut goes on from where it was."""
    store = house_of(request).files.store
    asked = ranged(request.headers, headers["etag"]) if request.method == "GET" else ""
    size = await store.size(hash) if asked else 0
    try:
        some = part(asked, size)
    except Beyond:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{size}"})
    length, pieces = await store.read(hash, some)
    more = {"content-length": str(length)}
    if some:
        more["content-range"] = f"bytes {some[0]}-{some[1] - 1}/{size}"
    return StreamingResponse(pieces, 206 if some else 200, {**headers, **more}, media)
