"""Moments of the invented network, which is told backwards from the instant when it is filled."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

_PARIS: Final = ZoneInfo("Europe/Paris")


def month(text: str) -> int:
    """The first day of `2025-09`, at noon in UTC: it is that day wherever a member lives."""
    return int(datetime.strptime(f"{text}-01 12", "%Y-%m-%d %H").replace(tzinfo=UTC).timestamp()) * 1000


def first_of_month(instant: int) -> int:
    """The first day of the month of an instant, at noon in UTC."""
    return month(f"{datetime.fromtimestamp(instant / 1000, UTC):%Y-%m}")


def on_day(now: int, days: int, at: str) -> int:
    """The instant when it is `18:30` in Paris, so many days from now."""
    day = datetime.fromtimestamp(now / 1000, _PARIS).date() + timedelta(days=days)
    return int(datetime.combine(day, time.fromisoformat(at), _PARIS).timestamp()) * 1000


def last_evening(now: int) -> int:
    """The latest 20:45 in Paris: rooms and circles talk in the evening, whenever the network is filled."""
    today = on_day(now, 0, "20:45")
    return today if today <= now else on_day(now, -1, "20:45")


def awake(instant: int) -> int:
    """The instant, or the evening before where it is the middle of the night in Paris."""
    hour = datetime.fromtimestamp(instant / 1000, _PARIS).hour
    return instant - 8 * HOUR if hour < 7 else instant
