"""A gathering in a calendar: read back by icalendar and dateutil, at the edges of summer too."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar, Event

from graph.calendar import Entry
from web.ics import ics
from web.vtimezone import vtimezone

SITE = "https://maille.example"


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def entry(starts: str = "2027-03-02T18:30+01:00", minutes: int = 90, **more: object) -> Entry:
    given: dict[str, object] = {"id": "01", "name": "Oraux, blancs; à trois", "body": "Ligne\nautre ligne"}
    given |= {"starts": ms(starts), "ends": ms(starts) + minutes * 60_000, "zone": "Europe/Paris", "place": "Lille"}
    given |= {
        "link": None,
        "community": "Audit et contrôle",
        "slug": "audit",
        "made": 0,
        "changed": 5000,
        "sequence": 2,
    }
    return Entry(**given | more)  # type: ignore[arg-type]


def read(*entries: Entry, method: str = "PUBLISH") -> tuple[Calendar, list[Event]]:
    calendar = Calendar.from_ical(ics(entries, SITE, method=method))
    assert isinstance(calendar, Calendar)
    return calendar, list(calendar.events)


def test_it_says_what_when_where_and_by_whom_without_an_address_of_anybody() -> None:
    calendar, (event,) = read(entry())
    assert (calendar["method"], event["uid"], event["sequence"], event["status"]) == (
        *("PUBLISH", "01@maille.example", 2, "CONFIRMED"),
    )
    assert (event["summary"], event["location"]) == ("Oraux, blancs; à trois", "Lille")
    assert event["organizer"] == f"{SITE}/communities/audit"
    assert event["organizer"].params["CN"] == "Audit et contrôle"
    assert event["last-modified"].dt == event["dtstamp"].dt == datetime(1970, 1, 1, 0, 0, 5, tzinfo=UTC)
    assert b"mailto" not in ics([entry()], SITE).lower()


def test_what_is_called_off_is_so_in_both_ways() -> None:
    calendar, (event,) = read(entry(cancelled=True), method="CANCEL")
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert read(entry(coming=False))[1][0]["status"] == "TENTATIVE"


def test_no_line_is_longer_than_the_standard_allows_and_none_is_lost() -> None:
    long = "à" * 300 + " ; , \\ fin"
    made = ics([entry(name=long, body=long * 9)], SITE)
    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert read(entry(name=long))[1][0]["summary"] == long


def test_the_same_is_written_the_same() -> None:
    assert ics([entry()], SITE) == ics([entry()], SITE)
    assert ics([entry()], SITE) != ics([entry(changed=6000)], SITE)


@pytest.mark.parametrize(
    "starts",
    [
        *("2027-03-28T01:30+01:00", "2027-03-28T03:00+02:00", "2027-03-28T03:30+02:00"),
        *("2027-10-31T01:59+02:00", "2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00", "2027-10-31T03:00+01:00"),
        "2099-07-01T18:30+02:00",
    ],
)
def test_its_instants_come_back_at_the_edges_of_summer_too(starts: str) -> None:
    calendar, (event,) = read(entry(starts, 120))
    zone = tzical(StringIO(calendar.timezones[0].to_ical().decode())).get()
    for name, instant in (("dtstart", ms(starts)), ("dtend", ms(starts) + 120 * 60_000)):
        at = event[name].dt
        assert at.timestamp() * 1000 == instant
        if at.tzinfo != UTC and at.utcoffset():  # as somebody reads it who knows no zone but the one that is written
            assert at.replace(tzinfo=zone).timestamp() * 1000 == instant


@pytest.mark.parametrize("name", ["Europe/Paris", "America/Montreal", "America/Martinique", "Australia/Lord_Howe"])
def test_a_zone_is_written_as_its_clocks_go(name: str) -> None:
    written = vtimezone(name, 2027, 2027).to_ical().decode()
    zone, at = tzical(StringIO(written)).get(), datetime(2026, 1, 2, tzinfo=UTC)
    while at < datetime(2028, 12, 30, tzinfo=UTC):
        local = at.astimezone(ZoneInfo(name))
        if not local.fold and local.replace(fold=1).utcoffset() == local.utcoffset():
            assert local.replace(tzinfo=zone).utcoffset() == local.utcoffset(), at
        at += timedelta(minutes=30 if local.month in (3, 4, 10, 11) else 720)
