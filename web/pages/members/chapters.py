"""One's chapters: open one beside the others, end one."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.visit import Visit, visit_of

STAGES = ("MENTOR", "ALUM", "GRADUATE")
EMPTY = {"stage": "", "since": "", "note": ""}


@members_only
async def show(request: Request) -> Response:
    """What is open, what has ended, and the form of a new one."""
    return await _shown(request, EMPTY, {})


@members_only
async def start(request: Request) -> Response:
    """Opens a chapter; who becomes a mentor says next what they bring."""
    sent = await form(request)
    typed = {name: sent[name] for name in EMPTY}
    since = _instant(typed["since"], visit_of(request))
    if typed["stage"] not in STAGES or since is None:
        return await _shown(request, typed, _missing(request, typed["stage"] in STAGES), 422)
    values = {"stage": typed["stage"], "since": since, "note": typed["note"]}
    result = (await ask(request, "pages/members/open_chapter", **values))["result"]
    if "message" in result:
        return await _shown(request, typed, {result.get("field", ""): result["message"]}, 422)
    return go(request, "/me/topics" if typed["stage"] == "MENTOR" else "/me#journey")


@members_only
async def end(request: Request) -> Response:
    """Ends a chapter today; it stays in the journey."""
    sent = await form(request)
    result = (await ask(request, "pages/members/close_chapter", chapter=sent["chapter"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if "message" in result:
        return await _shown(request, EMPTY, {"": result["message"]}, 422)
    return go(request, "/me/chapters")


async def _shown(request: Request, typed: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    one = (await ask(request, "pages/members/profile"))["viewer"]
    if one is None:
        return not_found(request)
    visit = visit_of(request)
    open_: list[dict[str, Any]] = [chapter for chapter in one["chapters"] if not chapter["until"]]
    taken = {chapter["stage"] for chapter in open_}
    values = {
        "open": open_,
        "ended": [chapter for chapter in one["chapters"] if chapter["until"]],
        "left": [stage for stage in STAGES if stage not in taken],
        "today": visit.now.astimezone(ZoneInfo(visit.zone)).date().isoformat(),
        "spans": {c["id"]: visit.calendar.span_words(c["since"], c["until"]) for c in one["chapters"]},
    }
    return page(request, "pages/members/chapters", status, typed=typed, errors=errors, **values)


def _instant(day: str, visit: Visit) -> str | None:
    """Midnight of a day where the member is; now where none is given; None where it is no day."""
    if not day:
        return visit.now.isoformat()
    try:
        at = date.fromisoformat(day)
    except ValueError:
        return None
    return datetime(at.year, at.month, at.day, tzinfo=ZoneInfo(visit.zone)).isoformat()


def _missing(request: Request, chosen: bool) -> dict[str, str]:
    _ = visit_of(request).language.gettext
    if not chosen:
        return {"stage": _("Choisissez l'étape qui commence.")}
    return {"since": _("Cette date n'existe pas : choisissez un jour, ou laissez vide pour aujourd'hui.")}
