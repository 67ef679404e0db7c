"""The mails about a circle: plain text, in the language and the zone of whoever reads them."""

from datetime import UTC, datetime

from markupsafe import Markup

from graph.reminder import Letter
from schema.instant import written
from schema.language import Language, chosen
from web.dates import Calendar
from web.mail import Mail
from web.typography import typesetter


def circle_mail(letter: Letter, site: str, now: datetime) -> Mail:
    """The mail; `site` is the address of the site. Nothing that was said in a circle is ever in a mail."""
    language = chosen(letter.locale)
    set_type = typesetter(language)
    calendar = Calendar(now.astimezone(UTC), letter.timezone or "Europe/Paris", language)
    day = Markup(calendar.day(written(letter.ends))).striptags() if letter.ends else ""
    subject, *parts = _words(letter, day, language)
    links = {"INVITED": f"{site}/circles", "ENDS_SOON": f"{site}/circles/{letter.space}"}
    link = links.get(letter.kind, f"{site}/circles/{letter.space}/close")
    text = "\n\n".join([*(set_type(one) for one in parts if one), link, set_type(f"—\nMaille, {site}")])
    return Mail(letter.email, set_type(subject), f"{text}\n")


def _words(letter: Letter, day: str, language: Language) -> tuple[str, ...]:
    _ = language.gettext
    named = {"name": letter.name, "day": day, "by": letter.by or _("Quelqu’un")}
    if letter.kind == "INVITED":
        return (
            _("Une invitation dans un cercle : %(name)s") % named,
            _("%(by)s vous invite dans un cercle : %(name)s.") % named,
            letter.purpose or "",
            _("Vous y entrez si vous dites oui. Dire non ne demande pas d'explication, et ne rien dire non plus :"),
        )
    if letter.kind == "ENDS_SOON":
        return (
            _("Dans une semaine, la fin du cercle : %(name)s") % named,
            _("Le cercle « %(name)s » se donnait jusqu'à ce jour : %(day)s.") % named,
            _("Gardez dix minutes pour vous dire ce qui a aidé, et la suite. Changer la date se peut aussi :"),
        )
    return (
        _("C'est aujourd'hui la fin du cercle : %(name)s") % named,
        _("Le cercle « %(name)s » se donnait jusqu'à aujourd'hui.") % named,
        _("Qu'est-ce qui a aidé ? Et maintenant ? Deux phrases suffisent. Rien ne se ferme tout seul :"),
    )
