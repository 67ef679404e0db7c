"""The threads: one's own with what is new, then those of one's communities, by what is asked of them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.ask import ask
from web.cursor import cursor_of
from web.members_only import members_only

KINDS, STATUSES = ("REQUEST", "OFFER"), ("OPEN", "HELPED", "CLOSED")
ALL = "ALL"  # of any status


@members_only
async def show(request: Request) -> Response:
    """The list; open threads where nothing else is asked."""
    chosen, after = filters(request.query_params), cursor_of(request)
    wanted = {name: value or None for name, value in chosen.items()}
    wanted["status"] = None if chosen["status"] == ALL else chosen["status"]
    plain = not after and chosen == filters({})
    data = await ask(request, "pages/threads", **wanted, after=after, mine=plain)
    mine = data.get("mine", [])
    ids = {one["id"] for one in mine}
    return page(
        request,
        "pages/threads",
        mine=mine,
        threads=[one for one in data["threads"]["nodes"] if one["id"] not in ids],
        following=following(chosen, data["threads"]["pageInfo"]),
        chosen=chosen,
        kinds={kind: address({**chosen, "kind": kind}) for kind in ("", *KINDS)},
        begun=after is not None,
        plain=plain,
        communities=data["viewer"]["communities"]["nodes"],
        topics=topics(data),
    )


def filters(query: Mapping[str, str]) -> dict[str, str]:
    """What the address asks, '' where it doesn't; the status is OPEN where it doesn't say."""
    kind, status = query.get("kind", ""), query.get("status", "")
    return {
        "kind": kind if kind in KINDS else "",
        "status": status if status in (*STATUSES, ALL) else "OPEN",
        "topic": query.get("topic", ""),
        "community": query.get("community", ""),
    }


def following(chosen: Mapping[str, str], info: Mapping[str, Any]) -> str:
    """The address of the next page; '' where there is none."""
    if not info["hasNextPage"]:
        return ""
    return address({**chosen, "after": info["endCursor"]})


def address(asked: Mapping[str, str]) -> str:
    """The list for these filters; what is usual isn't said."""
    said = {name: value for name, value in asked.items() if value and (name, value) != ("status", "OPEN")}
    return f"/threads?{urlencode(said)}" if said else "/threads"


def topics(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What one may choose from: topics that one seeks or brings, and those of the threads that are shown."""
    shown = [topic for thread in data["threads"]["nodes"] for topic in thread["topics"]]
    return list({one["id"]: one for one in [*data["viewer"]["seeks"], *data["viewer"]["brings"], *shown]}.values())
