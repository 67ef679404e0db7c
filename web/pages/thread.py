"""A thread: its opening, what comes next, both ends, and the log where people talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph.identity import new_id
from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.log import Log, log, window
from web.members_only import members_only
from web.pages.members.chain import chains
from web.visit import Reader, visit_of

PATIENCE = timedelta(days=2)  # after that, a thread that nobody answers should change
SIDES = {"SEEKS": "SEEKS", "BRINGS": "BRINGS"}

Thread = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """What comes next. `who`: names of those it is about; `until`: an instant, where the step has a date."""

    name: str
    who: list[str]
    until: str | None = None


@members_only
async def show(request: Request) -> Response:
    """The thread, or the one sentence."""
    return await thread_page(request, request.path_params["id"])


async def thread_page(request: Request, id: str, status: int = 200, typed: str = "", error: str = "") -> Response:
    """The page of a thread, with what was typed and why it was refused."""
    visit, asked = visit_of(request), window(request.query_params)
    assert visit.reader is not None
    data = await ask(request, "pages/thread", id=id, **asked.asked)
    found = data["thread"]
    if found is None:
        return not_found(request)
    lines = log(data, found["readTo"], asked, visit.calendar, visit.reader.id)
    mine, following = found["author"]["id"] == visit.reader.id, step(found, lines, visit.reader, visit.now)
    waits = mine and following is not None and following.name in ("silent", "still")
    return page(
        request,
        "pages/thread",
        status,
        thread=found,
        space=found,
        key=new_id(),
        log=lines,
        step=following,
        near=await near(request, id) if waits else [],
        mine=mine,
        typed=typed,
        error=error,
    )


async def near(request: Request, id: str) -> list[dict[str, Any]]:
    """Who could take the other end of a thread that nobody has answered, and the chain that leads to each."""
    found = (await ask(request, "pages/thread.near", id=id))["thread"]
    reached = found["reachable"] if found else []
    ways = chains([one["path"] for one in reached], visit_of(request))
    return [one | {"chain": way} for one, way in zip(reached, ways, strict=True)]


def step(thread: Thread, lines: Log, reader: Reader, now: datetime) -> Step | None:
    """What happens next in an open thread, for its author or for anybody else; None where it is closed."""
    if thread["status"] != "OPEN":
        return None
    author = thread["author"]["id"]
    said = [m["author"] for m in lines.messages if m["kind"] == "SAID" and not m["withdrawn"] and m["author"]]
    other_end = thread["bringers" if thread["kind"] == "REQUEST" else "seekers"]
    others = {one["id"]: one["name"] for one in [*other_end, *said] if one["id"] != author}
    if not others:
        until = datetime.fromisoformat(thread["openedAt"]) + PATIENCE
        waits = until > now
        return Step("silent" if waits else "still", [], until.isoformat() if waits else None)
    if author != reader.id:
        return Step("helping" if reader.id in others else "held", [n for i, n in others.items() if i != reader.id])
    last = said[-1] if said else None
    if last and last["id"] == author:
        return Step("theirs", list(others.values()))
    return Step("yours", [last["name"]] if last else list(others.values()))


@members_only
async def side(request: Request) -> Response:
    """Me too, I can help, or neither; where it was closed meanwhile, the page says so (422)."""
    id, sent = request.path_params["id"], await form(request)
    answer = await done(request, id, "pages/thread.side", thread=id, side=SIDES.get(sent["side"]))
    return await thread_page(request, id, 422) if answer.status_code == 404 else answer


@members_only
async def let_pass(request: Request) -> Response:
    """Not this time: back home, where it is no longer suggested."""
    await form(request)
    result = (await ask(request, "pages/thread.pass", thread=request.path_params["id"]))["result"]
    return go(request, "/") if result["__typename"] == "Thread" else not_found(request)


@members_only
async def pin(request: Request) -> Response:
    """A curator pins it, or takes the pin out."""
    id, sent = request.path_params["id"], await form(request)
    return await done(request, id, "pages/thread.pin", thread=id, pinned=sent["pinned"] == "yes")


@members_only
async def reopen(request: Request) -> Response:
    """Its author opens it again."""
    id, _ = request.path_params["id"], await form(request)
    return await done(request, id, "pages/thread.reopen", thread=id)


async def done(request: Request, id: str, document: str, **variables: Any) -> Response:
    """Writes, then goes on to the thread; a refusal is told on its page (422), unless there is none for this member."""
    result = (await ask(request, document, **variables))["result"]
    if result["__typename"] == "Thread":
        return go(request, f"/threads/{id}")
    if result["__typename"] == "NotFound":
        return not_found(request)
    return await thread_page(request, id, 422, error=result["message"])
