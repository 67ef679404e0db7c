"""Moments in words, in a member's zone and language: « il y a 2 h », « hier, 18 h 05 », « 18 sept. 2024 »."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from markupsafe import Markup, escape

from schema.language import Language
from web.typography import ordinals, typeset

LOCALES = {"fr": "fr", "en": "en_GB"}
HOURS = {"fr": "H 'h' mm", "en": "H:mm"}
RECENT_HOURS, WEEK = 5, 7


@dataclass(frozen=True)
class Calendar:
    """Reads instants (ISO 8601, as GraphQL gives them) for one member: their now, their zone, their language.

    Every method returns a <time> element whose `datetime` is the instant as it was given.
    """

    now: datetime
    zone: str
    language: Language

    def moment(self, instant: str) -> Markup:
        """When something was or will be, as one would say it now. Hovering tells the whole date."""
        whole = f"{self._say(self._local(instant), 'EEEE d MMM y')}, {self._hour(self._local(instant))}"
        return _time(instant, self._moment(instant), typeset(whole))

    def since(self, instant: str) -> Markup:
        """The same after « depuis »: never « il y a 2 h », but « ce matin, 9 h 12 », « vendredi », « le 20 nov. »."""
        at = self._local(instant)
        words = self._plain(at)
        old = self._days_ago(at) >= WEEK
        return _time(instant, self._("le %(date)s") % {"date": words} if old else words)

    def day(self, instant: str) -> Markup:
        """A day as a heading: « Aujourd'hui », « Hier », « Mercredi 25 nov. »."""
        at = self._local(instant)
        words = {0: self._("Aujourd'hui"), 1: self._("Hier")}.get(self._days_ago(at))
        return _time(at.date().isoformat(), _capital(words or self._dated(at, "EEEE d MMM")))

    def hour(self, instant: str) -> Markup:
        """The hour alone: « 11 h 20 »."""
        return _time(instant, self._hour(self._local(instant)))

    def month(self, instant: str) -> Markup:
        """The month: « janv. 2024 »."""
        return _time(self._local(instant).strftime("%Y-%m"), self.month_words(instant))

    def label(self, instant: str) -> Markup:
        """The date of a woven label: « mar. <b>24</b> nov., 18 h 30 »."""
        at = self._local(instant)
        before, after = self._say(at, "EEE"), f"{self._say(at, 'MMM')}, {self._hour(at)}"
        return _time(instant, Markup("{} <b>{}</b> {}").format(before, at.day, typeset(after)))

    def month_words(self, instant: str) -> str:
        """The month in plain words, for drawings."""
        return self._say(self._local(instant), "MMM y")

    def in_month(self, instant: str) -> str:
        """When something happened, in plain words within a sentence: « en mars », « en mars 2024 »."""
        at = self._local(instant)
        other_year = at.year != self.now.astimezone(at.tzinfo).year
        return self._("en %(month)s") % {"month": self._say(at, "MMMM y" if other_year else "MMMM")}

    def span_words(self, since: str, until: str | None) -> str:
        """A stretch of months in plain words: « sept. 2018 – mars 2019 », « depuis janv. 2023 »."""
        if until is None:
            return self._("depuis %(month)s") % {"month": self.month_words(since)}
        first, last = self.month_words(since), self.month_words(until)
        return first if first == last else f"{first} – {last}"

    def _(self, message: str) -> str:
        return self.language.gettext(message)

    def _local(self, instant: str) -> datetime:
        return datetime.fromisoformat(instant).astimezone(ZoneInfo(self.zone))

    def _days_ago(self, at: datetime) -> int:
        return (self.now.astimezone(at.tzinfo).date() - at.date()).days

    def _moment(self, instant: str) -> str:
        at = self._local(instant)
        minutes = int((self.now - at).total_seconds() // 60)
        if 0 <= minutes < RECENT_HOURS * 60:
            return self._ago(minutes)
        return self._plain(at)

    def _plain(self, at: datetime) -> str:
        days = self._days_ago(at)
        if -2 < days < 2:
            return f"{self._near(days, at)}, {self._hour(at)}"
        if 0 < days < WEEK:
            return self._say(at, "EEEE")
        if -WEEK < days < 0:
            return f"{self._say(at, 'EEEE')}, {self._hour(at)}"
        return self._dated(at, "d MMM")

    def _ago(self, minutes: int) -> str:
        if minutes < 1:
            return self._("à l'instant")
        if minutes < 60:
            return self._("il y a %(n)s min") % {"n": minutes}
        return self._("il y a %(n)s h") % {"n": minutes // 60}

    def _near(self, days: int, at: datetime) -> str:
        if days:
            return self._("hier") if days > 0 else self._("demain")
        if at > self.now:
            return self._("aujourd'hui")
        if at.hour < 12:
            return self._("ce matin")
        return self._("cet après-midi") if at.hour < 18 else self._("ce soir")

    def _dated(self, at: datetime, pattern: str) -> str:
        other_year = at.year != self.now.astimezone(at.tzinfo).year
        return self._say(at, f"{pattern} y" if other_year else pattern)

    def _hour(self, at: datetime) -> str:
        return self._say(at, HOURS[self.language.code])

    def _say(self, at: datetime, pattern: str) -> str:
        return _said(at.replace(second=0, microsecond=0, tzinfo=None), pattern, self.language.code)


@lru_cache(maxsize=8192)
def _said(at: datetime, pattern: str, code: str) -> str:
    """A wall-clock moment, without zone: two zones' moments of one instant would be one key of the cache."""
    words = format_datetime(at, pattern, locale=LOCALES[code])
    first = code == "fr" and at.day == 1 and "d" in pattern
    return words.replace("1 ", "1er ", 1) if first else words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _time(machine: str, words: str, whole: str = "") -> Markup:
    title = Markup(' title="{}"').format(whole) if whole else ""
    inside = words if isinstance(words, Markup) else ordinals(escape(typeset(words)))
    return Markup('<time datetime="{}"{}>{}</time>').format(machine, title, inside)
