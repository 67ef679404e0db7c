"""A moment is said as one would say it, where and when its reader is."""

import re
from datetime import UTC, datetime

import pytest

from schema.language import LANGUAGES
from web.dates import Calendar

NOW = datetime(2026, 11, 23, 15, 12, tzinfo=UTC)


def calendar(code: str = "fr", zone: str = "Europe/Paris", now: datetime = NOW) -> Calendar:
    return Calendar(now, zone, LANGUAGES[code])


def words(markup: str) -> str:
    return re.sub(r"</?time[^>]*>", "", markup).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("instant", "french", "english"),
    [
        ("2026-11-23T15:11:50Z", "à l’instant", "just now"),
        ("2026-11-23T15:07:00Z", "il y a 5 min", "5 min ago"),
        ("2026-11-23T13:01:00Z", "il y a 2 h", "2 h ago"),
        ("2026-11-23T08:12:00Z", "ce matin, 9 h 12", "this morning, 9:12"),
        ("2026-11-22T17:05:00Z", "hier, 18 h 05", "yesterday, 18:05"),
        ("2026-11-20T08:00:00Z", "vendredi", "Friday"),
        ("2026-11-10T08:00:00Z", "10 nov.", "10 Nov"),
        ("2026-11-01T08:00:00Z", "1<sup>er</sup> nov.", "1 Nov"),
        ("2024-09-18T08:00:00Z", "18 sept. 2024", "18 Sept 2024"),
        ("2026-11-23T17:30:00Z", "aujourd’hui, 18 h 30", "today, 18:30"),
        ("2026-11-24T17:30:00Z", "demain, 18 h 30", "tomorrow, 18:30"),
        ("2026-11-26T11:30:00.000Z", "jeudi, 12 h 30", "Thursday, 12:30"),
        ("2027-03-01T09:00:00Z", "1<sup>er</sup> mars 2027", "1 Mar 2027"),
    ],
)
def test_a_moment_in_both_languages(instant: str, french: str, english: str) -> None:
    assert words(calendar("fr").moment(instant)) == french
    assert words(calendar("en").moment(instant)) == english


def test_a_moment_is_read_where_its_reader_is() -> None:
    assert words(calendar().moment("2026-11-23T08:12:00Z")) == "ce matin, 9 h 12"
    assert words(calendar(zone="Indian/Reunion").moment("2026-11-23T08:12:00Z")) == "cet après-midi, 12 h 12"
    assert words(calendar(zone="Indian/Reunion").moment("2026-11-22T20:30:00Z")) == "ce matin, 0 h 30"
    assert words(calendar().moment("2026-11-22T20:30:00Z")) == "hier, 21 h 30"


def test_the_hour_follows_summer_time() -> None:
    assert words(calendar().hour("2026-10-25T00:30:00Z")) == "2 h 30"
    assert words(calendar().hour("2026-10-25T01:30:00Z")) == "2 h 30"
    assert words(calendar().hour("2026-07-01T10:00:00Z")) == "12 h 00"
    night = datetime(2026, 3, 29, 10, tzinfo=UTC)
    assert words(calendar(now=night).moment("2026-03-28T22:59:00Z")) == "hier, 23 h 59"


def test_the_element_keeps_the_instant_and_tells_the_whole_date() -> None:
    shown = calendar().moment("2026-11-20T08:00:00Z")
    assert 'datetime="2026-11-20T08:00:00Z"' in shown
    assert words(shown.split('title="')[1].split('"')[0]) == "vendredi 20 nov. 2026, 9 h 00"


@pytest.mark.parametrize(
    ("instant", "french", "english"),
    [
        ("2026-11-23T15:00:00Z", "cet après-midi, 16 h 00", "this afternoon, 16:00"),
        ("2026-11-22T17:05:00Z", "hier, 18 h 05", "yesterday, 18:05"),
        ("2026-11-20T08:00:00Z", "vendredi", "Friday"),
        ("2026-11-10T08:00:00Z", "le 10 nov.", "10 Nov"),
        ("2024-11-01T08:00:00Z", "le 1<sup>er</sup> nov. 2024", "1 Nov 2024"),
    ],
)
def test_since_is_never_a_while_ago(instant: str, french: str, english: str) -> None:
    assert words(calendar("fr").since(instant)) == french
    assert words(calendar("en").since(instant)) == english


def test_days_of_a_log() -> None:
    assert words(calendar().day("2026-11-23T08:00:00Z")) == "Aujourd’hui"
    assert words(calendar("en").day("2026-11-22T08:00:00Z")) == "Yesterday"
    assert words(calendar().day("2026-11-01T08:00:00Z")) == "Dimanche 1<sup>er</sup> nov."
    assert words(calendar().day("2025-11-30T08:00:00Z")) == "Dimanche 30 nov. 2025"


def test_a_woven_label_and_months() -> None:
    assert words(calendar().label("2026-11-24T17:30:00Z")) == "mar. <b>24</b> nov., 18 h 30"
    assert words(calendar("en").label("2026-11-24T17:30:00Z")) == "Tue <b>24</b> Nov, 18:30"
    assert words(calendar().month("2024-01-10T00:00:00Z")) == "janv. 2024"
    assert calendar().span_words("2018-09-01T00:00:00Z", "2019-03-01T00:00:00Z") == "sept. 2018 – mars 2019"
    assert calendar().span_words("2019-03-01T00:00:00Z", None) == "depuis mars 2019"


def test_what_is_no_instant_is_an_error() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        calendar().moment("hier")
