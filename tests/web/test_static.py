"""The files that were not made here are the ones the manifest names, and the scripts stay light."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.web.conftest import Site
from web.bundle import BUNDLES, bundle
from web.static_files import static_files

STATIC = Path(__file__).parents[2] / "web" / "static"
SPOKEN = "voice.js"  # comes when one enters to speak, not with a page
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
    made = [
        *(path.read_bytes() for path in STATIC.glob("*.min.js")),
        *(bundle(name) for name in BUNDLES if name != SPOKEN),
    ]
    assert sum(len(gzip.compress(script)) for script in made) < 30 * 1024


@pytest.mark.anyio
async def test_the_scripts_of_the_house_come_as_three_files_that_a_browser_keeps(site: Site) -> None:
    visitor = await site()
    for name in BUNDLES:
        answer = await visitor.get(static_files()(name))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]
        for path in STATIC.glob(BUNDLES[name]):
            assert ".min." in path.name or path.read_text().splitlines()[-1].strip() in answer.text
        assert not re.search(r"^\s*//", answer.text, re.MULTILINE)


def test_every_icon_that_a_template_asks_for_is_in_the_sprite() -> None:
    symbols = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "sprite.svg").read_text()))
    asked = {
        name
        for path in STATIC.parent.rglob("*.html")
        for name in re.findall(r"""\bicon\(\s*["']([\w-]+)["']""", path.read_text())
    }
    assert asked <= symbols
