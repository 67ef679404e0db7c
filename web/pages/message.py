"""One message: its address, and how it is changed or withdrawn."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from schema.message import Reaction
from web.answer import go, is_swap, not_found, page, too_soon
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.space import address
from web.pages.space_files import described
from web.visit import visit_of

Message = Mapping[str, Any]
REACTIONS = {one.value for one in Reaction}


@members_only
async def show(request: Request) -> Response:
    """Sends on to the message in its place."""
    found = await message_of(request)
    return go(request, permalink(found)) if found else not_found(request)


@members_only
async def editing(request: Request) -> Response:
    """The form that changes a message of one's own."""
    found = await message_of(request)
    if found is None or not is_mine(request, found) or found["withdrawn"]:
        return not_found(request)
    return form_page(request, found, "edit", typed=found["body"])


@members_only
async def edit(request: Request) -> Response:
    """Changes it; a refusal keeps what was typed (422)."""
    id, sent = request.path_params["id"], await form(request)
    found = await message_of(request)
    if found is None or not is_mine(request, found):
        return not_found(request)
    told = await described(request, sent, {one["id"]: one["alt"] or "" for one in found["files"]})
    if told.wrong:
        return form_page(request, found, "edit", status=422, typed=sent["body"], error=told.wrong[0])
    if told.changed and sent["body"].strip() == found["body"]:
        return go(request, permalink(found))  # its words are as they were
    result = (await ask(request, "pages/message.edit", id=id, body=sent["body"]))["result"]
    return await after(request, result, "edit", sent["body"])


@members_only
async def withdrawing(request: Request) -> Response:
    """The form that takes a message back: one's own, or, with a reason, one that a curator withdraws."""
    found = await message_of(request)
    if found is None or found["withdrawn"] or not (is_mine(request, found) or is_curated(found)):
        return not_found(request)
    return form_page(request, found, "withdraw")


@members_only
async def withdraw(request: Request) -> Response:
    """Takes it back; a curator who gives no reason is asked for one (422)."""
    id, sent = request.path_params["id"], await form(request)
    found = await message_of(request)
    if found is None or not (is_mine(request, found) or is_curated(found)):
        return not_found(request)
    if not is_mine(request, found) and not sent["reason"].strip():
        why = visit_of(request).language.gettext("Dites pourquoi : la personne qui a écrit le lira.")
        return form_page(request, found, "withdraw", status=422, error=why)
    reason = "" if is_mine(request, found) else sent["reason"]
    result = (await ask(request, "pages/message.withdraw", id=id, reason=reason))["result"]
    return await after(request, result, "withdraw", sent["reason"])


@members_only
async def react(request: Request) -> Response:
    """Puts a word under it, or takes it away (204 for the script); where that can't be, the one sentence."""
    id, sent = request.path_params["id"], await form(request)
    word = sent["on"] or sent["off"]
    if word not in REACTIONS:
        return not_found(request)
    result = (await ask(request, "pages/message.react", id=id, reaction=word, on=bool(sent["on"])))["result"]
    if result["__typename"] == "TooSoon":
        return too_soon(request, result["seconds"])
    found = await message_of(request) if result["__typename"] == "Message" else None
    if found is None:
        return not_found(request)
    return Response(status_code=204) if is_swap(request) else go(request, permalink(found))


@members_only
async def restore(request: Request) -> Response:
    """Gives back the words that its author has just taken back."""
    await form(request)
    result = (await ask(request, "pages/message.restore", id=request.path_params["id"]))["result"]
    found = await message_of(request) if result["__typename"] == "Message" else None
    return go(request, permalink(found)) if found else not_found(request)


@members_only
async def versions(request: Request) -> Response:
    """What it said before, for its author and those who curate there."""
    found = (await ask(request, "pages/message.versions", id=request.path_params["id"]))["message"]
    if found is None or not found["versions"]:
        return not_found(request)
    return page(request, "pages/message.versions", message=found, back=permalink(found))


async def message_of(request: Request) -> Message | None:
    """The message of the address, something said that this member may read; else None."""
    found: Message | None = (await ask(request, "pages/message", id=request.path_params["id"]))["message"]
    return found if found and found["kind"] == "SAID" else None


async def after(request: Request, result: Mapping[str, Any], act: str, typed: str) -> Response:
    """To the message once it is done; where it was refused, the form again."""
    found = await message_of(request)
    if found is None or result["__typename"] == "NotFound":
        return not_found(request)
    if result["__typename"] == "Message":
        return go(request, permalink(found))
    return form_page(request, found, act, status=422, typed=typed, error=result["message"])


def form_page(
    request: Request, message: Message, act: str, status: int = 200, typed: str = "", error: str = ""
) -> Response:
    """The page of one form."""
    values = {"message": message, "act": act, "typed": typed, "error": error, "back": permalink(message)}
    return page(request, "pages/message", status, mine=is_mine(request, message), **values)


def permalink(message: Message) -> str:
    """Where a message stands in its space, for good."""
    space = message["space"]
    return f"{address(space['__typename'], space['id'])}?message={message['number']}#m-{message['id']}"


def is_mine(request: Request, message: Message) -> bool:
    """True where this member wrote it."""
    reader, author = visit_of(request).reader, message["author"]
    return bool(reader and author and reader.id == author["id"])


def is_curated(message: Message) -> bool:
    """True where this member curates the community of its space."""
    community = message["space"]["community"]
    return message["space"]["__typename"] != "Circle" and bool(community and community["curated"])
