"""Why a file isn't taken, in words: what is wrong with it, and what to do."""

from collections.abc import Callable, Mapping
from typing import Final

GetText = Callable[[str], str]

SAID: Final[Mapping[str, Callable[[GetText], str]]] = {
    "size": lambda _: _("« %(name)s » dépasse 10 Mo. Réduisez ce fichier, puis ajoutez-le de nouveau."),
    "kind": lambda _: _(
        "« %(name)s » n’est ni un PDF, ni une image (PNG, JPEG, WebP), ni un texte ODT ou DOCX. Enregistrez-le en PDF."
    ),
    "name": lambda _: _("« %(name)s » contient autre chose que ce que son nom annonce. Enregistrez-le de nouveau."),
    "two": lambda _: _("« %(name)s » est deux fichiers en un. Enregistrez-le de nouveau, en PDF de préférence."),
    "old": lambda _: _(
        "« %(name)s » est un ancien document Word, ou il a un mot de passe. Enregistrez-le en PDF, sans mot de passe."
    ),
    "locked": lambda _: _("« %(name)s » a un mot de passe : personne ne pourrait l’ouvrir ici. Ôtez-le d’abord."),
    "macros": lambda _: _("« %(name)s » contient des macros. Enregistrez-le en PDF, ou en .docx sans macros."),
    "outside": lambda _: _("« %(name)s » va chercher un modèle ailleurs quand on l’ouvre. Enregistrez-le en PDF."),
    "large": lambda _: _("« %(name)s » est trop grand une fois ouvert. Enregistrez-le en plus petit."),
    "damaged": lambda _: _("« %(name)s » ne s’ouvre pas : il est abîmé. Enregistrez-le de nouveau, puis ajoutez-le."),
    "empty": lambda _: _("« %(name)s » est vide. Choisissez-en un autre."),
    "many": lambda _: _("« %(name)s » serait le cinquième : un message en porte quatre au plus. Envoyez déjà ceux-ci."),
    "alt": lambda _: _("Dites ce que montre « %(name)s » en 300 signes au plus, puis ajoutez-le de nouveau."),
    "busy": lambda _: _("« %(name)s » n’a pas été lu : beaucoup de fichiers arrivent. Ajoutez-le dans une minute."),
    "store": lambda _: _("« %(name)s » n’a pas pu être rangé, de notre côté. Ajoutez-le de nouveau."),
    "pace": lambda _: _("« %(name)s » attendra demain : quarante fichiers par jour au plus. Rien d’autre n’est perdu."),
}


def words(why: str, name: str, gettext: GetText) -> str:
    """The sentence for a refused file, with its name as it was given."""
    return SAID[why](gettext) % {"name": name[:80] or "fichier"}
