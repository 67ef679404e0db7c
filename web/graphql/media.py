"""The media types of requests and answers, by their headers."""

from collections.abc import Iterator
from functools import lru_cache

from web.graphql.refused import Refused

JSON, GRAPHQL, EVENTS = "application/json", "application/graphql-response+json", "text/event-stream"
_LONGEST = 500  # characters of a header that is read


def answered_in(accept: str) -> str:
    """GRAPHQL or JSON, whichever an Accept header prefers; JSON where it takes anything. Refused."""
    chosen = _chosen(accept) if len(accept) <= _LONGEST else ""
    if not chosen:
        raise Refused(406, f"Answers are {GRAPHQL} or {JSON}.", "NOT_ACCEPTABLE")
    return chosen


def takes_events(accept: str) -> bool:
    """True where an Accept header names a stream of events."""
    return len(accept) <= _LONGEST and bool(_rank(EVENTS, list(_ranges(accept)))[0]) and EVENTS in accept.lower()


def takes_json(accept: str) -> bool:
    """True where it names one of the others too: events are then for what goes on."""
    return any(kind in accept.lower() for kind in (JSON, GRAPHQL))


def must_be_json(content_type: str) -> None:
    """Refused unless a body is JSON in UTF-8: other kinds can be sent from another site without its being asked."""
    if len(content_type) > _LONGEST or not _is_json(content_type):
        raise Refused(415, f"Send the request as {JSON}, in UTF-8.", "UNSUPPORTED_MEDIA_TYPE", {"accept-post": JSON})


@lru_cache(64)
def _chosen(accept: str) -> str:
    """Empty where neither is accepted."""
    ranges = list(_ranges(accept)) if accept.strip() else [("*/*", 1.0)]
    ranks = {kind: _rank(kind, ranges) for kind in (JSON, GRAPHQL)}
    best = max(ranks, key=lambda kind: ranks[kind])
    return best if ranks[best][0] else ""


def _rank(kind: str, ranges: list[tuple[str, float]]) -> tuple[float, int, int]:
    """How much a kind is wanted, how closely it is named, how early."""
    fitting = [(_fits(range_, kind), -place, q) for place, (range_, q) in enumerate(ranges)]
    closeness, place, q = max(fitting, default=(0, 0, 0.0))
    return (q, closeness, place) if closeness else (0.0, 0, 0)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        named = dict(piece.partition("=")[::2] for piece in parameters)
        if _is_utf8(named.get("charset", "")):
            yield kind, _quality(named.get("q", "1"))


def _fits(range_: str, kind: str) -> int:
    """How closely a range names a kind; 0 where it doesn't."""
    return {kind: 3, "application/*": 2, "*/*": 1}.get(range_, 0)


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


@lru_cache(64)
def _is_json(content_type: str) -> bool:
    kind, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    named = dict(piece.partition("=")[::2] for piece in parameters)
    return kind == JSON and _is_utf8(named.get("charset", ""))


def _is_utf8(charset: str) -> bool:
    return charset.strip('"') in ("", "utf-8", "utf8")
