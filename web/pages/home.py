"""Home: what is within a member's reach; for who isn't signed in, what Maille is."""

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, page
from web.ask import ask
from web.because import why
from web.pages.gathering import BEFORE
from web.visit import visit_of

SHOWN = 4  # of one's own threads
FEW = 5  # requests to join


async def show(request: Request) -> Response:
    """Up to three requests that the member can answer, and what is theirs; or the landing page."""
    visit = visit_of(request)
    if visit.reader is None:
        return go(request, "/waiting") if visit.waiting else await landing(request)
    found = await ask(request, "pages/home")
    asks = [(thread, why(thread, visit.calendar, visit.language)) for thread in found["withinReach"]]
    return page(
        request,
        "pages/home",
        me=found["viewer"],
        asks=asks,
        threads=latest(found["myThreads"]),
        gathering=next_one(found["gatherings"], visit.now),
        mentions=found["mentions"],
        invitations=found["invitations"],
        thanks=thanked(found["viewer"]["helpsGiven"]["nodes"]),
        knocks=knocks(found["viewer"]["curates"]),
        unknown=not found["viewer"]["seeks"] and not found["viewer"]["brings"],
    )


async def landing(request: Request) -> Response:
    """What Maille is, and the communities that one may see from outside."""
    nodes = (await ask(request, "pages/landing"))["communities"]["nodes"]
    return page(request, "pages/landing", communities=[one for one in nodes if not one["root"]])


def next_one(gatherings: list[dict[str, Any]], now: datetime) -> dict[str, Any] | None:
    """The next one that isn't called off; `open` where one talks there already."""
    found = next((one for one in gatherings if not one["cancelled"]), None)
    return found and {**found, "open": datetime.fromisoformat(found["startsAt"]) <= now + BEFORE}


def latest(threads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those with something new first, each part in order of time; the closed ones only while they are news."""
    news = [one for one in threads if one["unread"]]
    return [*news, *(one for one in threads if not one["unread"] and one["status"] == "OPEN")][:SHOWN]


def thanked(helps: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The latest thanks that somebody else wrote: who closes an offer of theirs thanks nobody but themselves."""
    said = [one for one in helps if one["thanks"] and one["thread"] and one["thread"]["kind"] == "REQUEST"]
    return max(said, key=lambda one: str(one["at"]), default=None)


def knocks(communities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who asks to join a community that one curates, the longest waiting first."""
    asking = [{**one, "community": place} for place in communities for one in place["joinRequests"]]
    return sorted(asking, key=lambda one: str(one["at"]))[:FEW]
