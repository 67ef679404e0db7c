"""What was said in one space, by its words: accents, capitals and plurals folded as search folds them."""

from typing import LiteralString

from graph.database import Graph
from graph.folding import words
from graph.space import SEEN

# Of one space, so without an index; what was written before texts were folded is searched as it stands.
SAID: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}}) WHERE {SEEN}
WITH viewer, space
MATCH (space)<-[:SAID_IN]-(message:Message {{kind: 'SAID'}})
WHERE message.withdrawnAt IS NULL
  AND all(word IN $words WHERE coalesce(message.searchText, toLower(message.body)) CONTAINS word)
RETURN message.id AS id ORDER BY message.number DESC LIMIT $limit"""


async def said(graph: Graph, viewer: str, space: str, text: str, limit: int) -> list[str]:
    """Ids of what was said in a space that the viewer may read, with all words of `text`, the latest first."""
    wanted = [word for word in dict.fromkeys(words(text)) if len(word) > 1][:16]
    if not wanted:
        return []
    return [row["id"] for row in await graph.read(SAID, viewer=viewer, space=space, words=wanted, limit=limit)]
