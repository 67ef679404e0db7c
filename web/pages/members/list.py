"""All members whom one may see, by words, topic, stage and community, a page at a time."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.ask import ask
from web.cursor import cursor_of
from web.members_only import members_only

STAGES = ("GRADUATE", "MENTOR", "ALUM")
ASKED = ("q", "topic", "stage", "community")


@members_only
async def show(request: Request) -> Response:
    """The directory; a filter that names nothing, or a community that one isn't in, finds nobody."""
    given = {name: request.query_params.get(name, "")[:200].strip() for name in ASKED}
    stage = given["stage"] if given["stage"] in STAGES else ""
    after = cursor_of(request)
    found = await ask(
        request,
        "pages/members/list",
        search=given["q"] or None,
        topic=given["topic"] or None,
        stage=stage or None,
        community=given["community"] or None,
        after=after,
    )
    mine = found["viewer"]["communities"]["nodes"]
    foreign = bool(given["community"]) and given["community"] not in {place["id"] for place in mine}
    more, asked = found["members"]["pageInfo"], {name: value for name, value in given.items() if value}
    address = f"/members?{urlencode(asked)}" if asked else "/members"
    return page(
        request,
        "pages/members/list",
        members=[] if foreign else found["members"]["nodes"],
        topics=found["topics"]["nodes"],
        communities=mine,
        given=given | {"stage": stage},
        narrowed=bool(asked),
        next=f"{address}{'&' if asked else '?'}after={more['endCursor']}"
        if more["hasNextPage"] and not foreign
        else "",
        start=address if after else "",
    )
