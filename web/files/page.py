"""The first page of a PDF as a picture: small beside a message, and large enough to read on a telephone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from web.files.content import Refused

LARGE: Final = (1240, 1754)  # pixels of an A4 at 150 dots an inch
SMALL: Final = (480, 680)
LOCKED: Final = 4  # FPDF_ERR_PASSWORD


def look(given: Path, folder: Path, tell: Callable[..., None]) -> None:
    """Tells what it is, then `small` and `large`, which it writes into the folder; none where it can't be drawn.

    Refused: locked, damaged.
    """
    try:
        document = pypdfium2.PdfDocument(given)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if error.err_code == LOCKED else "damaged") from error
    if not pages:
        raise Refused("damaged")
    tell(kind="PDF", pages=pages)
    try:
        large = _drawn(document[0])
        large.save(folder / "large", "WEBP", quality=80, method=4)
        small = large.copy()
        small.thumbnail(SMALL, Image.Resampling.LANCZOS)
        small.save(folder / "small", "WEBP", quality=76, method=4)
    except (pypdfium2.PdfiumError, MemoryError, OSError, ValueError):
        return
    tell(small=small.size, large=large.size)


def _drawn(page: Any) -> Image.Image:
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise ValueError("no page to look at")
    scale = min(LARGE[0] / width, LARGE[1] / height)
    image: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return image
