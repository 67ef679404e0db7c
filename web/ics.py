"""Gatherings as a calendar reads them (RFC 5545), at the hour of the zone where each is held."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from graph.calendar import Entry
from web.mail import Attached
from web.vtimezone import vtimezone

MEDIA: Final = "text/calendar; charset=utf-8"
AGAIN: Final = timedelta(hours=1)  # until a program looks again


def ics(entries: Sequence[Entry], site: str, name: str = "Maille", method: str = "PUBLISH") -> bytes:
    """A calendar of these, the same for the same; `site` is the address of the site, which an event leads back to.

    Of whom it is by, it names the community and its page: no member's name or address goes to who keeps a calendar.
    """
    made = Calendar()
    made.add("prodid", "-//Maille//FR")
    made.add("version", "2.0")
    made.add("method", method)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for zone in sorted({one.zone for one in entries if one.zone} - {"UTC"}):
        years = [_at(at, zone).year for one in entries if one.zone == zone for at in (one.starts, one.ends)]
        made.add_component(vtimezone(zone, min(years), max(years)))
    for entry in entries:
        made.add_component(_event(entry, site))
    return bytes(made.to_ical())


def invite(entry: Entry, site: str) -> Attached:
    """One gathering for whoever has it in a calendar: put there, changed, or, where it is called off, taken away."""
    method = "CANCEL" if entry.cancelled else "PUBLISH"
    return Attached(method, ics([entry], site, entry.name, method))


def _event(entry: Entry, site: str) -> Event:
    event, address = Event(), f"{site}/gatherings/{entry.id}"
    event.add("uid", f"{entry.id}@{urlsplit(site).hostname or 'maille'}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(entry.changed))
    event.add("created", _utc(entry.made))
    event.add("last-modified", _utc(entry.changed))
    event.add("dtstart", _at(entry.starts, entry.zone))
    event.add("dtend", _at(entry.ends, entry.zone))
    event.add("summary", entry.name)
    event.add("url", address)
    event.add("description", "\n\n".join(part for part in (entry.body, entry.link, address) if part))
    if where := entry.place or entry.link:
        event.add("location", where)
    organiser = vCalAddress(f"{site}/communities/{entry.slug}")
    organiser.params["cn"] = vText(entry.community)
    event.add("organizer", organiser)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED" if entry.coming else "TENTATIVE")
    return event


def _utc(instant: int) -> datetime:
    return datetime.fromtimestamp(instant / 1000, UTC).replace(microsecond=0)


def _at(instant: int, zone: str | None) -> datetime:
    """In the zone; in UTC where there is none, and for the second of two hours that clocks show alike."""
    local = _utc(instant).astimezone(ZoneInfo(zone)) if zone else _utc(instant)
    return local.astimezone(UTC) if local.fold else local
