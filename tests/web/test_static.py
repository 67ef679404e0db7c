"""The files that were not made here are the ones the manifest names, and the scripts stay light."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "web" / "static"
FILES = tomllib.loads((STATIC / "manifest.toml").read_text())["file"]


@pytest.mark.parametrize("entry", FILES, ids=[entry["path"] for entry in FILES])
def test_a_vendored_file_is_the_one_the_manifest_names(entry: dict[str, str]) -> None:
    assert hashlib.sha256((STATIC / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (STATIC / entry["licence_text"]).read_text().strip()
    assert {"name", "version", "licence", "source"} <= entry.keys()


def test_no_font_and_nothing_minified_is_missing_from_the_manifest() -> None:
    named = {entry["path"] for entry in FILES}
    found = [*STATIC.rglob("*.woff2"), *STATIC.rglob("*.min.*")]
    assert {str(path.relative_to(STATIC)) for path in found} <= named


def test_all_scripts_of_a_page_together_stay_under_thirty_kilobytes() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.js")) < 30 * 1024


def test_every_icon_that_a_template_asks_for_is_in_the_sprite() -> None:
    symbols = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "sprite.svg").read_text()))
    asked = {
        name
        for path in STATIC.parent.rglob("*.html")
        for name in re.findall(r"""\bicon\(\s*["']([\w-]+)["']""", path.read_text())
    }
    assert asked <= symbols
