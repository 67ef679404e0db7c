"""The titles of what a message links to on this site, where all who read the message may read that too."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph
from graph.mention import MENTIONABLE

MOST: Final = 10  # of one message
PATH: Final = re.compile(
    r"https?://[^/\s<>\"]+/(?:(threads|rooms|gatherings|circles|spaces|messages)/"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"|(members|communities|topics)/([a-z0-9][a-z0-9-]{0,63}))(?![\w/-])"
)

# Held in the same community, of which all readers are; a circle is for those who take part, and named in itself alone.
OF_SPACES: LiteralString = """
UNWIND $pairs AS pair WITH pair
MATCH (space:Space {id: pair.space})-[:HELD_IN]->(place:Community)
MATCH (found:Space {id: pair.found})-[:HELD_IN]->(common:Community)
WHERE found.id = space.id OR (common.id = place.id AND NOT space:Circle AND NOT found:Circle)
RETURN pair.space AS space, found.id AS found, coalesce(found.title, found.name) AS title"""

OF_MESSAGES: LiteralString = """
UNWIND $pairs AS pair WITH pair
MATCH (space:Space {id: pair.space})-[:HELD_IN]->(place:Community)
MATCH (said:Message {id: pair.found})<-[:WROTE]-(author:Member)
MATCH (said)-[:SAID_IN]->(found:Space)-[:HELD_IN]->(common:Community)
WHERE said.withdrawnAt IS NULL AND said.kind = 'SAID'
  AND (found.id = space.id OR (common.id = place.id AND NOT space:Circle AND NOT found:Circle))
RETURN pair.space AS space, said.id AS found, author.name + ', ' + coalesce(found.title, found.name) AS title"""

# Whom all who read the space may know of, as for who is named there.
OF_MEMBERS: LiteralString = f"""
UNWIND $pairs AS pair WITH pair
MATCH (space:Space {{id: pair.space}}) MATCH (member:Member {{slug: pair.found}}) WHERE {MENTIONABLE}
RETURN pair.space AS space, pair.found AS found, member.name AS title"""

# Not hidden, or the one where all readers are.
OF_COMMUNITIES: LiteralString = """
UNWIND $pairs AS pair WITH pair
MATCH (space:Space {id: pair.space})-[:HELD_IN]->(place:Community)
MATCH (found:Community {slug: pair.found})
WHERE found.door <> 'HIDDEN' OR (found.id = place.id AND NOT space:Circle)
RETURN pair.space AS space, pair.found AS found, found.name AS title"""

OF_TOPICS: LiteralString = """
UNWIND $pairs AS pair WITH pair MATCH (topic:Topic {slug: pair.found})
RETURN pair.space AS space, pair.found AS found, topic.fr AS title"""

WHERE_SAID: LiteralString = """
UNWIND $ids AS id WITH id MATCH (message:Message {id: id})-[:SAID_IN]->(space:Space)
RETURN id, space.id AS space"""

STATEMENTS: Final[dict[str, LiteralString]] = {
    "spaces": OF_SPACES,
    "messages": OF_MESSAGES,
    "members": OF_MEMBERS,
    "communities": OF_COMMUNITIES,
    "topics": OF_TOPICS,
}


MOST_STATEMENTS: Final = 1 + len(STATEMENTS)


@dataclass(frozen=True)
class Link:
    """An address as a text has it, the path where it leads on this site, and what to call it."""

    address: str
    path: str
    title: str


async def titles(graph: Graph, bodies: Sequence[tuple[str, str]], site: str) -> dict[str, list[Link]]:
    """By message, for `(message, body)`: the links of its text that all its readers may follow.

    `site` is the address of this one: other sites have members and topics too, but none of our ids.
    """
    wanted = {id: paths for id, body in bodies if (paths := _paths(body, site))}
    if not wanted:
        return {}
    rows = await graph.read(WHERE_SAID, ids=list(wanted))
    spaces = {row["id"]: row["space"] for row in rows}
    asked = ((space, path) for id, space in spaces.items() for path in wanted[id].values())
    named = await _named(graph, asked)
    return {id: _links(wanted[id], space, named) for id, space in spaces.items()}


async def titles_in(graph: Graph, space: str, body: str, site: str) -> list[Link]:
    """The same for a text that is not said in a space yet."""
    paths = _paths(body, site)
    return _links(paths, space, await _named(graph, ((space, path) for path in paths.values()))) if paths else []


def _links(paths: Mapping[str, str], space: str, named: Mapping[tuple[str, str], str]) -> list[Link]:
    return [Link(typed, path, named[space, path]) for typed, path in paths.items() if (space, path) in named]


def _paths(body: str, site: str) -> dict[str, str]:
    """By address as it is typed, the path of what is ours: of a space `/spaces/ID`, whatever its kind."""
    found: dict[str, str] = {}
    for one in PATH.finditer(body):
        kind, id, named, slug = one.groups()
        if named is None:
            found[one[0]] = f"/{'messages' if kind == 'messages' else 'spaces'}/{id}"
        elif one[0] == f"{site}/{named}/{slug}":
            found[one[0]] = f"/{named}/{slug}"
    return dict(list(found.items())[:MOST])


async def _named(graph: Graph, asked: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """The title of each `(space, path)` that has one for all who read the space."""
    folders: dict[str, list[dict[str, str]]] = {}
    for space, path in dict.fromkeys(asked):
        _, folder, found = path.split("/")
        folders.setdefault(folder, []).append({"space": space, "found": found})
    titles: dict[tuple[str, str], str] = {}
    for folder, pairs in folders.items():
        for row in await graph.read(STATEMENTS[folder], pairs=pairs):
            titles[row["space"], f"/{folder}/{row['found']}"] = row["title"]
    return titles
