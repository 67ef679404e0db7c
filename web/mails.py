"""The mails that Maille sends: plain text, in the language of whoever asked."""

from typing import Final

from schema.language import Language
from web.mail import Mail
from web.typography import typesetter

MINUTES: Final = 15


def sign_in_mail(language: Language, to: str, link: str, address: str) -> Mail:
    """The mail that brings a link; `address` is the site's."""
    _ = language.gettext
    said = [
        _("Bonjour,"),
        _("Voici votre lien pour entrer dans Maille :"),
        link,
        _("Il sert une seule fois, dans les %(minutes)s minutes.") % {"minutes": MINUTES},
        _("Vous n'avez rien demandé ? Laissez ce message de côté : sans ce lien, personne n'entre."),
        f"—\nMaille, {address}",
    ]
    set_type = typesetter(language)
    text = "\n\n".join(part if part == link else set_type(part) for part in said)
    return Mail(to, set_type(_("Votre lien pour entrer dans Maille")), f"{text}\n")
