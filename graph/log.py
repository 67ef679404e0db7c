"""The log of one space: its messages by their numbers, read from an index however many there are."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph.access import readers
from graph.database import Graph
from graph.query.read import AT_ONCE, Asked, Long
from graph.query.tree import Start
from graph.query.union import Piece, united

END: Final = 10**10  # above every number
ROOM: Final = 10  # digits of a number in a key
FEW: Final = 1000  # changes of a space whose messages may be walked

DOWN: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
RETURN message.numberKey AS key, message.id AS id ORDER BY message.numberKey DESC LIMIT $limit"""

UP: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
RETURN message.numberKey AS key, message.id AS id ORDER BY message.numberKey LIMIT $limit"""

COUNT: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
RETURN count(message) AS messages"""


def key(space: str, number: int) -> str:
    """What a message of this number holds as its key."""
    return f"{space}:{min(max(number, 0), END - 1):0{ROOM}d}"


def bounds(space: str, number: int | None, backwards: bool) -> dict[str, str]:
    """The range before a number, or after it; of all, where none is given."""
    if number is None:
        return {"low": f"{space}:", "high": f"{space};"}
    return (
        {"low": f"{space}:", "high": key(space, number)}
        if backwards
        else {"low": key(space, number), "high": f"{space};"}
    )


def start(space: str, number: int | None, backwards: bool, limit: int) -> Start:
    """Where a page of a log begins: `limit` messages, which whoever may read one may read all."""
    piece, order = (DOWN, "message.number DESC") if backwards else (UP, "message.number")
    return Start(piece, "message", "Message", order, limit, limit, bounds(space, number, backwards))


async def messages(
    graph: Graph, viewer: str, space: str, number: int | None, backwards: bool, limit: int
) -> list[tuple[int, str]]:
    """`(number, id)` of the same page; [] where the viewer may not read the space."""
    if not await readers(graph, [(viewer, space)]):
        return []
    piece: LiteralString = DOWN if backwards else UP
    rows = await graph.read(piece, **bounds(space, number, backwards), limit=limit)
    return [(int(row["key"].rpartition(":")[2]), row["id"]) for row in rows]


async def pages(graph: Graph, asked: Sequence[Asked]) -> list[list[tuple[int, str]]]:
    """`(number, id)` of each page; whoever asks may read the spaces."""
    found: list[list[tuple[int, str]]] = []
    for first in range(0, len(asked), AT_ONCE):
        found += await _together(graph, asked[first : first + AT_ONCE])
    return found


async def _together(graph: Graph, asked: Sequence[Asked]) -> list[list[tuple[int, str]]]:
    statement, values = united([_piece(one) for one in asked])
    found: list[list[tuple[int, str]]] = [[] for _ in asked]
    for row in await graph.read(statement, **values):
        found[row["place"]].append((int(row["key"].rpartition(":")[2]), row["id"]))
    return found


def _piece(one: Asked) -> Piece:
    nowhere = -1 if one.backwards else END  # the cursor of another list finds nothing
    number = one.key if one.key is None or isinstance(one.key, int) else nowhere
    return DOWN if one.backwards else UP, bounds(one.parent, number, one.backwards) | {"limit": one.limit}


LONG: Final = Long(f"head([(space)-[:TICKS]->(clock:Clock) | clock.last]) <= {FEW}", pages)


async def message_count(graph: Graph, viewer: str, space: str) -> int:
    """How many messages a space has, facts and withdrawn ones too; 0 where the viewer may not read it."""
    if not await readers(graph, [(viewer, space)]):
        return 0
    return int((await graph.read(COUNT, low=f"{space}:", high=f"{space};"))[0]["messages"])
