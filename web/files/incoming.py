"""How a file comes in: copied within its bound, looked at, kept in the graph and in the store."""

import asyncio
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from starlette.datastructures import UploadFile

from graph import blob, file
from graph.database import Graph
from graph.file import Picture, Upload
from graph.identity import new_id, now
from web.files.content import Refused
from web.files.gate import Gate
from web.files.look import Busy, Looking
from web.files.name import named
from web.files.store import Store, in_memory

LARGEST: Final = 10 * 1024 * 1024  # bytes of a file
TRIES: Final = 20  # a tenth of a second each, while the same bytes are being deleted


@dataclass(frozen=True)
class Files:
    """Where files lie, who looks at them, and how many come in at once."""

    store: Store = field(default_factory=in_memory)
    looking: Looking = field(default_factory=Looking)
    gate: Gate = field(default_factory=Gate)

    async def bring(self, graph: Graph, viewer: str, space: str, given: UploadFile, alt: str = "") -> str | None:
        """The id of a file that waits to be said; None where the viewer may not write there. Refused.

        `alt` is what it shows.
        """
        with tempfile.TemporaryDirectory(prefix="maille-") as place:
            folder = Path(place)
            await asyncio.to_thread(_copy, given.file, folder / "given")
            try:
                found = await self.looking.at(folder)
            except Busy:
                raise Refused("busy") from None
            name = named(given.filename or "", found["kind"])
            if name is None:
                raise Refused("name")
            paths = await asyncio.to_thread(_hashed, folder)
            return await self._keep(graph, viewer, space, _upload(name, found, paths, alt), paths)

    async def sweep(self, graph: Graph, at: int) -> int:
        """Forgets the files whose time is over, and deletes the bytes that no file has any more; how many. OSError."""
        await blob.sweep(graph, at)
        return await blob.delete(graph, at, self.store.erase)

    async def _keep(
        self, graph: Graph, viewer: str, space: str, upload: Upload, paths: Mapping[str, tuple[str, Path]]
    ) -> str | None:
        id = await _kept(graph, viewer, space, upload)
        try:
            for hash, path in paths.values() if id else ():
                await self.store.put(hash, path)
        except OSError:
            await file.discard(graph, viewer, id or "", now())
            raise Refused("store") from None
        return id


async def _kept(graph: Graph, viewer: str, space: str, upload: Upload) -> str | None:
    for _ in range(TRIES):
        try:
            return await file.keep(graph, viewer, space, new_id(), upload, now())
        except file.TooMany:
            raise Refused("many") from None
        except blob.Leaving:
            await asyncio.sleep(0.1)
    raise Refused("busy")


def _copy(source: IO[bytes], target: Path) -> None:
    source.seek(0, 2)
    if source.tell() > LARGEST:
        raise Refused("size")
    source.seek(0)
    with target.open("wb") as opened:
        shutil.copyfileobj(source, opened)


def _hashed(folder: Path) -> dict[str, tuple[str, Path]]:
    """By what it is (whole, small, large): the hash and the path of each file to keep."""
    whole = folder / "whole"
    paths = {
        "whole": whole if whole.exists() else folder / "given",
        "small": folder / "small",
        "large": folder / "large",
    }
    return {name: (_hash(path), path) for name, path in paths.items() if path.exists()}


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _upload(name: str, found: Mapping[str, Any], paths: Mapping[str, tuple[str, Path]], alt: str) -> Upload:
    shown = {one: Picture(paths[one][0], *found[one]) for one in ("small", "large") if one in found and one in paths}
    hash, whole = paths["whole"]
    return Upload(
        name,
        found["kind"],
        hash,
        whole.stat().st_size,
        found.get("width"),
        found.get("height"),
        found.get("pages"),
        shown.get("small"),
        shown.get("large"),
        alt or None,
    )
