"""What a document may ask at most; all of it is checked before the database is touched."""

from dataclasses import dataclass

from graphql import GraphQLError


@dataclass(frozen=True)
class Limits:
    """The most of each: levels, statements, nodes, aliases, tokens, bytes of a request, seconds of work."""

    depth: int = 12
    statements: int = 60
    nodes: int = 50_000
    aliases: int = 30
    tokens: int = 4000
    body: int = 64 * 1024
    seconds: float = 10.0


LIMITS = Limits()
_SAID = {
    "statements": "This document could take {figure} statements; at most {bound} are run. Ask for less at once.",
    "nodes": "This document could read {figure} nodes; at most {bound} are read. Ask for fewer with 'first'.",
}


def refuse(name: str, figure: int, bound: int) -> GraphQLError:
    """What is told of a document over one of the limits: the figure and the bound."""
    said = _SAID[name].format(figure=figure, bound=bound)
    return GraphQLError(said, extensions={"code": f"TOO_MANY_{name.upper()}", "figure": figure, "bound": bound})


def over_budget(seconds: int) -> GraphQLError:
    """What is told of a document for which the budget doesn't suffice."""
    said = f"Your budget of nodes is spent for now; ask again in {seconds} seconds."
    return GraphQLError(said, extensions={"code": "OVER_BUDGET", "retryAfter": seconds})
