"""One box over members, threads, communities and topics."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph.folding import folded
from web.answer import page
from web.ask import ask
from web.hits import hit
from web.marked import asked
from web.visit import visit_of

KINDS = ("MEMBER", "THREAD", "COMMUNITY", "TOPIC")
FOR_VISITORS = ("COMMUNITY", "TOPIC")
MOST = 50
LONGEST = 200


async def show(request: Request) -> Response:
    """What was found, the best first; or what one may look for."""
    visit, given = visit_of(request), request.query_params
    text = given.get("q", "")[:LONGEST].strip()
    words = asked(text)
    filters = await ask(request, "pages/search.filters", browsing=not words)
    communities = filters["communities"]["nodes"]
    topics = sorted(filters["topics"]["nodes"], key=lambda one: folded(one[visit.language.code]))
    community = _chosen(communities, given.get("community", ""))
    topic = _chosen(topics, given.get("topic", ""))
    kinds = KINDS if visit.reader else FOR_VISITORS
    kind = given.get("kind", "") if given.get("kind") in kinds else ""
    found = await _found(request, text, [kind] if kind else list(kinds), community, topic) if words else []
    return page(
        request,
        "pages/search",
        text=text,
        words=words,
        kinds=kinds,
        kind=kind,
        communities=communities,
        community=community,
        topics=topics,
        topic=topic,
        broad=[] if words else [one for one in topics if one["broader"] is None],
        hits=[hit(one, visit) for one in found],
        more=len(found) == MOST,
    )


async def _found(
    request: Request, text: str, kinds: list[str], community: dict[str, Any] | None, topic: dict[str, Any] | None
) -> list[dict[str, Any]]:
    places = {"community": community and community["id"], "topic": topic and topic["id"]}
    found: list[dict[str, Any]] = (await ask(request, "pages/search", text=text, kinds=kinds, **places))["find"]
    return found


def _chosen(nodes: list[dict[str, Any]], slug: str) -> dict[str, Any] | None:
    return next((one for one in nodes if slug and one["slug"] == slug), None)
