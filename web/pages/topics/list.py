"""All topics, from broad to narrow."""

from collections import defaultdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph.folding import folded
from web.answer import page
from web.ask import ask
from web.visit import visit_of


async def show(request: Request) -> Response:
    """Each broad topic with its narrower ones, and theirs, in the reader's order of letters."""
    code = visit_of(request).language.code
    nodes = (await ask(request, "pages/topics/list"))["topics"]["nodes"]
    return page(request, "pages/topics/list", broad=tree(sorted(nodes, key=lambda one: folded(one[code]))))


def tree(topics: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The broad topics; each topic with `within`, its own narrower ones, in the order that was given."""
    within: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for topic in topics:
        within[topic["broader"] and topic["broader"]["slug"]].append(topic)

    def grown(topic: dict[str, Any]) -> dict[str, Any]:
        return {**topic, "within": [grown(one) for one in within[topic["slug"]]]}

    return [grown(topic) for topic in within[None]]
