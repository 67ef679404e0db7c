"""What a file is, is told by its content; what deceives, bursts or acts is refused; pictures keep pixels alone."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.web import samples
from web.files.content import Refused
from web.files.incoming import LARGEST
from web.files.look import WAITING, Busy, Looking
from web.files.name import disposition, named

pytestmark = pytest.mark.anyio

LATIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
OUTSIDE = '<Relationship Type="…/attachedTemplate" Target="https://example.org/x.dotm" TargetMode="External"/>'


async def looked(folder: Path, given: bytes) -> Any:
    (folder / "given").write_bytes(given)
    return await Looking().at(folder)


async def why(folder: Path, given: bytes) -> str:
    with pytest.raises(Refused) as refused:
        await looked(folder, given)
    return refused.value.why


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (samples.pdf(pages=2), "PDF"),
        (samples.photo(), "JPEG"),
        (samples.picture("PNG"), "PNG"),
        (samples.picture("WEBP"), "WEBP"),
        (samples.docx(), "DOCX"),
        (samples.odt(), "ODT"),
        (samples.moving("PNG"), "PNG"),
        (samples.moving("WEBP"), "WEBP"),
        *((samples.picture("PNG", mode=mode), "PNG") for mode in ("1", "L", "LA", "P", "RGB", "I;16")),
    ],
)
async def test_what_is_taken_is_known(tmp_path: Path, given: bytes, kind: str) -> None:
    found = await looked(tmp_path, given)
    assert found["kind"] == kind
    assert ("small" in found) == (tmp_path / "small").exists() == (kind not in ("ODT", "DOCX"))
    assert found.get("pages") == (2 if kind == "PDF" else None)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"GIF89a" + bytes(40), "kind"),
        (b"MZ" + bytes(400), "kind"),
        (b"\n" + samples.pdf(), "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old"),
        (b"\x89PNG\r\n\x1a\n<html>", "damaged"),
        (b"RIFF\x10\x00\x00\x00WEBP<script>", "damaged"),
        (samples.photo()[:900], "damaged"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (samples.pdf() + samples.docx(), "two"),
        (samples.docx() + samples.pdf(), "two"),
        (samples.docx() + b"<html>", "two"),
        (samples.zipped({"%PDF-1.4": "x", "[Content_Types].xml": samples.DOCX_TYPE}), "two"),
        (samples.zipped({"a.txt": "x"}), "kind"),
        (samples.zipped({"[Content_Types].xml": samples.DOCX_TYPE}), "kind"),
        (samples.docx(type_=LATIN), "macros"),
        (samples.docx(**{"word__vbaProject--bin": b"x"}), "macros"),
        (samples.docx(**{"word___rels__settings--xml--rels": OUTSIDE}), "outside"),
        (samples.locked_zip(samples.docx()), "locked"),
        (samples.odt(manifest="<manifest:encryption-data/>"), "locked"),
        (samples.odt(Basic__x="macro"), "macros"),
        (samples.odt(type_="application/vnd.oasis.opendocument.spreadsheet"), "kind"),
        (samples.docx(word__media=b"0" * (101 * 1024 * 1024)), "large"),
        (samples.zipped({"[Content_Types].xml": "0" * 600_000}), "large"),
        (samples.zipped({f"{number}": "" for number in range(2001)}), "large"),
        (samples.docx()[:-30], "damaged"),
        (samples.picture("PNG", size=(8000, 8000), mode="1"), "large"),
    ],
)
async def test_what_is_not_taken_is_refused_with_a_reason(tmp_path: Path, given: bytes, reason: str) -> None:
    assert len(given) < LARGEST
    assert await why(tmp_path, given) == reason


async def test_a_picture_keeps_nothing_but_what_one_sees(tmp_path: Path) -> None:
    for given in (samples.photo(), samples.picture("PNG"), samples.picture("WEBP")):
        assert samples.SECRET.encode() in given
        await looked(tmp_path, given)
        for name in ("whole", "small"):
            kept = (tmp_path / name).read_bytes()
            for trace in (samples.SECRET.encode(), b"Exif", b"xmp", b"ICC_PROFILE", b"iCCP", b"EXIF"):
                assert trace not in kept, (name, trace)


async def test_a_picture_stands_upright(tmp_path: Path) -> None:
    found = await looked(tmp_path, samples.photo((400, 300), orientation=6))
    assert (found["width"], found["height"]) == (300, 400)
    image = Image.open(tmp_path / "whole").convert("RGB")
    left, right = image.getpixel((20, 200)), image.getpixel((280, 200))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[2] > 200 > 50 > left[0]
    assert right[0] > 200 > 50 > right[2]


async def test_of_what_moves_the_first_picture_stays(tmp_path: Path) -> None:
    await looked(tmp_path, samples.moving("WEBP"))
    assert getattr(Image.open(tmp_path / "whole"), "n_frames", 1) == 1


async def test_a_page_that_never_ends_is_taken_without_its_picture(tmp_path: Path) -> None:
    (tmp_path / "given").write_bytes(samples.laughing())
    found = await Looking(seconds=3).at(tmp_path)
    assert found == {"kind": "PDF", "pages": 1}


async def test_so_many_wait_to_be_looked_at_and_no_more(tmp_path: Path) -> None:
    looking = Looking(_waiting=WAITING)
    with pytest.raises(Busy):
        await looking.at(tmp_path)


async def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    found = await looked(tmp_path, samples.picture("PNG", size=(5000, 100), mode="L"))
    assert (found["width"], found["height"]) == (4000, 80)
    assert found["small"] == [640, 13]


async def test_colours_stay_what_they_are(tmp_path: Path) -> None:
    kept = io.BytesIO()
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(kept, "JPEG")
    await looked(tmp_path, kept.getvalue())
    image = Image.open(tmp_path / "whole")
    assert image.mode == "RGB"
    pixel = image.getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 150 > 90 > pixel[1]


async def test_a_pdf_that_opens_with_a_password_alone_is_refused(tmp_path: Path) -> None:
    trailer = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
        b" /ID [<41414141414141414141414141414141> <41414141414141414141414141414141>]"
    )
    assert await why(tmp_path, samples.pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R " + trailer)) == "locked"


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        ("CV d’Élodie Ngoç.pdf", "PDF", "CV d’Élodie Ngoç.pdf"),
        ("../../etc/passwd.PDF", "PDF", "passwd.PDF"),
        ("C:\\Users\\moi\\cv.docx", "DOCX", "cv.docx"),
        ("cv\r\nSet-Cookie: x=1.pdf", "PDF", "cvSet-Cookie- x=1.pdf"),
        ("cv\u202efdp.exe", "PDF", None),
        ("cv\u202e\u200b.pdf", "PDF", "cv.pdf"),
        ('a"b<c>.png', "PNG", "a-b-c-.png"),
        ("photo.jpg", "WEBP", "photo.webp"),
        ("photo.pdf", "PNG", None),
        ("cv.png", "PDF", None),
        ("cv", "PDF", "cv.pdf"),
        ("", "JPEG", "fichier.jpg"),
        ("...", "ODT", "fichier.odt"),
        ("n° 2.5 du 3 mars", "PDF", "n° 2.5 du 3 mars.pdf"),
        ("x" * 300 + ".pdf", "PDF", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_and_deceives_nobody(given: str, kind: str, name: str | None) -> None:
    assert named(given, kind) == name


def test_a_name_stands_in_a_header_for_old_programs_and_for_new() -> None:
    told = disposition('été "œ"\r\nx.pdf', shown=False)
    assert "\r" not in told
    assert "\n" not in told
    assert told.startswith("attachment; filename=\"ete ____x.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20")
