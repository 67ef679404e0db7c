"""What was said in one space, by its words: accents, capitals and plurals folded as search folds them."""

from dataclasses import dataclass
from typing import Final, LiteralString

from graph.access import readers
from graph.database import Graph
from graph.folding import words
from graph.log import END, key

# Numbers of each look down the index of one question: few for a word that is said often. What it costs in all doesn't
# hang on how large the space is.
PIECES: Final = (500, 2500, 7000, 15000)

LATEST: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
RETURN message.numberKey AS key ORDER BY message.numberKey DESC LIMIT 1"""

# The range alone, then what is wanted: else the embedded engine leaves the index aside. What was written before texts
# were folded is searched as it stands.
SAID: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
WITH message WHERE message.kind = 'SAID' AND message.withdrawnAt IS NULL
  AND all(word IN $words WHERE coalesce(message.searchText, toLower(message.body)) CONTAINS word)
RETURN message.id AS id, message.number AS number ORDER BY message.numberKey DESC LIMIT $limit"""


@dataclass(frozen=True)
class Said:
    """Ids, the latest first; `further` is the number before which nobody looked yet, None where all was looked at."""

    ids: list[str]
    further: int | None = None


async def said(graph: Graph, viewer: str, space: str, text: str, limit: int, before: int | None = None) -> Said:
    """What was said in a space that the viewer may read, with all words of `text`, before a number where one is given.

    Looks at as many numbers as PIECES are: from `further` on one asks again.
    """
    wanted = [word for word in dict.fromkeys(words(text)) if len(word) > 1][:16]
    if not wanted or not await readers(graph, [(viewer, space)]):
        return Said([])
    found: list[tuple[str, int]] = []
    high = await _latest(graph, space, before) + 1
    for piece in PIECES:
        low, size = max(high - piece, 1), limit + 1 - len(found)
        bounds = {"low": key(space, low - 1), "high": key(space, high)}
        rows = await graph.read(SAID, **bounds, words=wanted, limit=size)
        found += [(row["id"], row["number"]) for row in rows]
        high = low
        if len(found) > limit or high <= 1:
            break
    if len(found) > limit:
        return Said([id for id, _ in found[:limit]], found[limit - 1][1])
    return Said([id for id, _ in found], high if high > 1 else None)


async def _latest(graph: Graph, space: str, before: int | None) -> int:
    """The highest number below `before`; 0 where there is none."""
    rows = await graph.read(LATEST, low=f"{space}:", high=key(space, END if before is None else before))
    return int(rows[0]["key"].rpartition(":")[2]) if rows else 0
