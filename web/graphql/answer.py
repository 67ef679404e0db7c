"""How a result is answered: its status, its media type, its bytes."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.responses import Response

from schema.execution.errors import discreet
from web.graphql.media import GRAPHQL
from web.graphql.refused import Refused

STATUSES = {
    "INTERNAL": 500,
    "OVER_BUDGET": 429,
    "TOO_MANY_DOCUMENTS": 429,
    "TOO_SLOW": 503,
}  # of what fails before execution, by the code of its error; 400 where none is named
_ALWAYS = {"cache-control": "private, no-store", "vary": "Accept"}


def refusal(refused: Refused, media: str) -> Response:
    """One error, and no data."""
    status = refused.status if refused.always or media == GRAPHQL else 200
    return _response(refused.body, status, media, refused.headers)


def answer(result: Any, media: str, headers: Mapping[str, str], explained: Mapping[str, Any]) -> Response:
    """The result of a document, and beside it what was asked to be explained."""
    body: dict[str, Any] = {}
    errors: list[GraphQLError] = []
    if result.errors:
        errors = discreet(result.errors)
        body["errors"] = [error.formatted for error in errors]
    executed = not (result.errors and before_execution(result))
    if executed:
        body["data"] = result.data
    if extensions := {**(result.extensions or {}), **explained}:
        body["extensions"] = extensions
    if executed:
        return _response(body, 200, media, headers)
    return _response(body, _status(errors, result.errors, media), media, {**headers, **_later(errors)})


def before_execution(result: Any) -> bool:
    """True where nothing was executed: an error of a field has a path, one of the request has none."""
    return result.data is None and not any(error.path for error in result.errors or ())


def _status(told: list[GraphQLError], errors: list[GraphQLError], media: str) -> int:
    if told != errors:  # a bug outside of the fields
        return 500
    named = [STATUSES[code] for error in errors if (code := (error.extensions or {}).get("code")) in STATUSES]
    return max(named, default=400 if media == GRAPHQL else 200)


def _later(errors: list[GraphQLError]) -> dict[str, str]:
    waits = [(error.extensions or {}).get("retryAfter", 0) for error in errors]
    return {"retry-after": str(max(waits))} if any(waits) else {}


def _response(body: dict[str, Any], status: int, media: str, headers: Mapping[str, str]) -> Response:
    kind = {"content-type": f"{media}; charset=utf-8"}
    return Response(orjson.dumps(body), status, {**kind, **_ALWAYS, **headers})
