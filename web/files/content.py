"""What a file is, told by its bytes and by nothing else; what is two things at once is neither."""

import zipfile
from pathlib import Path
from typing import Final

from web.files import office

HEAD: Final = 1024
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and every document with a password
ZIP: Final = b"PK\x03\x04"


class Refused(Exception):
    """A file that isn't taken. `why` is a word that web/files/refusal.py says in full."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind(file: Path) -> str:
    """PDF, PNG, JPEG, WEBP, ODT or DOCX. Refused: empty, old, kind, two, and what office.kind refuses."""
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    if not head:
        raise Refused("empty")
    if head.startswith(OLE):
        raise Refused("old")
    if head.startswith(ZIP):
        if b"%PDF-" in head:
            raise Refused("two")
        try:
            return office.kind(file)
        except office.Unfit as unfit:
            raise Refused(unfit.why) from unfit
    found = _by_signature(head)
    if found == "PDF" and zipfile.is_zipfile(file):
        raise Refused("two")
    return found


def _by_signature(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "PDF"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    raise Refused("kind")
