"""The communities: yours first, then the others that you may see."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.ask import ask
from web.cursor import cursor_of


async def show(request: Request) -> Response:
    """Yours stand on the first page alone; a visitor sees those that don't hide."""
    after = cursor_of(request)
    found = await ask(request, "pages/communities/list", after=after)
    mine = found["viewer"]["communities"]["nodes"] if found["viewer"] else []
    others = [one for one in found["communities"]["nodes"] if one["standing"] in ("OUTSIDE", "ASKING")]
    more = found["communities"]["pageInfo"]
    return page(
        request,
        "pages/communities/list",
        mine=[] if after else sorted(mine, key=lambda one: (one["root"], one["name"])),
        others=others,
        after=more["endCursor"] if more["hasNextPage"] else "",
        further=bool(after),
    )
