"""Who is in a community, a page at a time, with what they bring and seek."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.cursor import cursor_of
from web.members_only import members_only
from web.pages.communities.show import told


@members_only
async def show(request: Request) -> Response:
    """Those whom the viewer may see, by name; before a door on request, the door."""
    after = cursor_of(request)
    slug = request.path_params["slug"]
    one = (await ask(request, "pages/communities/members", slug=slug, after=after))["community"]
    if one is None:
        return not_found(request)
    if not told(one):
        return go(request, f"/communities/{one['slug']}")
    more = one["members"]["pageInfo"]
    after_last = more["endCursor"] if more["hasNextPage"] else ""
    return page(request, "pages/communities/members", community=one, after=after_last, further=bool(after))
