"""A bug is logged with an id and told as "internal error" and that id; a caller's mistake is told as it is."""

import secrets
from collections.abc import Iterable

import structlog
from graphql import GraphQLError
from strawberry.extensions import MaskErrors

log = structlog.get_logger(__name__)


def discreet(errors: Iterable[GraphQLError]) -> list[GraphQLError]:
    """The errors as a caller may read them."""
    return [_masked(error) if is_bug(error) else error for error in errors]


class Discreet(MaskErrors):
    """Nothing of the inside reaches the answer."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=is_bug)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The error as a caller may read it; the log has the rest under the same id."""
        return _masked(error)


def _masked(error: GraphQLError) -> GraphQLError:
    name = secrets.token_hex(4)
    log.error("bug", id=name, path=error.path, exc_info=error.original_error)
    return GraphQLError(
        f"Internal error {name}.",
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={"code": "INTERNAL"},
    )


def is_bug(error: GraphQLError) -> bool:
    """True of what no caller could have known."""
    return error.original_error is not None and not isinstance(error.original_error, GraphQLError)
