"""A file: what a member brings to a space, said with a message. Its bytes lie in a store outside the graph, by hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph import blob
from graph.database import Graph, Row, Transaction
from graph.folding import folded
from graph.identity import sortable
from graph.space import SEEN as SPACE_SEEN
from graph.space import WRITTEN
from graph.viewer import STAFF

MOST: Final = 4  # files of a message, and files that wait to be said in a space
UNSAID: Final = 24 * 60 * 60 * 1000  # milliseconds that a file waits to be said

# Who may read the space of the message that carries it, until that is withdrawn; before, its uploader alone.
SEEN: Final = (
    "EXISTS { MATCH (file)<-[:CARRIES]-(message:Message)-[:SAID_IN]->(space:Space)"
    f" WHERE message.withdrawnAt IS NULL AND ({SPACE_SEEN}) }}"
    " OR (file.waits IS NOT NULL AND EXISTS { MATCH (file)<-[:UPLOADED]-(owner:Member) WHERE owner.id = viewer.id })"
)
# What a member showed the staff is theirs to open until they have settled it; nobody else gains anything.
SHOWN: Final = f"({STAFF} AND EXISTS {{ (file)<-[:SHOWS]-(:Report) }})"
CARRIED: Final = "(message)-[carries:CARRIES]->(file:File)"

WAITING: LiteralString = """
MATCH (file:File) WHERE file.waits = $waits RETURN file.id AS id, file.hash AS hash ORDER BY file.id"""

KEEP: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}})
WHERE ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
CREATE (viewer)-[:UPLOADED]->(file:File {{id: $id, name: $name, kind: $kind, hash: $hash, size: $size, at: $at,
    waits: viewer.id + ':' + space.id, fadesAt: $fades}})
SET file.width = $width, file.height = $height, file.pages = $pages,
    file.small = $small, file.smallWidth = $small_width, file.smallHeight = $small_height, file.large = $large,
    file.alt = $alt
RETURN file.id AS id"""

AGAIN: LiteralString = """
MATCH (file:File {id: $id}) SET file.name = $name, file.fadesAt = $fades, file.alt = coalesce($alt, file.alt)"""

# A file goes with one message: its key is its own id.
CARRY: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (message:Message {id: $message})
UNWIND $files AS row WITH viewer, message, row
MATCH (file:File {id: row.id}) WHERE file.waits = viewer.id + ':' + $space
CREATE (message)-[:CARRIES {key: row.id, place: row.place}]->(file)
REMOVE file.waits, file.fadesAt
RETURN file.id AS id"""

NAMES: LiteralString = """
MATCH (message:Message {id: $message})-[carries:CARRIES]->(file:File)
RETURN file.name AS name, file.alt AS alt ORDER BY carries.place"""

FIND: LiteralString = "MATCH (message:Message {id: $message}) SET message.searchText = $search"

DISCARD: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (file:File {id: $file})
WHERE file.waits IS NOT NULL AND EXISTS { MATCH (file)<-[:UPLOADED]-(owner:Member) WHERE owner.id = viewer.id }
SET file.fadesAt = $when RETURN file.id AS id"""

READABLE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (file:File {{id: $id}}) WHERE {SEEN} OR {SHOWN}
RETURN file.name AS name, file.kind AS kind, file.size AS size, file.hash AS whole, file.small AS small,
    file.large AS large"""


class NotWaiting(Exception):
    """A file that is to be said isn't one that its uploader has brought to this space and not said yet."""


class TooMany(Exception):
    """As many files as a message may carry wait in this space already."""


@dataclass(frozen=True)
class Picture:
    """What is shown of a file: the hash of its bytes, and its size in pixels."""

    hash: str
    width: int
    height: int


@dataclass(frozen=True)
class Upload:
    """A file whose content was looked at. `kind` is PDF, PNG, JPEG, WEBP, ODT or DOCX; `size` is in bytes."""

    name: str
    kind: str
    hash: str
    size: int
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    small: Picture | None = None
    large: Picture | None = None
    alt: str | None = None  # what it shows, as its uploader says

    @property
    def hashes(self) -> list[str]:
        """Of all that is kept of it."""
        pictures = [one.hash for one in (self.small, self.large) if one]
        return list(dict.fromkeys([self.hash, *pictures]))


async def keep(graph: Graph, viewer: str, space: str, id: str, upload: Upload, at: int) -> str | None:
    """A file that waits to be said; its id, or None where the viewer may not write there. TooMany, blob.Leaving.

    The same bytes once more are the file that waits already, under its new name. Its bytes are to be put in the store
    after this, so that nobody sweeps them.
    """
    fades = sortable(at + UNSAID)

    async def work(tx: Transaction) -> str | None:
        waiting = await tx.run(WAITING, waits=f"{viewer}:{space}")
        for same in (one for one in waiting if one["hash"] == upload.hash):
            await tx.run(AGAIN, id=same["id"], name=upload.name, fades=fades, alt=upload.alt)
            return str(same["id"])
        if not await tx.run(KEEP, viewer=viewer, space=space, id=id, at=at, fades=fades, **_values(upload)):
            return None
        if len(waiting) >= MOST:
            raise TooMany
        await blob.hold(tx, id, upload.hashes)
        return id

    return await graph.write(work, repeat=True)


async def discard(graph: Graph, viewer: str, id: str, at: int) -> bool:
    """Takes away a file of the viewer's that waits; False where there is none."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(DISCARD, viewer=viewer, file=id, when=sortable(0)))

    found = await graph.write(work)
    if found:
        await blob.sweep(graph, at)
    return found


async def carry(tx: Transaction, viewer: str, space: str, message: str, files: Sequence[str], body: str) -> None:
    """Puts files that wait into a message, in the transaction that says it. NotWaiting where one doesn't."""
    rows = [{"id": id, "place": place} for place, id in enumerate(dict.fromkeys(files))]
    if rows:
        if len(await tx.run(CARRY, viewer=viewer, space=space, message=message, files=rows)) < len(rows):
            raise NotWaiting
        await find(tx, message, body)


async def find(tx: Transaction, message: str, body: str) -> None:
    """A message is found by its words, by the names of its files and by what is said that they show."""
    names = [text for row in await tx.run(NAMES, message=message) for text in (row["name"], row["alt"]) if text]
    if names:
        await tx.run(FIND, message=message, search=folded(body, *names))


async def carries(graph: Graph, message: str) -> bool:
    """True where the message has files."""
    return bool(await graph.read(NAMES, message=message))


async def readable(graph: Graph, viewer: str, id: str) -> Row | None:
    """name, kind, size and the hashes `whole`, `small`, `large` of a file; None where it is absent or forbidden."""
    rows = await graph.read(READABLE, viewer=viewer, id=id)
    return rows[0] if rows else None


WAIT_HERE: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (file:File {waits: viewer.id + ':' + id}) RETURN id, file.id AS file ORDER BY file"""


async def waiting(graph: Graph, viewer: str, spaces: list[str]) -> dict[str, list[str]]:
    """Ids of the files that the viewer has brought and not said yet, by space, the first first."""
    found: dict[str, list[str]] = {}
    for row in await graph.read(WAIT_HERE, viewer=viewer, ids=spaces):
        found.setdefault(row["id"], []).append(row["file"])
    return found


def _values(upload: Upload) -> Row:
    small, large = upload.small, upload.large
    return {
        **{name: getattr(upload, name) for name in ("name", "kind", "hash", "size", "width", "height", "pages", "alt")},
        "small": small and small.hash,
        "small_width": small and small.width,
        "small_height": small and small.height,
        "large": large and large.hash,
    }
