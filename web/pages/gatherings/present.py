"""Who came to a gathering without having said so, found by where they spoke or by their name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import not_found, page
from web.ask import ask
from web.members_only import members_only
from web.visit import visit_of

FOLDER = "pages/gatherings"
Person = Mapping[str, Any]


@members_only
async def show(request: Request) -> Response:
    """The form, for who looks after a gathering that has begun; `?find=` looks for a name in its community."""
    space = (await ask(request, f"{FOLDER}/present", id=request.path_params["id"]))["space"]
    if space is None or space["__typename"] != "Gathering" or not space["organised"] or space["cancelled"]:
        return not_found(request)
    if datetime.fromisoformat(space["startsAt"]) > visit_of(request).now:
        return not_found(request)
    find = request.query_params.get("find", "")[:80].strip()
    people = await _found(request, space, find) if find else _present(space)
    return page(request, f"{FOLDER}/present", space=space, find=find, people=people)


async def _found(request: Request, space: Mapping[str, Any], text: str) -> list[Person]:
    asked = {"search": text, "community": space["community"]["id"]}
    nodes = (await ask(request, f"{FOLDER}/present.people", **asked))["members"]["nodes"]
    came = {one["id"] for one in space["came"]}
    return [one for one in nodes if one["id"] not in came]


def _present(space: Mapping[str, Any]) -> list[Person]:
    """Those who spoke or were there, whom the page of the gathering doesn't list already."""
    listed = {one["id"] for name in ("coming", "maybe", "came") for one in space[name]}
    return [one for one in space["members"]["nodes"] if one["id"] not in listed]
