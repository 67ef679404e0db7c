"""A member at a browser of their own, who also listens for what no page of ours may do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

PERSONAS = ("amina", "theo", "claire", "malik", "sofia", "ines")
USUAL = (  # what a browser says of a page that answers 4xx, or that one leaves while its socket opens
    "Failed to load resource",
    "WebSocket is closed before the connection is established",
)
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
OPEN = """mutation ($kind: ThreadKind!, $title: String!, $body: String!, $community: ID!, $topics: [ID!]!) {
  result: openThread(kind: $kind, title: $title, body: $body, community: $community, topics: $topics) {
    ... on Thread { id } ... on Refusal { message } } }"""
PLACE = "query ($slug: String!) { community(slug: $slug) { id } }"
TOPIC = "query ($slug: String!) { topic(slug: $slug) { id } }"


@dataclass
class Person:
    """Someone before a window of their own. `wrong` is what the browser complained of."""

    site: str
    context: BrowserContext
    page: Page
    wrong: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """From now on, what goes wrong in any window of theirs is kept."""
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in USUAL):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.wrong.append(f"another host: {request.url}")

    def _answered(self, response: Response) -> None:
        asset = response.request.resource_type not in ("document", "fetch", "xhr")
        if response.status >= 500 or (asset and response.status >= 400):
            self.wrong.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> Page:
        """Goes to an address of the site."""
        self.page.goto(self.site + path)
        return self.page

    def enter(self, slug: str) -> None:
        """Comes in: by the door of the demo, or, who isn't one of its personas, by a mail."""
        if slug in PERSONAS:
            self.send("/enter", member=slug)
        else:
            self.send("/sign-in", email=f"{slug}@exemple.fr")
            self.send(self.letter(f"{slug}@exemple.fr"))

    def letter(self, email: str) -> str:
        """The link of the latest mail to an address."""
        found = re.search(rf"{re.escape(email)}.*?/sign-in/([\w-]+)", self._text("/outbox"), re.DOTALL)
        assert found, f"no mail to {email}"
        return f"/sign-in/{found[1]}"

    def send(self, path: str, **fields: str) -> None:
        """Posts a form without looking at its page."""
        token = CSRF.search(self._text("/charter"))
        assert token, "a page without a form"
        answer = self.context.request.post(self.site + path, form={"csrf": token[1], **fields})
        assert answer.ok, f"{path}: {answer.status}"

    def _text(self, path: str) -> str:
        return self.context.request.get(self.site + path).text()

    def query(self, document: str, **variables: object) -> dict[str, Any]:
        """What the schema answers to them."""
        asked = {"query": document, "variables": variables}
        answer = self.context.request.post(self.site + "/graphql", data=asked, headers={"origin": self.site}).json()
        assert not answer.get("errors"), answer
        data: dict[str, Any] = answer["data"]
        return data

    def opens(self, title: str, *, community: str = "maille", topics: tuple[str, ...] = ()) -> str:
        """Opens a request without looking at its form: its address."""
        place = self.query(PLACE, slug=community)["community"]["id"]
        chosen = [self.query(TOPIC, slug=slug)["topic"]["id"] for slug in topics]
        result = self.query(OPEN, kind="REQUEST", title=title, body=title, community=place, topics=chosen)["result"]
        assert "id" in result, result
        return f"/threads/{result['id']}"

    def says(self, text: str) -> None:
        """Writes in the space that is open, and waits until it stands there."""
        self.page.get_by_label("Votre message", exact=True).fill(text)
        self.page.get_by_role("button", name="Envoyer").click()
        expect(self.message(text)).to_be_visible()

    @property
    def messages(self) -> Locator:
        """What was said in the space that is open, in its order."""
        return self.page.get_by_role("log").locator("li.msg .text")

    def message(self, text: str) -> Locator:
        """The message with these words."""
        return self.page.get_by_role("log").locator("li.msg").filter(has_text=text)


@contextmanager
def unmoved(*people: Person) -> Iterator[None]:
    """Their windows load no page while the block lasts: what changes in them arrives by itself."""
    for one in people:
        one.page.evaluate("window.stayed = true")
    yield
    for one in people:
        assert one.page.evaluate("window.stayed === true"), "the page was loaded again"
