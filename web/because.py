"""Why a request is within reach, in one sentence: what one brings, through whom, or that it waits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from schema.language import Language
from web.dates import Calendar
from web.typography import typeset

Given = Mapping[str, Any]
GetText = Callable[[str], str]


@dataclass(frozen=True)
class Why:
    """The sentence, and the names of those who hold the thread from the viewer to the author (for a drawing)."""

    words: Markup
    chain: list[str]


def why(thread: Given, calendar: Calendar, language: Language) -> Why:
    """Of a thread with its `because`, its author, its community and its number of messages."""
    teller = _Teller(calendar, language)
    because, path = thread["because"], thread["because"]["path"]
    chain = [path["steps"][0]["from"]["name"], *(step["to"]["name"] for step in path["steps"])] if path else []
    brought = [topic[language.code] for topic in because["topics"][:2]]
    parts = [teller.path(path["steps"])] if path else []
    parts += [teller.brings(brought, first=not parts)] if brought else []
    return Why(Markup(" ").join(parts or [teller.waits(thread)]), chain)


@dataclass(frozen=True)
class _Teller:
    calendar: Calendar
    language: Language

    def path(self, steps: list[Given]) -> Markup:
        first, name = steps[0], _first(steps[-1]["to"]["name"])
        if len(steps) == 1:
            return self._say(_DIRECT[_way(first)], name=name, when=self.calendar.in_month(first["at"]))
        between = self._say(
            _FROM_YOU[_way(first)], middle=_first(first["to"]["name"]), when=self.calendar.in_month(first["at"])
        )
        return Markup(" ").join([between, self._say(_TO_THEM[_way(steps[1])], name=name)])

    def brings(self, topics: list[str], *, first: bool) -> Markup:
        _ = self.language.gettext
        strong = [Markup("<strong>{}</strong>").format(_lower(topic)) for topic in topics]
        named = Markup(" {} ").format(_("et")).join(strong)
        if first:
            return self._say(lambda _: _("Parce que vous apportez %(topics)s."), topics=named)
        return self._say(lambda _: _("Et vous apportez %(topics)s."), topics=named)

    def waits(self, thread: Given) -> Markup:
        place = thread["community"]
        if place and not place["root"]:
            return self._say(
                lambda _: _("Parce que vous êtes aussi de <strong>%(place)s</strong>."), place=place["name"]
            )
        if not thread["messageCount"]:
            return self._say(
                lambda _: _("Parce que personne n'a encore répondu, et qu'une première phrase change tout.")
            )
        return self._say(lambda _: _("Parce que deux avis valent mieux qu'un, et que le vôtre manque."))

    def _say(self, worded: Callable[[GetText], str], **values: str | Markup) -> Markup:
        """The sentence as Markup, its values escaped."""
        text = worded(self.language.gettext)
        return Markup(typeset(text) if self.language.code == "fr" else text) % values


def _way(step: Given) -> str:
    return str(step["tie"]) if step["tie"] != "HELPED" else "GAVE" if step["outward"] else "GOT"


def _first(name: str) -> str:
    return name.split()[0] if name.split() else name


def _lower(topic: str) -> str:
    """`Entretiens d’audit` within a sentence; `CV`, `SQL`, `DCG` stay."""
    return topic[:1].lower() + topic[1:] if topic[1:2].islower() or topic[1:2] in " ’'" else topic


_DIRECT: dict[str, Callable[[GetText], str]] = {
    "KNOWS": lambda _: _("Parce que vous connaissez <strong>%(name)s</strong>."),
    "CIRCLE": lambda _: _("Parce que vous partagez un cercle avec <strong>%(name)s</strong>."),
    "GAVE": lambda _: _("Parce que vous avez donné un coup de main à <strong>%(name)s</strong> %(when)s."),
    "GOT": lambda _: _("Parce que <strong>%(name)s</strong> vous a donné un coup de main %(when)s."),
}
_FROM_YOU: dict[str, Callable[[GetText], str]] = {
    "KNOWS": lambda _: _("Parce que <strong>%(middle)s</strong>, que vous connaissez,"),
    "CIRCLE": lambda _: _("Parce que <strong>%(middle)s</strong>, avec qui vous partagez un cercle,"),
    "GAVE": lambda _: _("Parce que <strong>%(middle)s</strong>, à qui vous avez donné un coup de main %(when)s,"),
    "GOT": lambda _: _("Parce que <strong>%(middle)s</strong>, qui vous a donné un coup de main %(when)s,"),
}
_TO_THEM: dict[str, Callable[[GetText], str]] = {
    "KNOWS": lambda _: _("connaît %(name)s."),
    "CIRCLE": lambda _: _("partage un cercle avec %(name)s."),
    "GAVE": lambda _: _("a aidé %(name)s."),
    "GOT": lambda _: _("a reçu l'aide de %(name)s."),
}
