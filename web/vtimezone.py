"""How the clocks of a zone go, for a calendar (VTIMEZONE, RFC 5545 3.6.5): one observance for each change.

icalendar's own writes the onset of summer in the hour after it; the standard has it in the hour before.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@lru_cache(maxsize=256)
def vtimezone(name: str, first: int, last: int) -> Timezone:
    """Right from a year before `first` to a year after `last`."""
    zone, made = ZoneInfo(name), Timezone()
    begin, end = datetime(first - 1, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)
    made.add("tzid", name)
    made.add_component(_observance(zone, begin, begin))
    for change in _changes(zone, begin, end):
        made.add_component(_observance(zone, change - MINUTE, change))
    return made


def _observance(zone: ZoneInfo, before: datetime, onset: datetime) -> TimezoneStandard | TimezoneDaylight:
    old, new = _offset(zone, before), onset.astimezone(zone)
    made = TimezoneDaylight() if new.dst() else TimezoneStandard()
    made.add("dtstart", (onset + old).replace(tzinfo=None))  # as clocks would show it had they not been changed
    made.add("tzname", new.tzname())
    made.add("tzoffsetfrom", old)
    made.add("tzoffsetto", new.utcoffset())
    return made


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants from which on clocks show something else, to the minute."""
    day = begin
    while day < end:
        low, high = day, day + DAY
        if _offset(zone, low) != _offset(zone, high):
            while high - low > MINUTE:
                middle = low + (high - low) / 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if _offset(zone, middle) == _offset(zone, low) else (low, middle)
            yield high
        day += DAY


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
