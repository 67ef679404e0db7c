"""The name of a file: as its uploader called it, without what could lead somewhere or deceive."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

LONGEST: Final = 120
SUFFIXES: Final = {
    "PDF": (".pdf",),
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "WEBP": (".webp",),
    "ODT": (".odt",),
    "DOCX": (".docx",),
}
PICTURES: Final = frozenset({"PNG", "JPEG", "WEBP"})
MEDIA: Final = {
    "PDF": "application/pdf",
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "ODT": "application/vnd.oasis.opendocument.text",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_UNSAFE: Final = re.compile(r'[<>:"|?*/\\]+')
_SUFFIX: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")


def named(given: str, kind: str) -> str | None:
    """A name that ends as its content does; None where it says that it is something else.

    Of pictures, the end is put right: a telephone calls them as it likes.
    """
    stem, suffix = _parts(_plain(given))
    right = SUFFIXES[kind]
    if suffix.lower() not in right:
        known = any(suffix.lower() in SUFFIXES[one] for one in PICTURES)
        if suffix and not (kind in PICTURES and known):
            return None
        suffix = right[0]
    return f"{stem[: LONGEST - len(suffix)].rstrip(' .') or 'fichier'}{suffix}"


def disposition(name: str, shown: bool) -> str:
    """The header Content-Disposition (RFC 6266): in ASCII for old programs, and as it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w .()-]", "_", plain, flags=re.ASCII)
    return f"{'inline' if shown else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _plain(given: str) -> str:
    """On one line, in composed letters, without folders, control signs and those that turn the direction of reading."""
    last = PurePosixPath(given.replace("\\", "/")).name
    kept = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    return " ".join(_UNSAFE.sub("-", kept).split()).strip(" .")


def _parts(name: str) -> tuple[str, str]:
    found = _SUFFIX.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")
