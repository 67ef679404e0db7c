"""Takes a picture of every page, on a phone and on a desktop, by day and by night; by hand, on a demo that runs.

python -m tests.browser.shots ADDRESS [WORD], into tests/.shots, which git ignores. WORD takes only paths that have it.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.addresses import STATES, VISITED, filled, find, routes
from tests.browser.conftest import DESKTOP, PHONE, QUIET
from tests.browser.person import Person

FOLDER = Path(__file__).parents[1] / ".shots"
WINDOWS = {"390-day": (PHONE, "light"), "390-night": (PHONE, "dark"), "1280-day": (DESKTOP, "light")}
WINDOWS["1280-night"] = (DESKTOP, "dark")


def main(site: str, only: str = "") -> None:
    """Every page that a member sees, then those of a visitor."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        sofia, visitor = someone(browser, site, "sofia"), someone(browser, site)
        found = find(sofia)
        paths = [*sorted({filled(path, found) for path in routes()}), *STATES]
        for one, name, pages in ((sofia, "", paths), (visitor, "visitor ", VISITED)):
            for path in pages:
                if only in path:
                    take(one, path, f"{name}{path}".replace("/", "_").replace("?", "+"))
        browser.close()


def someone(browser: Browser, site: str, slug: str = "") -> Person:
    """A browser that stands still."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce")
    one = Person(site, context, context.new_page())
    if slug:
        one.enter(slug)
    return one


def take(one: Person, path: str, name: str) -> None:
    """The page as it is in each window."""
    for window, (size, theme) in WINDOWS.items():
        one.page.set_viewport_size(size)
        one.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        one.open(path)
        one.page.screenshot(path=FOLDER / f"{name} {window}.png", full_page=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
