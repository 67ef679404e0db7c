"""Inviting into a circle that is open already, and taking an invitation back."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page, too_soon
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.circles.new import Person, found, known

FOLDER = "pages/circles"


@members_only
async def show(request: Request) -> Response:
    """The form, for one who is in it."""
    circle = await asked(request)
    return shown(request, circle, []) if circle else not_found(request)


@members_only
async def send(request: Request) -> Response:
    """Looks for somebody by name, or invites those chosen; what was typed is kept (422 where it is refused)."""
    sent, circle = await form(request), await asked(request)
    if circle is None:
        return not_found(request)
    chosen, inside = await known(request, sent.all("member")), [*circle["members"]["nodes"], *circle["invited"]]
    if sent["act"] == "find":
        others = await found(request, sent["find"].strip(), [*chosen, *inside])
        return shown(request, circle, chosen, sent["find"], others)
    given = {"circle": circle["id"], "members": [one["id"] for one in chosen]}
    result = (await ask(request, f"{FOLDER}/invite.post", **given))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if result["__typename"] == "Circle":
        return go(request, f"/circles/{circle['id']}")
    return shown(request, circle, chosen, sent["find"], error=result["message"])


@members_only
async def take_back(request: Request) -> Response:
    """The invitation is no more."""
    sent, id = await form(request), request.path_params["id"]
    result = (await ask(request, f"{FOLDER}/take_back", circle=id, member=sent["member"]))["result"]
    if result["__typename"] == "Circle":
        return go(request, f"/circles/{id}")
    return too_soon(request, 60) if result["__typename"] == "TooSoon" else not_found(request)


async def asked(request: Request) -> Mapping[str, Any] | None:
    """The circle of the address, where this member is in it and it isn't closed; else None."""
    circle = (await ask(request, f"{FOLDER}/invite", id=request.path_params["id"]))["space"]
    return circle if circle and circle["__typename"] == "Circle" and not circle["closed"] else None


def shown(
    request: Request,
    circle: Mapping[str, Any],
    chosen: list[Person],
    find: str = "",
    others: list[Person] | None = None,
    error: str = "",
) -> Response:
    """The form; `others` are those whom a name has found."""
    values = {"circle": circle, "chosen": chosen, "find": find, "others": others, "error": error}
    return page(request, f"{FOLDER}/invite", 422 if error else 200, **values)
