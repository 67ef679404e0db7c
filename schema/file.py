"""A file that a member brought to a space: what it is, where its bytes are fetched, what is shown of it."""

from collections.abc import Sequence
from enum import Enum
from typing import Any
from urllib.parse import quote

import strawberry

from graph import file
from schema.fields import batch, node, value
from schema.instant import Instant
from schema.node import Node


@strawberry.enum(description="What a file is, by its content.")
class FileType(Enum):
    PDF = "PDF"
    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    ODT = "ODT"
    DOCX = "DOCX"


@strawberry.type(description="A picture of a file, in WebP.")
class Picture:
    path: str = strawberry.field(description="Where it is, on this site.")
    width: int
    height: int


@strawberry.type(description="What a member brought to a space: a picture or a document of at most 10 MB.")
@node("File", visible=file.SEEN, needs=("name", "small", "smallWidth", "smallHeight", "large"))
class File(Node):
    id: strawberry.ID
    name: str
    type: FileType = value("file.kind", description="By its content, whatever it is called.")
    size: int = strawberry.field(description="In bytes.")
    at: Instant
    width: int | None = strawberry.field(description="Of a picture, in pixels.")
    height: int | None = strawberry.field(description="Of a picture, in pixels.")
    pages: int | None = strawberry.field(description="Of a PDF.")
    alt: str | None = strawberry.field(description="What it shows, in the words of who brought it.")

    @batch(description="Where its bytes are, on this site: with the cookie, or with a token.", statements=0, alike=True)
    async def path(files: Sequence[Any], info: strawberry.Info) -> list[str]:
        return [address(one.id, one.needed["name"] or "") for one in files]

    @batch(
        description="Small: the picture itself, or the first page of a PDF. No other type has one.",
        statements=0,
        alike=True,
    )
    async def preview(files: Sequence[Any], info: strawberry.Info) -> list[Picture | None]:
        return [_preview(one.id, one.needed) for one in files]

    @batch(description="Where the first page of a PDF is, large enough to read.", statements=0, alike=True)
    async def page_path(files: Sequence[Any], info: strawberry.Info) -> list[str | None]:
        return [f"/files/{one.id}/page" if one.needed["large"] else None for one in files]


def address(id: str, name: str) -> str:
    """Where the bytes of a file are, on this site."""
    return f"/files/{id}/{quote(name, safe='')}"


def _preview(id: str, needed: Any) -> Picture | None:
    if not needed["small"]:
        return None
    return Picture(path=f"/files/{id}/small", width=needed["smallWidth"], height=needed["smallHeight"])
