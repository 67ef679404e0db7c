"""A picture is made anew: upright, in sRGB, without anything that its camera or its author wrote into it."""

import io
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from web.files.content import Refused

FORMATS: Final = {"JPEG": ("JPEG", "MPO"), "PNG": ("PNG",), "WEBP": ("WEBP",)}
MODES: Final = {
    "JPEG": ("L", "RGB"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
}
SAVED: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 86, "method": 4},
}
MOST: Final = 50_000_000  # pixels, before they are decoded
LONGEST: Final = 4000  # pixels of a side
SMALL: Final = (640, 640)

Image.MAX_IMAGE_PIXELS = MOST


def again(given: Path, folder: Path, kind: str) -> dict[str, Any]:
    """Writes `whole` and `small` into the folder; their sizes. Of what moves, the first picture. Refused."""
    try:
        image = _upright(given, kind)
        _write(image, folder / "whole", kind)
        shown = _many_coloured(image.copy())
        shown.thumbnail(SMALL, Image.Resampling.LANCZOS)
        _write(shown, folder / "small", "WEBP", quality=78)
    except Image.DecompressionBombError as error:
        raise Refused("large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError) as error:
        raise Refused("damaged") from error
    return {"width": image.width, "height": image.height, "small": shown.size}


def _upright(given: Path, kind: str) -> Image.Image:
    image: Image.Image = Image.open(given, formats=FORMATS[kind])
    if image.width * image.height > MOST:
        raise Refused("large")
    if kind == "JPEG":
        image.draft(None, (LONGEST, LONGEST))  # decodes a large one smaller
    profile = image.info.get("icc_profile")
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    image.info = {name: value for name, value in image.info.items() if name == "transparency"}
    plain = _plain(_coloured(image, profile), kind)
    if max(plain.size) > LONGEST:
        plain = _many_coloured(plain)
        plain.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return plain


def _coloured(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Its colours as all screens know them; as they are, where its profile can't be understood."""
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        mode = "RGB" if image.mode in ("CMYK", "L") else image.mode
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _plain(image: Image.Image, kind: str) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if (image.mode in ("P", "PA") and "transparency" in image.info) or image.mode == "PA":
        image = image.convert("RGBA")
    if image.mode not in MODES[kind]:
        see_through = "A" in image.getbands() and "RGBA" in MODES[kind]
        image = image.convert("RGBA" if see_through else "RGB")
    image.info = {}
    return image


def _many_coloured(image: Image.Image) -> Image.Image:
    """With as many colours as it takes to be made smaller."""
    return image.convert("RGBA" if "A" in image.getbands() else "RGB") if image.mode in ("P", "1") else image


def _write(image: Image.Image, file: Path, kind: str, **more: Any) -> None:
    image.save(file, kind, **SAVED[kind] | more)
