"""A refusal is a type: what can't be done, said in the viewer's language. A bug is an exception."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import strawberry

Given = ParamSpec("Given")
Done = TypeVar("Done")
Write = Callable[Concatenate[strawberry.Info, Given], Coroutine[Any, Any, Done]]


@strawberry.interface(description="Why something was not done, and what to do.")
class Refusal:
    message: str


@strawberry.type(description="It doesn't exist, or you may not see it: the two look the same.")
class NotFound(Refusal): ...


@strawberry.type(description="You have to be signed in for this.")
class NotSignedIn(Refusal): ...


@strawberry.type(description="You may see this, but not do that.")
class NotAllowed(Refusal): ...


@strawberry.type(description="A field of the form is empty, too long or not understood.")
class Invalid(Refusal):
    field: str


@strawberry.type(description="Too much in too short a time; says when to come back.")
class TooSoon(Refusal):
    seconds: int


HeldBack = NotSignedIn | TooSoon  # what any write may answer, whatever it does


def not_found(info: strawberry.Info) -> NotFound:
    """The one sentence for absent and forbidden."""
    return NotFound(message=info.context.say("Introuvable, ou pas visible pour vous : vérifiez l’adresse."))


def not_signed_in(info: strawberry.Info) -> NotSignedIn:
    """For a visitor who would write."""
    return NotSignedIn(message=info.context.say("Entrez d’abord : un lien arrive par mail, sans mot de passe."))


def not_allowed(info: strawberry.Info, text: str, **values: Any) -> NotAllowed:
    """Says who may."""
    return NotAllowed(message=info.context.say(text, **values))


def invalid(info: strawberry.Info, field: str, text: str, **values: Any) -> Invalid:
    """Says which field, and what would be right."""
    return Invalid(message=info.context.say(text, **values), field=field)


def too_soon(info: strawberry.Info, seconds: int) -> TooSoon:
    """Says when to come back."""
    wait = info.context.language.ngettext(
        "C’est beaucoup d’un coup. Revenez dans %(count)s minute, rien n’est perdu.",
        "C’est beaucoup d’un coup. Revenez dans %(count)s minutes, rien n’est perdu.",
        minutes := max(1, -(-seconds // 60)),
    )
    return TooSoon(message=wait % {"count": minutes}, seconds=seconds)


def held_back(info: strawberry.Info, what: str) -> HeldBack | None:
    """Why nobody may write now: a visitor, or a member who writes too fast; None where they may."""
    context = info.context
    if not context.signed_in:
        return not_signed_in(info)
    seconds = context.pace(what, context.viewer)
    return too_soon(info, seconds) if seconds else None


def paced(what: str) -> Callable[[Write[Given, Done]], Write[Given, Done | HeldBack]]:
    """Above a write: it is refused to a visitor, and to a member who writes too fast, before anything else."""

    def above(write: Write[Given, Done]) -> Write[Given, Done | HeldBack]:
        @wraps(write)
        async def held(info: strawberry.Info, *args: Given.args, **given: Given.kwargs) -> Done | HeldBack:
            return held_back(info, what) or await write(info, *args, **given)

        return held  # type: ignore[return-value]  # the schema gives `info` by its name

    return above


def wrong_text(info: strawberry.Info, field: str, text: str, longest: int) -> Invalid | None:
    """Why a text can't be kept: empty, or too long; None where it can."""
    if not text.strip():
        return invalid(info, field, "Ce champ est vide : écrivez quelques mots.")
    if len(text) > longest:
        return invalid(
            info,
            field,
            "C’est trop long de %(more)s signes (%(longest)s au plus).",
            more=len(text) - longest,
            longest=longest,
        )
    return None
