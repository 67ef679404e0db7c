"""Opening a gathering, and changing one."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.gatherings import plan
from web.visit import visit_of

Space = Mapping[str, Any]
FOLDER = "pages/gatherings"


@members_only
async def new(request: Request) -> Response:
    """The form of a new one, in the community that the address names, else the first of one's own."""
    visit, places = visit_of(request), await communities(request)
    wanted = request.query_params.get("community", "")
    chosen = next((one["id"] for one in places if one["slug"] == wanted), places[0]["id"] if places else "")
    return shown(request, plan.empty(visit.now, visit.zone, chosen), places=places)


@members_only
async def save(request: Request) -> Response:
    """Opens it and goes there; a field that is wrong says so beside what was typed (422)."""
    words = plan.typed(await form(request))
    try:
        given = plan.plan(words)
    except plan.Unread as unread:
        return shown(request, words, await communities(request), errors=_unread(request, unread))
    result = (await ask(request, f"{FOLDER}/open", community=words["community"], plan=given))["result"]
    if result["__typename"] == "Gathering":
        return go(request, f"/gatherings/{result['id']}")
    return shown(request, words, await communities(request), errors=_refused(result, "community"))


@members_only
async def change(request: Request) -> Response:
    """The form of one that the member looks after."""
    found = await looked_after(request)
    return shown(request, plan.of_gathering(found), space=found) if found else not_found(request)


@members_only
async def keep(request: Request) -> Response:
    """Changes it; a field that is wrong says so beside what was typed (422)."""
    words, found = plan.typed(await form(request)), await looked_after(request)
    if found is None:
        return not_found(request)
    try:
        given = plan.plan(words)
    except plan.Unread as unread:
        return shown(request, words, space=found, errors=_unread(request, unread))
    result = (await ask(request, f"{FOLDER}/edit", id=found["id"], plan=given))["result"]
    if result["__typename"] == "Gathering":
        return go(request, f"/gatherings/{found['id']}")
    return shown(request, words, space=found, errors=_refused(result, ""))


def shown(
    request: Request,
    words: plan.Words,
    places: Sequence[Space] = (),
    space: Space | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    """The form; `space` where it changes one, else `places` to choose from."""
    zones = plan.zones(words["zone"], visit_of(request).zone)
    lengths = sorted({*plan.LENGTHS, *([int(words["minutes"])] if words["minutes"].isdigit() else [])})
    values = {"words": words, "mine": places, "space": space, "zones": zones, "lengths": lengths}
    return page(request, f"{FOLDER}/edit", 422 if errors else 200, **values, errors=errors or {})


async def communities(request: Request) -> list[Space]:
    """Where the member may open one: their communities, the whole network last."""
    nodes = (await ask(request, f"{FOLDER}/places"))["viewer"]["communities"]["nodes"]
    return sorted(nodes, key=lambda one: one["root"])


async def looked_after(request: Request) -> Space | None:
    """The gathering of the address, where this member looks after it and it isn't called off; else None."""
    found = (await ask(request, f"{FOLDER}/plan", id=request.path_params["id"]))["space"]
    if found is None or found["__typename"] != "Gathering" or not found["organised"] or found["cancelled"]:
        return None
    return dict(found)


def _unread(request: Request, unread: plan.Unread) -> dict[str, str]:
    say = visit_of(request).language.gettext
    words = {
        "starts": say("Cette date ne se lit pas : choisissez un jour et une heure."),
        "remind": say("Cette date ne se lit pas : choisissez un jour et une heure."),
        "zone": say("Ce fuseau horaire n’est pas connu."),
    }
    name = str(unread)
    return {name: words.get(name) or say("Un nombre suffit.")}


def _refused(result: Mapping[str, str], otherwise: str) -> dict[str, str]:
    name = result.get("field", otherwise)
    return {plan.NAMES.get(name, name): result["message"]}
