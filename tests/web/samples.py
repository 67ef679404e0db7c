"""Files of tests, made here: a CV, a picture with the place where it was taken, documents, and bad ones."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image
from PIL.PngImagePlugin import PngInfo

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
SECRET = "45-RUE-SECRETE"


def pdf(words: str = "Amina Diallo", pages: int = 1, extra: str = "") -> bytes:
    """A PDF with words on its pages; `extra` goes into its catalogue."""
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        drawn = f"BT /F1 24 Tf 72 720 Td ({words} {page + 1}) Tj ET"
        parts.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * page} 0 R >>"
        )
        parts.append(_stream(drawn))
    return _document(parts)


def _document(parts: list[str]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def laughing(levels: int = 40, times: int = 10) -> bytes:
    """A small PDF whose page draws ten times what draws ten times what draws …"""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
        " /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
        _stream("/X Do"),
        *(_stream("/X Do " * times, f"{form} /Resources << /XObject << /X {6 + n} 0 R >> >>") for n in range(levels)),
        _stream("0 0 500 500 re f " * 20, form),
    ]
    return _document(parts)


def _stream(drawn: str, more: str = "") -> str:
    return f"<< {more} /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"


def photo(size: tuple[int, int] = (400, 300), orientation: int = 1) -> bytes:
    """A JPEG, red above and blue below, that tells where, when and by whom it was taken in every way there is."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8298] = orientation, SECRET, SECRET
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    exif.get_ifd(0x8769)[0x9286] = SECRET.encode()
    kept = io.BytesIO()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    image.save(kept, "JPEG", exif=exif, comment=SECRET, xmp=xmp, icc_profile=SECRET.encode() * 20)
    return kept.getvalue() + SECRET.encode()


def picture(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGBA") -> bytes:
    """A PNG or a WebP, with words in it; of colour 1 where it has colours at all."""
    kept, words = io.BytesIO(), PngInfo()
    words.add_text("Comment", SECRET)
    more = {"pnginfo": words} if kind == "PNG" else {"exif": _said()}
    Image.new(mode, size, 1).save(kept, kind, **more)
    return kept.getvalue()


def _said() -> Image.Exif:
    exif = Image.Exif()
    exif[0x8298] = SECRET
    return exif


def moving(kind: str) -> bytes:
    """A PNG or a WebP of three pictures."""
    kept = io.BytesIO()
    pictures = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    pictures[0].save(kept, kind, save_all=True, append_images=pictures[1:], duration=100)
    return kept.getvalue()


def zipped(parts: Mapping[str, str | bytes], stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """A zip of these parts, in order."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def docx(type_: str = DOCX_TYPE, **more: str | bytes) -> bytes:
    """A text of Word's; more parts by name, with __ for / and _ for a dot."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{type_}"/></Types>'
    parts = {"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", "word/document.xml": "<w:document/>"}
    return zipped({**parts, **{name.replace("__", "/").replace("--", "."): text for name, text in more.items()}})


def odt(manifest: str = "<manifest:manifest/>", type_: str = ODT_TYPE, **more: str) -> bytes:
    """A text of LibreOffice's."""
    parts = {"mimetype": type_, "content.xml": "<office:document-content/>", "META-INF/manifest.xml": manifest}
    return zipped({**parts, **{name.replace("__", "/"): text for name, text in more.items()}})


def locked_zip(given: bytes) -> bytes:
    """The same, each part said to be encrypted."""
    made = bytearray(given)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(sign)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(sign, at + 4)
    return bytes(made)
