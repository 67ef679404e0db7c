"""The topics that one seeks and brings: a search, and a button for each."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.visit import visit_of

KEPT = ("name", "headline", "about", "region", "timezone", "discreet")


@members_only
async def show(request: Request) -> Response:
    """What one seeks and brings now, and what the search found."""
    return await _shown(request, request.query_params.get("q", "")[:200])


@members_only
async def save(request: Request) -> Response:
    """Puts a topic on a side, or takes it off again: `seeks` and `brings` hold its id, `on` says which way."""
    sent = await form(request)
    one = (await ask(request, "pages/members/profile"))["viewer"]
    if one is None:
        return not_found(request)
    kept = {name: one[name] for name in KEPT if one[name] is not None}
    sides = {side: _ids(one[side], sent[side], sent["on"] == "yes") for side in ("seeks", "brings")}
    profile = kept | sides | {"locale": visit_of(request).language.code}
    result = (await ask(request, "pages/members/save", profile=profile))["result"]
    if "message" in result:
        return await _shown(request, sent["q"], 422, result["message"])
    return go(request, f"/me/topics?q={quote(sent['q'])}#found" if sent["q"] else "/me/topics")


async def _shown(request: Request, search: str, status: int = 200, alarm_words: str = "") -> Response:
    one = (await ask(request, "pages/members/profile"))["viewer"]
    if one is None:
        return not_found(request)
    asked = search.strip()
    found = (await ask(request, "pages/members/topics", search=asked))["topics"]["nodes"] if asked else []
    values = {"member": one, "search": search, "found": found, "alarm_words": alarm_words}
    return page(request, "pages/members/topics", status, **values)


def _ids(topics: list[dict[str, Any]], id: str, on: bool) -> list[str]:
    others = [topic["id"] for topic in topics if topic["id"] != id]
    return [*others, id] if id and on else others if id else [topic["id"] for topic in topics]
