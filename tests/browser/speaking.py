"""Somebody before a space where one speaks aloud, with the fake microphone and camera of Chromium."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.person import Person

OPEN = """mutation ($members: [ID!]!) {
  result: openCircle(name: "De vive voix", purpose: "Se parler.", members: $members) { ... on Circle { id } } }"""
YES = "mutation ($id: ID!) { answerInvitation(circleId: $id, accept: true) { __typename } }"
ME = "{ viewer { id } }"
# Connections and sockets of a page, for the test to look at; nothing is changed of what they do.
SEEN = """
  window.connections = []; window.sockets = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) { super(...given); connections.push(this); }
  };
  window.WebSocket = class extends WebSocket { constructor(...given) { super(...given); sockets.push(this); } };
"""
# What comes in by each connection that stands.
HEARD = """async () => {
  const live = connections.filter(one => one.connectionState === 'connected');
  return Promise.all(live.map(async one => {
    const all = [...(await one.getStats()).values()].filter(stat => stat.type === 'inbound-rtp');
    const audio = all.find(stat => stat.kind === 'audio') || {}, video = all.find(stat => stat.kind === 'video') || {};
    return {bytes: audio.bytesReceived || 0, energy: audio.totalAudioEnergy || 0, frames: video.framesDecoded || 0};
  }));
}"""
LENDS = ["microphone", "camera"]


class Speaking:
    """Somebody before the page of a circle where one speaks."""

    def __init__(self, one: Person, address: str) -> None:
        self.one, self.page = one, one.page
        self.page.add_init_script(SEEN)
        one.open(address)

    def enter(self, *, muted: bool = False, how: str = "Entrer") -> "Speaking":
        """Comes in, and waits until it is so."""
        self.page.get_by_label("Le micro coupé en entrant").set_checked(muted)
        self.strip.get_by_role("button", name=how, exact=True).click()
        expect(self.button("Micro")).to_be_visible()
        return self

    @property
    def strip(self) -> Locator:
        return self.page.get_by_role("region", name="Parler de vive voix")

    @property
    def seats(self) -> Locator:
        return self.strip.get_by_role("list", name="De vive voix").get_by_role("listitem")

    def seat(self, name: str) -> Locator:
        return self.seats.filter(has_text=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("group", name="Votre voix").get_by_role("button", name=name, exact=True)

    def hears(self, others: int) -> None:
        """Waits until as many are connected, and something that can be heard comes from each."""
        self.until(lambda heard: len(heard) == others and all(one["energy"] > 0 for one in heard))

    def until(self, wanted: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        for _ in range(150):
            heard: list[dict[str, Any]] = self.page.evaluate(HEARD)
            if wanted(heard):
                return heard
            self.page.wait_for_timeout(100)
        raise AssertionError(heard)
