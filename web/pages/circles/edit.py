"""Changing a circle: what it is for and until when; and what one seeks in it oneself, and brings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page, too_soon
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.circles.new import last_moment
from web.visit import visit_of

FOLDER = "pages/circles"
FIELDS = ("name", "purpose", "ends")


@members_only
async def show(request: Request) -> Response:
    """The form as the circle fills it, for one who is in it."""
    circle, zone = await asked(request), ZoneInfo(visit_of(request).zone)
    if circle is None:
        return not_found(request)
    ends = circle["endsAt"] and datetime.fromisoformat(circle["endsAt"]).astimezone(zone).strftime("%Y-%m-%d")
    return shown(request, circle, {"name": circle["name"], "purpose": circle["purpose"] or "", "ends": ends or ""})


@members_only
async def save(request: Request) -> Response:
    """Changes it; a field that is wrong says so beside what was typed (422)."""
    sent, circle, visit = await form(request), await asked(request), visit_of(request)
    if circle is None:
        return not_found(request)
    words = {name: sent[name].strip() for name in FIELDS}
    try:
        ends = last_moment(words["ends"], visit.zone) if words["ends"] else None
    except ValueError:
        return shown(
            request, circle, words, {"ends": visit.language.gettext("Cette date ne se lit pas : choisissez un jour.")}
        )
    given = {"circle": circle["id"], "name": words["name"], "purpose": words["purpose"], "ends": ends}
    result = (await ask(request, f"{FOLDER}/edit.post", **given))["result"]
    if result["__typename"] == "Circle":
        return go(request, f"/circles/{circle['id']}")
    if result["__typename"] == "NotFound":
        return not_found(request)
    field = {"endsAt": "ends"}.get(result.get("field", ""), result.get("field", ""))
    return shown(request, circle, words, {field: result["message"]})


@members_only
async def say(request: Request) -> Response:
    """What one seeks there and brings, in place of what one said before."""
    sent, id = await form(request), request.path_params["id"]
    given = {"seeks": sent["seeks"][:200], "brings": sent["brings"][:200]}
    result = (await ask(request, f"{FOLDER}/say", circle=id, **given))["result"]
    if result["__typename"] == "Circle":
        return go(request, f"/circles/{id}")
    return too_soon(request, 60) if result["__typename"] == "TooSoon" else not_found(request)


async def asked(request: Request) -> Mapping[str, Any] | None:
    """The circle of the address, where this member is in it and it isn't closed; else None."""
    circle = (await ask(request, f"{FOLDER}/edit", id=request.path_params["id"]))["space"]
    return circle if circle and circle["__typename"] == "Circle" and not circle["closed"] else None


def shown(
    request: Request, circle: Mapping[str, Any], words: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> Response:
    """The form, with what was typed and what is to be seen again."""
    values = {"circle": circle, "words": words, "errors": errors or {}}
    return page(request, f"{FOLDER}/edit", 422 if errors else 200, **values)
