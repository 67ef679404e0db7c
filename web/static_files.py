"""Where the static files are served: each address carries the file's hash, so that a browser may keep it for good."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from web.bundle import BUNDLES, FOLDER, bundle

PREFIX = "/static/"


def static_files(folder: Path = FOLDER) -> Callable[[str], str]:
    """A function from a file's name to its address. KeyError for a file that isn't there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    versions = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()[:10] for path in files}
    versions |= {name: sha256(bundle(name, folder)).hexdigest()[:10] for name in BUNDLES}
    return lambda name: f"{PREFIX}{name}?v={versions[name]}"


def scripts(folder: Path = FOLDER) -> list[str]:
    """The names of the scripts that every page loads, the vendored ones first."""
    return [*sorted(path.name for path in folder.glob("*.min.js")), "site.js"]
