"""What went wrong, as a page in words: what happened, what is safe, what to do. Never a traceback."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from schema.language import negotiate
from web.answer import is_swap, not_found, page
from web.graphql.answer import refusal
from web.graphql.media import JSON
from web.graphql.refused import told
from web.secure import SECURE
from web.visit import Visit

Handler = Callable[[Request, Any], Awaitable[Response]]
GetText = Callable[[str], str]

log = structlog.get_logger()


@dataclass(frozen=True)
class Said:
    """The title of the page and the sentence below it, each in the reader's language."""

    title: Callable[[GetText], str]
    lede: Callable[[GetText], str]


EXPIRED = Said(
    lambda _: _("Ce formulaire a trop attendu"),
    lambda _: _(
        "Rien n'a été envoyé. Revenez en arrière : ce que vous avez écrit y est encore. Copiez-le, rechargez la page,"
        " puis envoyez de nouveau."
    ),
)
ELSEWHERE = Said(
    lambda _: _("Cela venait d'un autre site"),
    lambda _: _("Une autre page a voulu écrire ici en votre nom. Rien n'a été fait, et vous n'avez rien à réparer."),
)
SAID: Mapping[int, Said] = {
    400: Said(
        lambda _: _("Illisible"),
        lambda _: _("Ce qui est arrivé ici ne se lit pas. Rien n'a été changé : revenez en arrière et recommencez."),
    ),
    403: Said(
        lambda _: _("Pas par cette porte"),
        lambda _: _("Cette action n'est pas ouverte à votre compte. Rien n'a été changé."),
    ),
    404: Said(
        lambda _: _("Une maille a sauté"),
        lambda _: _(
            "Cette page n'existe pas, ou elle n'est pas ouverte à votre compte. Nous ne disons pas lequel des deux,"
            " pour protéger ceux qui y parlent."
        ),
    ),
    405: Said(
        lambda _: _("Cette adresse ne s'ouvre pas ainsi"),
        lambda _: _("Elle sert à envoyer, pas à lire, ou l'inverse. Rien n'a été changé : repartez de votre portée."),
    ),
    413: Said(
        lambda _: _("C'est trop long pour un envoi"),
        lambda _: _(
            "Rien n'a été envoyé, et votre texte est encore sur la page d'avant. Gardez l'essentiel ici, la suite"
            " viendra dans le fil."
        ),
    ),
    429: Said(
        lambda _: _("C'est beaucoup d'un coup"),
        lambda _: _("Rien n'est perdu, et rien n'a été envoyé. Revenez dans une minute."),
    ),
    500: Said(
        lambda _: _("Un nœud, de notre côté"),
        lambda _: _(
            "Quelque chose s'est cassé ici, pas chez vous. Ce que vous veniez d'envoyer est peut-être arrivé : regardez"
            " avant de recommencer."
        ),
    ),
}


def handlers() -> dict[Any, Handler]:
    """What Starlette asks when something went wrong."""
    return {HTTPException: refused, ClientDisconnect: left, Exception: broken}


async def refused(request: Request, error: HTTPException) -> Response:
    """What a page refuses; absent and forbidden are the one sentence."""
    response = mishap(request, error.status_code, EXPIRED if error.detail == "csrf" else None)
    response.headers.update(error.headers or {})
    return response


async def left(request: Request, gone: ClientDisconnect) -> Response:
    """Who closed the page while its form was on the way: nobody reads the answer, and it is no bug."""
    return Response(status_code=400)


async def broken(request: Request, error: Exception) -> Response:
    """A bug of ours: told by a number that is in the log too."""
    number = secrets.token_hex(4)
    log.error("bug", id=number, method=request.method, path=request.url.path, exc_info=error)
    try:
        response: Response = mishap(request, 500, number=number)
    except Exception:  # what broke the page may break its apology
        response = PlainTextResponse(f"Maille : un nœud, de notre côté. Something broke on our side. {number}", 500)
    response.headers.update(SECURE | {"cache-control": "no-store"})
    return response


def mishap(request: Request, status: int, said: Said | None = None, number: str = "") -> Response:
    """The page of a status, its one line where htmx asks for a piece of a page, or JSON where a program asks."""
    if request.scope["path"] == "/graphql":
        return refusal(told(status, number), JSON)
    request.state.visit = visit = _visit(request)
    if status == 404 and not is_swap(request):
        return not_found(request)
    words = said or SAID.get(status) or SAID[500 if status >= 500 else 400]
    title, lede = words.title(visit.language.gettext), words.lede(visit.language.gettext)
    name = "pages/mishap.line" if is_swap(request) else "pages/mishap"
    return page(request, name, status, words=title, lede=lede, number=number)


def _visit(request: Request) -> Visit:
    """The visit that the door made, or as much of one as can be told without it."""
    made: Visit | None = getattr(request.state, "visit", None)
    return made or Visit(negotiate(request.headers.get("accept-language", "")), datetime.now(UTC))
