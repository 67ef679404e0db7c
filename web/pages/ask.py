"""Ask, or offer: one phrase, from which the rest is guessed and may be changed before the thread opens."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from graph.folding import folded
from web.answer import go, page
from web.ask import ask
from web.draft import KINDS, Draft, added, guessed, typed
from web.form import form
from web.visit import visit_of

LONGEST_PHRASE, LONGEST_TITLE = 8000, 160
PLACES = {"title": "title", "body": "phrase", "topics": "adding"}  # where a field of the schema stands on the page

Found = dict[str, Any]


async def show(request: Request) -> Response:
    """The one field, and what follows from it where the address brings a phrase, a topic, a community or a thread."""
    asked = request.query_params
    if visit_of(request).reader is None:
        return _sign_in(request, asked.get("kind", ""), asked.get("text", ""))
    draft = Draft(asked.get("kind", "REQUEST"), asked.get("text", "")[:LONGEST_PHRASE].strip())
    draft = draft if draft.kind in KINDS else replace(draft, kind="REQUEST")
    found = await _found(request, draft, asked.get("like", ""))
    like = found.get("like") or {"community": None, "topics": []}
    chosen = [one["id"] for one in like["topics"]] or _of(found["topics"], asked.get("topic", ""))
    place = [like["community"]["id"]] if like["community"] else _of(found["places"], asked.get("community", ""))
    draft = replace(draft, topics=tuple(chosen), community=next((id for id in place if _is_mine(found, id)), ""))
    return _page(request, _guess(draft, found), found, checking=bool(draft.phrase))


async def send(request: Request) -> Response:
    """Check, add a topic, or open: by the button that was pressed."""
    sent = await form(request)
    if visit_of(request).reader is None:
        return _sign_in(request, sent["kind"], sent["phrase"])
    draft = typed(sent)
    if not draft.phrase.strip():
        message = visit_of(request).language.gettext(
            "Dites en une phrase ce qui vous aiderait, ou ce que vous savez faire."
        )
        return _page(request, draft, await _found(request, draft), {"phrase": message}, 422, checking=bool(draft.title))
    found = await _found(request, draft)
    draft, errors = await _with_added(request, _guess(draft, found), found)
    if errors or sent["step"] != "open":
        return _page(request, draft, found, errors, 422 if errors else 200)
    return await _open(request, draft, found)


async def guess(request: Request) -> Response:
    """The fields below the phrase, as it stands: asked for by script while one writes."""
    draft = typed(await form(request))
    if visit_of(request).reader is None or not draft.phrase.strip():
        return Response(status_code=204)
    found = await _found(request, draft)
    return page(request, "pages/ask.rest", **_values(_guess(draft, found), found, {}))


async def _open(request: Request, draft: Draft, found: Found) -> Response:
    values = {"kind": draft.kind, "title": draft.title, "body": draft.phrase, "community": draft.community}
    result = (await ask(request, "pages/ask.open", **values, topics=list(draft.topics), id=draft.named))["result"]
    match result["__typename"]:
        case "Thread":
            return go(request, f"/threads/{result['id']}")
        case "Invalid":
            return _page(request, draft, found, {PLACES[result["field"]]: result["message"]}, 422)
        case "NotFound":
            say = visit_of(request).language.gettext
            return _page(
                request, draft, found, {"community": say("Choisissez une communauté dont vous êtes membre.")}, 422
            )
    return _page(request, draft, found, {"": result["message"]}, 429)


async def _found(request: Request, draft: Draft, like: str = "") -> Found:
    given = await ask(request, "pages/ask", text=draft.phrase, like=like, alike=bool(like))
    places = sorted(given["viewer"]["communities"]["nodes"], key=lambda one: (not one["root"], one["name"]))
    return {**given, "places": places, "topics": given["topics"]["nodes"]}


def _guess(draft: Draft, found: Found) -> Draft:
    return guessed(draft, found["guess"]) if draft.phrase.strip() else draft


async def _with_added(request: Request, draft: Draft, found: Found) -> tuple[Draft, dict[str, str]]:
    """The draft with the topic that was written in the box: by its name, or the only one that has its words."""
    if not draft.adding:
        return draft, {}
    code, say = visit_of(request).language.code, visit_of(request).language.gettext
    wanted = folded(draft.adding)
    named = [one["id"] for one in found["topics"] if wanted in (folded(one["fr"]), folded(one["en"]))]
    near = [] if named else (await ask(request, "pages/ask.adding", words=draft.adding))["topics"]["nodes"]
    if named or len(near) == 1:
        return added(draft, named[:1] or [near[0]["id"]]), {}
    if not near:
        return draft, {"adding": say("Aucun sujet ne porte ce nom. Essayez un autre mot, ou laissez vide.")}
    names = ", ".join(f"« {one[code]} »" for one in near)
    return draft, {"adding": say("Plusieurs sujets y ressemblent : %(names)s. Lequel ?") % {"names": names}}


def _page(
    request: Request,
    draft: Draft,
    found: Found,
    errors: dict[str, str] | None = None,
    status: int = 200,
    *,
    checking: bool = True,
) -> Response:
    return page(request, "pages/ask", status, checking=checking, **_values(draft, found, errors or {}))


def _values(draft: Draft, found: Found, errors: dict[str, str]) -> dict[str, Any]:
    topics = {one["id"]: one for one in found["topics"]}
    known = tuple(id for id in dict.fromkeys([*draft.guessed_topics, *draft.topics]) if id in topics)
    return {
        "draft": replace(draft, id=draft.named),
        "communities": found["places"],
        "topics": found["topics"],
        "chips": [topics[id] for id in known],
        "errors": errors,
        "other": draft.phrase.strip() and found["guess"]["kind"] != draft.kind,
        "longest": {"phrase": LONGEST_PHRASE, "title": LONGEST_TITLE},
    }


def _of(nodes: list[dict[str, Any]], slug: str) -> list[str]:
    return [one["id"] for one in nodes if slug and one["slug"] == slug]


def _is_mine(found: Found, id: str) -> bool:
    return any(one["id"] == id for one in found["places"])


def _sign_in(request: Request, kind: str, phrase: str) -> Response:
    """The way in; what was written travels along, so that nobody writes it twice."""
    kept = urlencode({"kind": kind if kind in KINDS else "REQUEST", "text": phrase[:1000]})
    return go(request, f"/sign-in?{urlencode({'back': f'/ask?{kept}'})}")
