"""How a result is answered: its status, its media type, its bytes."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.responses import Response

from schema.execution.errors import discreet
from web.graphql.media import GRAPHQL
from web.graphql.refused import Refused

STATUSES = {"INTERNAL": 500}  # of what fails before execution, by the code of its error; 400 where none is named
_ALWAYS = {"cache-control": "private, no-store", "vary": "Accept"}


def refusal(refused: Refused, media: str) -> Response:
    """One error, and no data."""
    status = refused.status if refused.always or media == GRAPHQL else 200
    return _response(refused.body, status, media, refused.headers)


def answer(result: Any, media: str, headers: Mapping[str, str]) -> Response:
    """The result of a document."""
    body: dict[str, Any] = {}
    if result.errors:
        errors = discreet(result.errors)
        body["errors"] = [error.formatted for error in errors]
        if before_execution(result):
            return _response(body, _status(errors, result.errors, media), media, headers)
    body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return _response(body, 200, media, headers)


def before_execution(result: Any) -> bool:
    """True where nothing was executed: an error of a field has a path, one of the request has none."""
    return result.data is None and not any(error.path for error in result.errors or ())


def _status(told: list[GraphQLError], errors: list[GraphQLError], media: str) -> int:
    if told != errors:  # a bug outside of the fields
        return 500
    named = [STATUSES[code] for error in errors if (code := (error.extensions or {}).get("code")) in STATUSES]
    return max(named, default=400 if media == GRAPHQL else 200)


def _response(body: dict[str, Any], status: int, media: str, headers: Mapping[str, str]) -> Response:
    kind = {"content-type": f"{media}; charset=utf-8"}
    return Response(orjson.dumps(body), status, {**kind, **_ALWAYS, **headers})
