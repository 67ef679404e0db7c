"""Where the bytes of files lie: a folder, or a bucket of S3, each under the hash of what it is."""

import asyncio
import os
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

if TYPE_CHECKING:
    from obstore import GetOptions

T = TypeVar("T")

CHUNK = 256 * 1024  # bytes of a piece that is sent on


@dataclass(frozen=True)
class Store:
    """Bytes by their SHA-256, in hexadecimal. What can't be reached raises OSError; what is absent FileNotFoundError.

    `folder` is where they are on this machine; None where they are elsewhere.
    """

    at: ObjectStore
    folder: Path | None = None

    async def put(self, hash: str, file: Path) -> None:
        """Keeps a file's bytes; the same once more change nothing. They are on the disk when this returns."""
        await _told(obstore.put_async(self.at, _key(hash), file))
        if self.folder:
            await asyncio.to_thread(_sync, self.folder / _key(hash))

    async def size(self, hash: str) -> int:
        """How many bytes."""
        return (await _told(obstore.head_async(self.at, _key(hash))))["size"]

    async def read(self, hash: str, part: tuple[int, int] | None = None) -> tuple[int, AsyncIterator[bytes]]:
        """How many bytes, and they, in pieces; of a part, from its first byte to the one before its second."""
        options: GetOptions = {"range": part} if part else {}
        found = await _told(obstore.get_async(self.at, _key(hash), options=options))
        return (part[1] - part[0] if part else found.meta["size"]), _pieces(found.stream(min_chunk_size=CHUNK))

    async def erase(self, hash: str) -> None:
        """Deletes the bytes, where they are there."""
        try:
            await _told(obstore.delete_async(self.at, _key(hash)))
        except FileNotFoundError:
            return

    async def answers(self) -> None:
        """Writes a few bytes, reads them and deletes them."""
        await _told(obstore.put_async(self.at, "trial", b"Maille"))
        await _told(obstore.get_async(self.at, "trial"))
        await _told(obstore.delete_async(self.at, "trial"))


def in_folder(folder: Path) -> Store:
    """A folder of this machine, made where it isn't there, its owner's alone. OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Store(LocalStore(folder), folder)


def in_bucket(address: str, given: Mapping[str, str]) -> Store:
    """`s3://bucket/prefix`. `given`: endpoint, region, key, secret; what is '' is looked for as Amazon's tools do."""
    parts = urlsplit(address)
    named = {"endpoint": "endpoint", "region": "region", "key": "access_key_id", "secret": "secret_access_key"}
    values = {name: given[setting] for setting, name in named.items() if given.get(setting)}
    plain = values.get("endpoint", "").startswith("http://")
    return Store(
        S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            client_options={"timeout": "30s", "connect_timeout": "5s", "allow_http": plain},
            **values,  # type: ignore[arg-type]
        )
    )


def in_memory() -> Store:
    """Gone with the process."""
    return Store(MemoryStore())


def _key(hash: str) -> str:
    return f"{hash[:2]}/{hash}"


async def _told(work: Awaitable[T]) -> T:
    try:
        return await work
    except BaseError as error:
        raise OSError(str(error).partition("\n")[0]) from error


async def _pieces(found: AsyncIterable[Any]) -> AsyncIterator[bytes]:
    async for piece in found:
        yield bytes(piece)


def _sync(file: Path) -> None:
    for path in (file, file.parent):
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
