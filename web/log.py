"""The log of a space as a page shows it: which messages, on which days, from where on they are new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from schema.page import cursor
from web.dates import Calendar

USUAL = 40  # messages of a page that nobody asked more of
AROUND = 25  # messages on either side of the one that a link is to
LONGEST = 10  # digits of a number
UNSEEN = "RENEWED"  # what happened that is no line of a log

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Window:
    """What is asked of a log: its latest messages, those around a number, before or after it."""

    around: int | None = None
    before: int | None = None
    after: int | None = None
    reply: str = ""  # the id of what one is about to answer
    preview: bool = False  # what is typed is shown before it is said
    above: str | None = None  # the instant of the message above which these are put

    @property
    def asked(self) -> dict[str, Any]:
        """The variables of a document that spreads `...Said`."""
        older: dict[str, Any] = {"older": self.after is None, "last": USUAL, "before": None}
        newer: dict[str, Any] = {"newer": self.after is not None or self.around is not None}
        newer |= {"first": USUAL, "after": None}
        if self.around is not None:
            older |= {"last": AROUND + 1, "before": cursor(self.around + 1)}
            newer |= {"first": AROUND, "after": cursor(self.around)}
        elif self.before is not None:
            older["before"] = cursor(self.before)
        elif self.after is not None:
            newer["after"] = cursor(self.after)
        return older | newer


def window(query: Mapping[str, str]) -> Window:
    """From an address: `?message=N`, `?before=N` or `?after=N`; the latest messages where it names no number."""
    more: dict[str, Any] = {"reply": query.get("reply", ""), "preview": "preview" in query}
    given = {"around": query.get("message", ""), "before": query.get("before", ""), "after": query.get("after", "")}
    for name, text in given.items():
        if text.isascii() and text.isdigit() and len(text) <= LONGEST:
            return Window(**more | {name: int(text), "above": _instant(query.get("day", ""))})
    return Window(**more)


def _instant(text: str) -> str | None:
    try:
        return text if datetime.fromisoformat(text).tzinfo else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Line:
    """A message, with the headings that stand above it."""

    message: Message
    day: Markup | None
    fresh: Markup | None
    asked: bool  # the one that the page's address is to


@dataclass(frozen=True)
class Log:
    """What a page shows. `older` and `newer` are the numbers that the next windows start from."""

    lines: Sequence[Line]
    older: int | None
    newer: int | None
    reply: Message | None = None  # what one is about to answer
    preview: bool = False
    closing_day: Markup | None = None  # of what these lines are put above, where that is another day

    @property
    def messages(self) -> list[Message]:
        """Without their headings."""
        return [line.message for line in self.lines]

    @property
    def live(self) -> bool:
        """True where nothing lies between the last line and what arrives next."""
        return self.newer is None


def log(data: Mapping[str, Any], read_to: int | None, asked: Window, calendar: Calendar, me: str) -> Log:
    """The log that a page's data holds (it spreads `...Said`), for member `me`, who has read up to a number."""
    older, newer = data.get("olderMessages"), data.get("newerMessages")
    messages = [message for part in (older, newer) if part for message in part["nodes"]]
    more_before = older["pageInfo"]["hasPreviousPage"] if older else True
    more_after = newer["pageInfo"]["hasNextPage"] if newer else asked.before is not None
    return Log(
        lines=_lines([one for one in messages if one["fact"] != UNSEEN], calendar, read_to, me, asked.around),
        older=messages[0]["number"] if messages and more_before else None,
        newer=messages[-1]["number"] if messages and more_after else None,
        reply=_answered(messages, asked.reply),
        preview=asked.preview,
        closing_day=_closing_day(messages, asked.above, calendar),
    )


def _answered(messages: list[Message], id: str) -> Message | None:
    return next((one for one in messages if one["id"] == id and one["kind"] == "SAID" and not one["withdrawn"]), None)


def _closing_day(messages: list[Message], above: str | None, calendar: Calendar) -> Markup | None:
    if above is None or not messages:
        return None
    next_day = calendar.day(above)
    return next_day if next_day != calendar.day(messages[-1]["at"]) else None


def _lines(messages: list[Message], calendar: Calendar, read_to: int | None, me: str, around: int | None) -> list[Line]:
    lines, day, told = [], Markup(""), False
    for place, message in enumerate(messages):
        today = calendar.day(message["at"])
        fresh = None if told else _fresh(messages, place, calendar, read_to, me)
        told = told or fresh is not None
        lines.append(Line(message, today if today != day else None, fresh, message["number"] == around))
        day = today
    return lines


def _fresh(messages: list[Message], place: int, calendar: Calendar, read_to: int | None, me: str) -> Markup | None:
    """The heading of what is new: above another's first message that wasn't read, below one that was."""
    message = messages[place]
    if not read_to or message["number"] <= read_to or not place:
        return None
    author = message["author"]
    return calendar.since(messages[place - 1]["at"]) if not author or author["id"] != me else None
