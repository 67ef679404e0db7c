"""What a document may ask at most; all of it is checked before the database is touched."""

from dataclasses import asdict, dataclass

from graphql import GraphQLError


@dataclass(frozen=True)
class Limits:
    """The most of each: levels, statements, nodes, aliases, fields, tokens, bytes of a request, seconds of work.

    `fragments` of a document, and `repeats` of a name in one place, are compared with one another: that takes squares.
    """

    depth: int = 12
    statements: int = 60
    nodes: int = 50_000
    aliases: int = 30
    fields: int = 2000
    repeats: int = 50
    fragments: int = 100
    tokens: int = 4000
    body: int = 64 * 1024
    seconds: float = 10.0


LIMITS = Limits()
TOLD = """Maille, a network where everyone may ask and everyone may help. You see here what you would see on its pages.

A document is refused before the database is touched where it has more than {depth} levels, {aliases} aliases,
{fields} fields (fragments counted in), {repeats} times one field in one place, {fragments} fragments, {tokens} words
and signs or {body} bytes, or could take more than {statements} statements or read more than {nodes} nodes (the product
of the sizes of its lists); it is stopped after {seconds:g} seconds. The error's `extensions` tell `code`, `figure` and
`bound`."""
_SAID = {
    "depth": ("TOO_DEEP", "This document is {figure} levels deep; at most {bound} are answered."),
    "aliases": ("TOO_MANY_ALIASES", "This document has {figure} aliases; at most {bound} are answered."),
    "fields": ("TOO_MANY_FIELDS", "This document has {figure} fields, fragments counted in; at most {bound} are read."),
    "repeats": (
        "TOO_MANY_REPEATS",
        "This document asks {figure} times for one thing in one place; at most {bound} are answered.",
    ),
    "fragments": ("TOO_MANY_FRAGMENTS", "This document has {figure} fragments; at most {bound} are read."),
    "tokens": ("TOO_MANY_TOKENS", "This document has {figure} words and signs; at most {bound} are read."),
    "statements": (
        "TOO_MANY_STATEMENTS",
        "This document could take {figure} statements; at most {bound} are run. Ask for less at once.",
    ),
    "nodes": (
        "TOO_MANY_NODES",
        "This document could read {figure} nodes; at most {bound} are read. Ask for fewer with 'first'.",
    ),
    "seconds": ("TOO_SLOW", "This document took longer than {bound:g} seconds and was stopped. Ask for less at once."),
}


def told(limits: Limits) -> str:
    """All of them in words, as the description of a schema."""
    return TOLD.format(**asdict(limits))


def refuse(name: str, figure: float, bound: float) -> GraphQLError:
    """What is told of a document over one of the limits: the figure and the bound."""
    code, said = _SAID[name]
    return GraphQLError(
        said.format(figure=figure, bound=bound), extensions={"code": code, "figure": figure, "bound": bound}
    )


def over_budget(seconds: int) -> GraphQLError:
    """What is told of a document for which the budget doesn't suffice."""
    said = f"Your budget of nodes is spent for now; ask again in {seconds} seconds."
    return GraphQLError(said, extensions={"code": "OVER_BUDGET", "retryAfter": seconds})


def too_many_new(seconds: int) -> GraphQLError:
    """What is told of a document that was never seen, to who has brought many of those."""
    said = (
        "You have sent many documents that were new; those that you sent before go on being answered."
        f" Keep the text as it is and pass values as variables, or come back in {seconds} seconds."
    )
    return GraphQLError(said, extensions={"code": "TOO_MANY_DOCUMENTS", "retryAfter": seconds})
