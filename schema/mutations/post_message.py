"""Say something in a space."""

from typing import Annotated

import strawberry

from graph import file, message
from graph import space as spaces
from graph.identity import new_id, now
from schema.execution import by_id
from schema.message import Message
from schema.refusal import (
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooSoon,
    held_back,
    invalid,
    not_allowed,
    not_found,
    wrong_text,
)

LONGEST = 8000

PostMessageResult = Annotated[
    Message | Invalid | NotAllowed | NotFound | NotSignedIn | TooSoon, strawberry.union("PostMessageResult")
]


async def post_message(
    info: strawberry.Info,
    space: strawberry.ID,
    body: str,
    id: strawberry.ID | None = None,
    reply_to: strawberry.ID | None = None,
    files: list[strawberry.ID] | None = None,
) -> PostMessageResult:
    """Says `body` (Markdown) in a space. With an `id` (a UUID) of yours, sending it again changes nothing.

    `replyTo` is a message of the same space. `@slug` names a member who reads it. `files` are at most four that you
    have brought there by POST /spaces/ID/files; with files, `body` may be empty.
    """
    context, text, brought = info.context, body.strip(), files or []
    if refusal := held_back(info, "post") or wrong_files(info, brought):
        return refusal
    if (text or not brought) and (refusal := wrong_text(info, "body", text, LONGEST)):
        return refusal
    key = id or new_id()
    try:
        posted = await message.post(context.graph, context.viewer, space, key, text, now(), reply_to, brought)
    except file.NotWaiting:
        return invalid(
            info,
            "files",
            "Un de ces fichiers n’attend plus ici : il est déjà parti, ou il a été retiré. Ajoutez-le encore.",
        )
    if posted is None:
        return await unsaid(info, space)
    await context.tell(space)
    return await by_id.one(Message, posted.id, info, otherwise=not_found(info))


def wrong_files(info: strawberry.Info, files: list[strawberry.ID]) -> Invalid | None:
    """Why so many can't go at once; None where they can."""
    if len(files) <= file.MOST:
        return None
    return invalid(info, "files", "Un message porte quatre fichiers au plus : dites les autres dans le suivant.")


async def unsaid(info: strawberry.Info, space: strawberry.ID) -> NotAllowed | NotFound:
    """Why it wasn't said: who reads the space is told; who doesn't, and who names a wrong id, find nothing."""
    context = info.context
    status = await spaces.status(context.graph, context.viewer, space)
    if status is None or await spaces.writable(context.graph, context.viewer, [space]):
        return not_found(info)
    if status == "OPEN":
        return not_allowed(info, "Vous lisez ici, sans pouvoir y écrire pour l’instant. Votre message n’est pas parti.")
    return not_allowed(info, "C’est clos : on lit encore ici, on n’y écrit plus. Votre message n’est pas parti.")
