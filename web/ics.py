"""Gatherings as a calendar reads them (RFC 5545), in UTC: whoever reads it shows its own hour."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from graph.calendar import Entry

MEDIA = "text/calendar; charset=utf-8"


def ics(entries: Iterable[Entry], site: str, now: datetime, name: str = "Maille") -> bytes:
    """A calendar of these; `site` is the address of the site, which an event leads back to."""
    made = Calendar()
    made.add("prodid", "-//Maille//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry, site, now))
    return bytes(made.to_ical())


def _event(entry: Entry, site: str, now: datetime) -> Event:
    event, address = Event(), f"{site}/gatherings/{entry.id}"
    event.add("uid", f"{entry.id}@{urlsplit(site).hostname or 'maille'}")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _at(entry.starts))
    event.add("dtend", _at(entry.ends))
    event.add("summary", entry.name)
    event.add("url", address)
    event.add("description", "\n\n".join(part for part in (entry.body, entry.link, address) if part))
    if where := entry.place or entry.link:
        event.add("location", where)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED" if entry.coming else "TENTATIVE")
    return event


def _at(instant: int) -> datetime:
    return datetime.fromtimestamp(instant / 1000, UTC).replace(microsecond=0)
