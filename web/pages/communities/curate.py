"""Keeping watch: who knocks, what waits, who curates, which rooms there are. For curators and the staff alone."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import not_found, page
from web.ask import ask
from web.cursor import cursor_of
from web.members_only import members_only


@members_only
async def show(request: Request) -> Response:
    """The page; for anybody else it doesn't exist."""
    return await shown(request, request.path_params["slug"])


async def shown(request: Request, slug: str, status: int = 200, **said: Any) -> Response:
    """The page, with what a form of it has to say: `alarm_words`, or `errors` by field beside what was typed."""
    after = cursor_of(request)
    data = await ask(request, "pages/communities/curate", slug=slug, after=after)
    one = data["community"]
    if one is None or not one["curated"]:
        return not_found(request)
    curators, more = {curator["id"] for curator in one["curators"]}, one["members"]["pageInfo"]
    values = {
        "community": one,
        "members": [member for member in one["members"]["nodes"] if member["id"] not in curators],
        "after": more["endCursor"] if more["hasNextPage"] else "",
        "further": bool(after),
        "reported": len(data["reports"]),  # the staff's; none for other curators
    }
    nothing = {"alarm_words": "", "errors": {}, "typed": {"name": "", "purpose": ""}}
    return page(request, "pages/communities/curate", status, **values, **nothing | said)
