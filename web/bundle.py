"""The house's scripts, as three files: what every page loads, what those of spaces do besides, speaking aloud."""

from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "static"
BUNDLES: Final = {  # vendored ones, `.min.`, stay files of their own
    "site.js": "*.js",
    "spaces.js": "spaces/*.js",
    "voice.js": "voice/room/*.js",
}
NEITHER: Final = ("//", "import ")


@cache
def bundle(name: str, folder: Path = FOLDER) -> bytes:
    """The scripts of a bundle one after the other by their names, without lines of comment and without indentation.

    Each is a function of its own, or a module whose names are no other's, which needs no import then: a request less is
    all that changes. KeyError for what is no bundle.
    """
    files = sorted(path for path in folder.glob(BUNDLES[name]) if ".min." not in path.name)
    lines = (line.strip() for path in files for line in path.read_text().splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(NEITHER)).encode()
