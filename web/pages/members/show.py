"""A member: who they are, what they bring and seek, what links you, their journey."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.members_only import members_only
from web.pages.members.chain import chains
from web.pages.members.story import story, table
from web.visit import visit_of


@members_only
async def show(request: Request) -> Response:
    """The page of somebody else; one's own is /me. Who may not be seen is not there."""
    visit, slug = visit_of(request), request.path_params["slug"]
    if visit.reader and visit.reader.slug == slug:
        return go(request, "/me")
    found = await ask(request, "pages/members/show", slug=slug)
    one, viewer = found["member"], found["viewer"]
    if one is None:
        return not_found(request)
    values: dict[str, Any] = {
        "shared": [place for place in one["shared"] if not place["root"]],
        "paths": chains(one["paths"], visit),
        "to_ask": fitting(one["brings"], viewer["seeks"]),
        "to_offer": fitting(one["seeks"], viewer["brings"]),
    }
    return page(request, "pages/members/show", **values, **told(one, request))


@members_only
async def me(request: Request) -> Response:
    """The same page for oneself, with what one may change."""
    one = (await ask(request, "pages/members/me"))["viewer"]
    if one is None:
        return not_found(request)
    places = [place for place in one["communities"]["nodes"] if not place["root"]]
    return page(request, "pages/members/me", shared=places, **told(one, request))


def fitting(theirs: list[dict[str, Any]], mine: list[dict[str, Any]]) -> str:
    """The address of the topic that both ends of a thread between two could be about; '' where there is none."""
    wanted = {topic["slug"] for topic in mine}
    both = [topic["slug"] for topic in theirs if topic["slug"] in wanted]
    return str(next(iter(both or [topic["slug"] for topic in theirs]), ""))


def told(one: dict[str, Any], request: Request) -> dict[str, Any]:
    """What both pages say of a member."""
    visit, helps = visit_of(request), one["helpsGiven"]["nodes"] + one["helpsReceived"]["nodes"]
    thanked = [help for help in one["helpsGiven"]["nodes"] if help["thanks"]]
    return {
        "member": one,
        "told": story(one, visit),
        "helps": table(one, helps),
        "thanked": max(thanked, key=lambda help: help["at"], default=None),
        "thread": next(iter(one["threads"]["nodes"]), None),
        "curated": {place["slug"] for place in one["curates"]},
    }
