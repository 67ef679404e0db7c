"""The mails about a gathering: plain text, in the language and the zone of whoever reads them."""

from datetime import UTC, datetime

from markupsafe import Markup

from graph.reminder import Letter
from schema.instant import written
from schema.language import Language, chosen
from web.dates import Calendar
from web.ics import invite
from web.mail import Mail
from web.typography import typesetter


def reminder_mail(letter: Letter, site: str, now: datetime) -> Mail:
    """The mail, with what changes a calendar that has it; `site` is the address of the site."""
    assert letter.entry
    entry, language = letter.entry, chosen(letter.locale)
    set_type = typesetter(language)
    days = Calendar(now.astimezone(UTC), letter.timezone or "Europe/Paris", language)
    when = Markup(days.label(written(entry.starts))).striptags()
    subject, first, last = _words(letter.kind, language)
    link = f"{site}/gatherings/{letter.space}"
    parts = [first, f"{letter.name}\n{when}", *(one for one in (entry.place, entry.link) if one), link]
    parts += [last, f"—\nMaille, {site}"]
    kept = {link, entry.link}
    text = "\n\n".join(one if one in kept else set_type(one) for one in parts)
    return Mail(letter.email, set_type(subject % {"name": letter.name}), f"{text}\n", invite(entry, site))


def _words(kind: str, language: Language) -> tuple[str, str, str]:
    """The subject, what comes before the gathering, and what its attachment does."""
    _ = language.gettext
    join = _("Le fichier joint la met dans votre agenda, ou l'y met à jour.")
    return {
        "NEAR": (_("C'est bientôt : %(name)s"), _("Un rappel, parce que vous avez dit oui ou peut-être :"), join),
        "MOVED": (
            _("L'heure ou le lieu a changé : %(name)s"),
            _("L'heure ou le lieu a changé. Si cela ne va plus, dites-le, quelqu'un attend peut-être une place :"),
            _("Elle est dans votre agenda ? Ouvrez le fichier joint, il y change l'heure et le lieu."),
        ),
        "MOVED_UP": (
            _("Une place s'est libérée : %(name)s"),
            _("Une place s'est libérée, elle est à vous. Si vous ne venez plus, dites-le, elle servira :"),
            join,
        ),
        "CANCELLED": (
            _("Annulée : %(name)s"),
            _("Cette rencontre n'aura pas lieu. Rien à faire de votre côté :"),
            _("Elle est dans votre agenda ? Ouvrez le fichier joint, il l'en retire."),
        ),
    }[kind]
