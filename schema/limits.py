"""What a document may ask at most; all of it is checked before the database is touched."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most of each: levels, statements, nodes, aliases, tokens, bytes of a request, seconds of work."""

    depth: int = 12
    statements: int = 60
    nodes: int = 20_000
    aliases: int = 30
    tokens: int = 4000
    body: int = 64 * 1024
    seconds: float = 10.0


LIMITS = Limits()
