"""A document of an office is a zip: its list of contents is read, and two or three small parts; nothing is unpacked.

What is looked for is named by ISO/IEC 26300 (ODT: the first part is `mimetype`, not compressed) and ECMA-376 (DOCX).
"""

import zipfile
import zlib
from pathlib import Path
from typing import Final

MOST_PARTS: Final = 2000
UNPACKED: Final = 100 * 1024 * 1024  # bytes that all parts may have together
SMALL: Final = 512 * 1024  # bytes; such a part has fewer
ODT: Final = b"application/vnd.oasis.opendocument.text"
DOCX: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS: Final = ("vbaproject.bin", "vbadata.xml")
END: Final = b"PK\x05\x06"


class Unfit(Exception):
    """Why it isn't taken: kind, damaged, large, locked, macros, outside, two."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind(file: Path) -> str:
    """ODT or DOCX. Unfit."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _whole(file, archive, parts)
            names = {part.filename for part in parts}
            if parts[0].filename == "mimetype":
                return _odt(archive, parts, names)
            if "[Content_Types].xml" in names:
                return _docx(archive, names)
            raise Unfit("kind")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Unfit("damaged") from error


def _whole(file: Path, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """It begins and ends as a zip, its parts lie beside one another, and are no more than they may be."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(max(size - 22, 0))
        alone = opened.read(4) == END and not archive.comment
    if not parts:
        raise Unfit("damaged")
    if not alone or min(part.header_offset for part in parts) > 0:
        raise Unfit("two")
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit("locked")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Unfit("large")
    if sum(part.compress_size for part in parts) > size:
        raise Unfit("large")  # parts that lie upon one another


def _odt(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], names: set[str]) -> str:
    if parts[0].compress_type != zipfile.ZIP_STORED or _read(archive, "mimetype") != ODT:
        raise Unfit("kind")
    if not {"content.xml", "META-INF/manifest.xml"} <= names:
        raise Unfit("damaged")
    if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise Unfit("locked")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Unfit("macros")
    return "ODT"


def _docx(archive: zipfile.ZipFile, names: set[str]) -> str:
    types = _read(archive, "[Content_Types].xml")
    lower = {name.lower() for name in names}
    if b"macroenabled" in types.lower() or any(name.rpartition("/")[2] in MACROS for name in lower):
        raise Unfit("macros")
    if DOCX not in types or "word/document.xml" not in names:
        raise Unfit("kind")
    related = "word/_rels/settings.xml.rels"
    if related in names and b"attachedtemplate" in (text := _read(archive, related).lower()) and b"external" in text:
        raise Unfit("outside")  # it would fetch its macros when it is opened
    return "DOCX"


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part; Unfit where there are more than such a part has."""
    with archive.open(name) as part:
        text = part.read(SMALL)
    if len(text) == SMALL:
        raise Unfit("large")
    return text
