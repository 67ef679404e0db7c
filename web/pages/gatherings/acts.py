"""What one does with a gathering: answer, call it off, note who came, keep notes, put it in one's calendar."""

from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from graph.calendar import Entry
from web.answer import go, not_found
from web.ask import ask
from web.form import form
from web.house import house_of
from web.ics import MEDIA, invite
from web.mail import NAME
from web.members_only import members_only
from web.pages.gathering import gathering_page

FOLDER = "pages/gatherings"
ANSWERS = ("COMING", "MAYBE", "NOT")


@members_only
async def answer(request: Request) -> Response:
    """Comes, may come, doesn't; or waits for a seat. Where that can't be, the page says why (422)."""
    sent = await form(request)
    if sent["answer"] not in ANSWERS:
        return not_found(request)
    given = {"gathering": request.path_params["id"], "answer": sent["answer"]}
    return await _done(request, (await ask(request, f"{FOLDER}/answer", **given))["result"])


@members_only
async def cancel(request: Request) -> Response:
    """Calls it off."""
    await form(request)
    return await _done(request, (await ask(request, f"{FOLDER}/cancel", id=request.path_params["id"]))["result"])


@members_only
async def attendance(request: Request) -> Response:
    """Notes who came, of those whom the page lists; a page that `adds` leaves all others as they are."""
    sent = await form(request)
    members = sent.all("member")
    among = members if sent["adds"] else sent.all("among") or None
    given = {"id": request.path_params["id"], "members": members, "among": among}
    return await _done(request, (await ask(request, f"{FOLDER}/attendance", **given))["result"])


@members_only
async def notes(request: Request) -> Response:
    """Keeps notes of it; a refusal keeps what was typed (422)."""
    sent = await form(request)
    given = {"id": request.path_params["id"], "body": sent["body"]}
    result = (await ask(request, f"{FOLDER}/notes", **given))["result"]
    return await _done(request, result, noted=sent["body"])


@members_only
async def entry(request: Request) -> Response:
    """The gathering alone, for a calendar (.ics)."""
    found = (await ask(request, f"{FOLDER}/plan", id=request.path_params["id"]))["space"]
    if found is None or found["__typename"] != "Gathering":
        return not_found(request)
    one = Entry(
        id=found["id"],
        name=found["name"],
        body=found["purpose"],
        starts=_ms(found["startsAt"]),
        ends=_ms(found["endsAt"]),
        zone=found["zone"],
        place=found["place"],
        link=found["link"],
        community=found["community"]["name"],
        slug=found["community"]["slug"],
        made=_ms(found["createdAt"]),
        changed=_ms(found["changedAt"] or found["createdAt"]),
        sequence=found["sequence"],
        coming=found["myAnswer"] not in ("MAYBE", "WAITING"),
        cancelled=found["cancelled"],
    )
    text = invite(one, house_of(request).address).content
    headers = {"content-disposition": f'attachment; filename="{NAME}"', "cache-control": "private, no-store"}
    return Response(text, media_type=MEDIA, headers=headers)


def _ms(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp() * 1000)


async def _done(request: Request, result: Mapping[str, str], noted: str | None = None) -> Response:
    id = request.path_params["id"]
    if result["__typename"] == "Gathering":
        return go(request, f"/gatherings/{id}")
    if result["__typename"] == "NotFound":
        return not_found(request)
    return await gathering_page(request, id, 422, error=result["message"], noted=noted)
