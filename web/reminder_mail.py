"""The mails about a gathering: plain text, in the language and the zone of whoever reads them."""

from collections.abc import Callable
from datetime import UTC, datetime

from markupsafe import Markup

from graph.reminder import Letter
from schema.instant import written
from schema.language import LANGUAGES, SOURCE, Language
from web.dates import Calendar
from web.typography import typeset


def reminder_mail(letter: Letter, site: str, now: datetime) -> tuple[str, str]:
    """Subject and text; `site` is the address of the site."""
    language = LANGUAGES.get(letter.locale or SOURCE) or LANGUAGES[SOURCE]
    set_type: Callable[[str], str] = typeset if language.code == SOURCE else str
    calendar = Calendar(now.astimezone(UTC), letter.timezone or "Europe/Paris", language)
    when = Markup(calendar.label(written(letter.starts or 0))).striptags()
    subject, first = _words(letter.kind, language)
    link = f"{site}/gatherings/{letter.space}"
    parts = [first, f"{letter.name}\n{when}", *(one for one in (letter.place, letter.link) if one), link]
    parts.append(f"—\nMaille, {site}")
    kept = {link, letter.link}
    text = "\n\n".join(one if one in kept else set_type(one) for one in parts)
    return set_type(subject % {"name": letter.name}), f"{text}\n"


def _words(kind: str, language: Language) -> tuple[str, str]:
    _ = language.gettext
    return {
        "NEAR": (_("C'est bientôt : %(name)s"), _("Un rappel, parce que vous avez dit oui ou peut-être :")),
        "MOVED": (
            _("L'heure ou le lieu a changé : %(name)s"),
            _("L'heure ou le lieu a changé. Si cela ne va plus, dites-le, quelqu'un attend peut-être une place :"),
        ),
        "MOVED_UP": (
            _("Une place s'est libérée : %(name)s"),
            _("Une place s'est libérée, elle est à vous. Si vous ne venez plus, dites-le, elle servira :"),
        ),
        "CANCELLED": (
            _("Annulée : %(name)s"),
            _("Cette rencontre n'aura pas lieu. Rien à faire de votre côté :"),
        ),
    }[kind]
