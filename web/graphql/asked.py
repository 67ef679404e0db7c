"""What a request asks: its parameters, well-formed, before any of them is looked into."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

from schema.limits import LIMITS
from web.graphql.media import must_be_json
from web.graphql.refused import Refused

READS = ("GET", "HEAD")
ALLOW = {"allow": "GET, HEAD, OPTIONS, POST"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request. A document comes as text, by the name that it is kept under, or as both."""

    query: str | None
    operation: str | None
    variables: dict[str, Any] | None
    name: str | None  # of a kept document
    explain: bool = False  # True where they want to know what it can cost
    automatic: bool = False  # whoever brings text and name together wants them to be kept


async def asked(request: Request) -> Asked:
    """What a GET or a POST asks; Refused where it is not well-formed."""
    if request.method in READS:
        return asked_of(_from_address(request))
    if request.method != "POST":
        raise Refused(405, f"{request.method} is not for this address.", "METHOD_NOT_ALLOWED", ALLOW)
    must_be_json(request.headers.get("content-type", ""))
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, "Send the body as it is, not compressed.", "UNSUPPORTED_MEDIA_TYPE")
    body = await request.body()
    if len(body) > LIMITS.body:
        raise Refused(413, f"A request has at most {LIMITS.body} bytes.", "TOO_LARGE")
    return asked_of(_json(body, "The body"))


def _from_address(request: Request) -> dict[str, Any]:
    if len(request.scope["query_string"]) > LIMITS.body:
        raise Refused(414, f"An address has at most {LIMITS.body} bytes: send this by POST.", "TOO_LARGE")
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _json(given[name].encode(), f"'{name}'")
        else:
            given[name] = None
    return given | {name: given.get(name) or None for name in ("operationName", "documentId")}


def _json(text: bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise Refused(400, f"{what} can't be read as JSON: {error}.", "NOT_JSON") from error


def asked_of(given: Any) -> Asked:
    """What an object asks; Refused where it is not well-formed."""
    if isinstance(given, list):
        raise _bad("One operation a request: a list of them is not taken. Aliases ask for several things at once.")
    if not isinstance(given, dict):
        raise _bad("A request is an object with a 'query'.")
    query, operation, document = (_text(given, name) for name in ("query", "operationName", "documentId"))
    extensions = _map(given, "extensions") or {}
    automatic = _automatic(extensions.get("persistedQuery"))
    name = automatic or document
    if query is None and name is None:
        raise _bad("A request has a 'query', the text of a document.")
    return Asked(
        query,
        operation or None,
        _map(given, "variables"),
        name,
        extensions.get("explain") is True,
        automatic is not None,
    )


def _automatic(given: Any) -> str | None:
    """The hash of `extensions.persistedQuery`, as Apollo's clients send it."""
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("sha256Hash"), str):
        raise _bad("'extensions.persistedQuery' has a 'version' and a 'sha256Hash'.")
    if given.get("version") != 1:
        raise Refused(400, "PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED", always=False)
    return str(given["sha256Hash"])


def _text(given: Mapping[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is None or isinstance(value, str):
        return value
    raise _bad(f"'{name}' is a text.")


def _map(given: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    value = given.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise _bad(f"'{name}' is an object.")


def _bad(message: str) -> Refused:
    return Refused(400, message, "BAD_REQUEST")
