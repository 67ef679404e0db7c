"""What browser tests ask for: `site`, the running demo, and `person`, a member at a browser of their own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from tests.browser.person import Person
from tests.browser.site import running

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream",  # a camera and a microphone, for who lends them
]
PATIENCE = 15_000  # milliseconds: for a busy machine, no promise of ours


class Invite(Protocol):
    """Makes a person; who is '' is a visitor."""

    def __call__(
        self, slug: str = "", *, phone: bool = False, night: bool = False, script: bool = True, **more: object
    ) -> Person: ...


# Playwright's event loop runs for as long as it is open: it is closed with this folder, before any async test begins.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium; without one the test is skipped, or fails where CI or MAILLE_TEST_BROWSER=required is set."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        required = os.environ.get("CI") or os.environ.get("MAILLE_TEST_BROWSER") == "required"
        (pytest.fail if required else pytest.skip)("no Chromium here: install the package chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of 60 members; MAILLE_TEST_SITE names one that runs already."""
    with ExitStack() as stack:
        yield os.environ.get("MAILLE_TEST_SITE") or stack.enter_context(running(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="package")
def invite(browser: Browser, site: str) -> Invite:
    """As `person`, but whoever calls it closes the context and looks at what went wrong."""

    def made(
        slug: str = "", *, phone: bool = False, night: bool = False, script: bool = True, **more: object
    ) -> Person:
        given: dict[str, object] = {
            "viewport": PHONE if phone else DESKTOP,
            "is_mobile": phone,
            "has_touch": phone,
            "color_scheme": "dark" if night else "light",
            "java_script_enabled": script,
            "reduced_motion": "reduce",
            "locale": "fr-FR",
            "timezone_id": "Europe/Paris",
        }
        context = browser.new_context(**{**given, **more})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        someone = Person(site, context, context.new_page())
        someone.listen()
        if slug:
            someone.enter(slug)
        return someone

    return made


@pytest.fixture
def person(invite: Invite) -> Iterator[Invite]:
    """`person("amina", phone=True)` is her browser. When the test ends, nothing may have gone wrong in it."""
    people: list[Person] = []

    def invited(slug: str = "", **how: object) -> Person:
        people.append(invite(slug, **how))  # type: ignore[arg-type]
        return people[-1]

    yield invited
    for one in people:
        one.context.close()
    assert not [wrong for one in people for wrong in one.wrong]
