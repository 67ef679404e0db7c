"""A community: what it is for, its knitting, its threads, rooms and gatherings, its rules and who keeps watch."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import not_found, page
from web.ask import ask
from web.drawing.fabric import Fabric, stitch_worth
from web.visit import visit_of
from web.weeks import weeks_before

SHOWN = 3  # gatherings


async def show(request: Request) -> Response:
    """The page for who is in, and what may be known of it for who isn't."""
    return await shown(request, request.path_params["slug"])


async def shown(request: Request, slug: str, status: int = 200, **said: Any) -> Response:
    """The page, with what a form of it has to say."""
    one = (await ask(request, "pages/communities/show", slug=slug))["community"]
    if one is None:
        return not_found(request)
    cloth = Fabric(one["weave"], one["openRequestCount"])
    values = {
        "community": one,
        "inside": one["standing"] in ("MEMBER", "CURATOR"),
        "told": told(one),
        "cloth": cloth,
        "worth": stitch_worth(cloth),
        "weeks": list(zip(weeks_before(visit_of(request), len(one["weave"])), one["weave"], strict=True)),
        "rules": [line.strip() for line in one["rules"].splitlines() if line.strip()],
        "upcoming": one["upcoming"][:SHOWN],
    }
    return page(request, "pages/communities/show", status, **values, **{"alarm_words": "", "note": ""} | said)


def told(one: dict[str, Any]) -> bool:
    """True where one may be told who is in: behind a door on request that is for those inside."""
    return one["door"] == "OPEN" or one["curated"] or one["standing"] in ("MEMBER", "CURATOR")
