"""The files of the invented network, and where their bytes lie beside it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph.file import Picture, Upload

_FOLDER = Path(__file__).parent / "files"


@cache
def uploads() -> Mapping[str, Upload]:
    """Each file by its name in the folder."""
    tables = tomllib.loads(_FOLDER.with_suffix(".toml").read_text("utf-8"))["file"]
    return {table["file"]: _upload(table) for table in tables}


@cache
def bytes_of() -> Mapping[str, Path]:
    """The files to keep, by their hash: what was brought, and the pictures of it."""
    return {_hash(path): path for path in sorted(_FOLDER.iterdir()) if path.suffix in (".pdf", ".png", ".webp")}


def _upload(table: Mapping[str, Any]) -> Upload:
    whole = _FOLDER / table["file"]
    shown = {which: _picture(whole, which, table[which]) for which in ("small", "large") if which in table}
    return Upload(
        name=table["name"],
        kind=table["kind"],
        hash=_hash(whole),
        size=whole.stat().st_size,
        width=table.get("width"),
        height=table.get("height"),
        pages=table.get("pages"),
        small=shown.get("small"),
        large=shown.get("large"),
    )


def _picture(whole: Path, which: str, size: tuple[int, int]) -> Picture:
    return Picture(_hash(whole.with_suffix(f".{which}.webp")), *size)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
