"""What changed in a space, asked once as one of its readers; only what is the same for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from schema.language import LANGUAGES
from web.ask import answer
from web.house import House
from web.log import UNSEEN
from web.visit import Reader, Visit

MOST = 100  # changes of one frame


@dataclass(frozen=True)
class News:
    """The changed messages, in the order of their changes; `position` is what one has after them."""

    changes: Sequence[dict[str, Any]]  # number, message
    position: int
    more: bool
    space: dict[str, Any] | None = None  # what changes of the space itself, where a fact tells of it

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def told(self) -> bool:
        """True where something happened to the space itself."""
        return any(change["message"]["kind"] == "FACT" for change in self.changes)

    def after(self, since: int) -> "News":
        """Without what changed up to `since`."""
        return replace(self, changes=[one for one in self.changes if one["number"] > since])

    def said(self) -> list[str]:
        """Who has just said something."""
        new = (one["message"] for one in self.changes if one["number"] == one["message"]["number"])
        return [message["author"]["id"] for message in new if message["kind"] == "SAID" and message["author"]]


async def read(house: House, member: Reader, space: str, since: int, first: int = MOST) -> News | None:
    """What changed after `since` as a member reads it; None where the space is absent or forbidden."""
    visit = visit_for("fr", "UTC", member)
    found = (await answer(house, visit, "live/changes", {"space": space, "since": since, "first": first}))["space"]
    if found is None:
        return None
    news = News(**found["changes"])
    if not news.told:
        return news
    about = (await answer(house, visit, "live/space", {"space": space}))["space"]
    return replace(news, space=about) if about else None


def data(news: News) -> list[dict[str, Any]]:
    """The changes of a frame as the data of the fragments' documents."""
    made = [_change("message", one["message"]["id"], one["number"], data=one["message"]) for one in news.changes]
    if news.space:
        made.append(_change("space", news.space["id"], news.position, data=news.space))
    return made


def html(house: House, news: News, language: str, zone: str) -> list[dict[str, Any]]:
    """The changes of a frame as the fragments show them, in a language and a zone."""
    visit, render = visit_for(language, zone), house.templates.render
    made = [
        _change(
            "message",
            one["message"]["id"],
            one["number"],
            html=render("fragments/message.html", visit, message=one["message"]),
        )
        for one in news.changes
        if one["message"]["fact"] != UNSEEN
    ]
    if news.space:
        shown = render("fragments/space.html", visit, space=news.space)
        made.append(_change("space", news.space["id"], news.position, html=shown))
    return made


def visit_for(language: str, zone: str, member: Reader | None = None) -> Visit:
    """A visit that no request brought: a shared fragment is nobody's, what is asked is asked as `member`."""
    return Visit(LANGUAGES[language], datetime.now(UTC), zone, reader=member)


def _change(kind: str, id: str, changed: int, **shown: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "changed": changed, **shown}
