"""The mail that one was answered: plain text, in the language of whoever reads it."""

from collections.abc import Callable
from textwrap import shorten
from typing import Final

from babel.lists import format_list

from graph.answer_mail import Answered
from schema.language import Language, chosen
from web.mail import Mail
from web.markdown import excerpt
from web.typography import typesetter

LONGEST: Final = 240  # signs of the first message
TITLE: Final = 90  # signs of a title
NAMED: Final = 3  # people; of more, two and "others"
MANY: Final = 99  # messages that are counted


def answer_mail(letter: Answered, site: str, stop: str) -> Mail:
    """The mail; `site` is the address of the site, `stop` the one that ends such mails."""
    language = chosen(letter.locale)
    _, set_type = language.gettext, typesetter(language)
    subject, *parts = (_quiet if letter.quiet else _said)(letter, language, set_type)
    ending = set_type(_("Ne plus recevoir de mail quand on vous répond :"))
    parts += [f"{site}/messages/{letter.first}", set_type(_("Rien ne presse : ce sera encore là demain."))]
    text = "\n\n".join([*parts, f"{ending}\n{stop}", f"—\nMaille, {site}\n"])
    return Mail(letter.email, subject, text, stop=stop)


def _said(letter: Answered, language: Language, set_type: Callable[[str], str]) -> tuple[str, ...]:
    """Who, where, and the first words: a member's own are left as they typed them."""
    _ = language.gettext
    sentence = _sentence(letter, language)
    title = shorten(letter.name, TITLE, placeholder="…")
    first = _("%(said)s :") if letter.count == 1 else _("%(said)s. La première :")
    if not letter.thread and letter.count > 1:
        first = _("%(said)s. Le premier :")
    words = excerpt(letter.body, LONGEST)
    quoted = [set_type(_("« %(words)s »")) % {"words": words}] if words else []
    return (
        set_type(_("%(said)s : %(name)s")) % {"said": sentence, "name": title},
        set_type(first) % {"said": sentence},
        *quoted,
        set_type(_("Dans : %(name)s")) % {"name": title},
    )


def _sentence(letter: Answered, language: Language) -> str:
    _ = language.gettext
    named = {"by": _names(letter, language), "count": str(letter.count) if letter.count <= MANY else f"{MANY}+"}
    if letter.thread and letter.count > 1:
        return _("%(count)s réponses de %(by)s") % named
    if letter.thread:
        return (_("%(by)s vous a répondu") if letter.mine else _("%(by)s a répondu")) % named
    return (_("%(by)s vous a écrit") if letter.count == 1 else _("%(count)s messages pour vous, de %(by)s")) % named


def _names(letter: Answered, language: Language) -> str:
    _ = language.gettext
    names = [" ".join(name.split()) for name in letter.by if name]
    if not names:
        return _("quelqu’un").capitalize() if letter.count == 1 else _("quelqu’un")
    if len(letter.by) > NAMED or len(names) < len(letter.by):
        names = [*names[: NAMED - 1], _("d’autres")]
    return format_list(names, locale=language.code)


def _quiet(letter: Answered, language: Language, set_type: Callable[[str], str]) -> tuple[str, ...]:
    """That something was said, and nothing of it."""
    _ = language.gettext
    subject = _("Du nouveau dans un de vos cercles") if letter.circle else _("Du nouveau dans une de vos communautés")
    return set_type(subject), set_type(f"{subject}."), set_type(_("Ce qui s'y dit y reste : ce mail n'en répète rien."))
