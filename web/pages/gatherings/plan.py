"""The form of a gathering: what was typed, and what it means in the schema's words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIELDS = ("community", "name", "body", "starts", "minutes", "zone", "place", "link", "seats", "day_before", "remind")
ZONES = (  # where members of a French network live; their own is put first
    "Europe/Paris",
    "America/Martinique",
    "America/Guadeloupe",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Europe/London",
    "America/Montreal",
)
LENGTHS = (30, 45, 60, 75, 90, 120, 150, 180, 240, 480)  # minutes
NAMES = {"startsAt": "starts", "endsAt": "minutes", "remindAt": "remind"}  # of the schema's fields in the form
LOCAL = "%Y-%m-%dT%H:%M"

Words = dict[str, str]


class Unread(Exception):
    """A field that can't be understood; the argument is its name."""


def typed(sent: Mapping[str, str]) -> Words:
    """What a form brings."""
    return {name: sent[name].strip() for name in FIELDS}


def empty(now: datetime, zone: str, community: str) -> Words:
    """A gathering of an hour in a week, at half past six in the evening."""
    evening = (now.astimezone(ZoneInfo(zone)) + timedelta(days=7)).replace(hour=18, minute=30)
    words = dict.fromkeys(FIELDS, "")
    return words | {
        "community": community,
        "starts": evening.strftime(LOCAL),
        "minutes": "60",
        "zone": zone,
        "day_before": "yes",
    }


def of_gathering(space: Mapping[str, Any]) -> Words:
    """The form as a gathering fills it."""
    zone = space["zone"] or "Europe/Paris"
    starts, ends = (datetime.fromisoformat(space[name]) for name in ("startsAt", "endsAt"))
    others = [datetime.fromisoformat(at) for at in space["reminders"]]
    day_before = (starts.astimezone(ZoneInfo(zone)) - timedelta(days=1)).astimezone(UTC)  # where clocks change too
    chosen = next((at for at in others if at != day_before), None)
    return {
        "community": space["community"]["id"],
        "name": space["name"],
        "body": space["purpose"] or "",
        "starts": starts.astimezone(ZoneInfo(zone)).strftime(LOCAL),
        "minutes": str(int((ends - starts).total_seconds() // 60)),
        "zone": zone,
        "place": space["place"] or "",
        "link": space["link"] or "",
        "seats": str(space["seats"] or ""),
        "day_before": "yes" if day_before in others else "",
        "remind": chosen.astimezone(ZoneInfo(zone)).strftime(LOCAL) if chosen else "",
    }


def plan(words: Words) -> dict[str, Any]:
    """The input of the mutation; Unread where a date, a zone or a number can't be understood."""
    zone = _zone(words["zone"])
    starts = _moment(words, "starts", zone)
    ends = starts.astimezone(UTC) + timedelta(minutes=_number(words, "minutes"))  # in minutes that pass
    return {
        "name": words["name"],
        "body": words["body"],
        "startsAt": starts.isoformat(),
        "endsAt": ends.isoformat(),
        "zone": words["zone"],
        "place": words["place"],
        "link": words["link"],
        "seats": _number(words, "seats") if words["seats"] else None,
        "remindDayBefore": words["day_before"] == "yes",
        "remindAt": _moment(words, "remind", zone).isoformat() if words["remind"] else None,
    }


def zones(*first: str) -> list[str]:
    """The zones to choose from, these first."""
    return list(dict.fromkeys((*filter(None, first), *ZONES)))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Unread("zone") from error


def _moment(words: Words, name: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(words[name]).replace(tzinfo=zone)
    except ValueError as error:
        raise Unread(name) from error
    if not 2000 <= at.year <= 2200:
        raise Unread(name)
    return at


def _number(words: Words, name: str) -> int:
    text = words[name]
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Unread(name)
    return int(text)
