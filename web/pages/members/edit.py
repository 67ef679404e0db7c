"""One's own profile: name, headline, a few words, place, time zone, language, and whether one stays apart."""

from typing import Any
from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response

from schema.language import LANGUAGES
from web.answer import go, not_found, page
from web.ask import ask
from web.form import Form, form
from web.members_only import members_only
from web.visit import visit_of

TEXTS = ("name", "headline", "about", "region", "timezone", "locale")
PLACES = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
ZONES = sorted(zone for zone in available_timezones() if zone.startswith(PLACES))


@members_only
async def show(request: Request) -> Response:
    """The form with what one says of oneself now."""
    one = (await ask(request, "pages/members/profile"))["viewer"]
    if one is None:
        return not_found(request)
    typed = {name: one[name] or "" for name in TEXTS if name != "locale"}
    typed |= {"locale": visit_of(request).language.code, "discreet": one["discreet"]}
    typed |= {"suggested": one["suggested"], "answersByMail": one["answersByMail"]}
    return _form(request, typed, {})


@members_only
async def save(request: Request) -> Response:
    """Keeps it and shows one's page; a field that is wrong says so beside what was typed."""
    typed = _typed(await form(request))
    result = (await ask(request, "pages/members/save", profile=typed))["result"]
    if "message" in result:
        return _form(request, typed, {result.get("field", ""): result["message"]}, 422)
    if typed["locale"] in LANGUAGES:
        request.session["language"] = typed["locale"]
    return go(request, "/me")


def _typed(sent: Form) -> dict[str, Any]:
    checked = {
        "discreet": sent["discreet"] == "yes",
        "suggested": sent["alone"] != "yes",
        "answersByMail": sent["answers"] == "yes",
    }
    return {name: sent[name] for name in TEXTS} | checked


def _form(request: Request, typed: dict[str, Any], errors: dict[str, str], status: int = 200) -> Response:
    return page(request, "pages/members/edit", status, typed=typed, errors=errors, zones=ZONES)
