"""A space: where people talk, live."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import draft, file, log, mention, space, spoken
from graph import unread as unread_of
from schema.changes import MOST, Changes, changes_of
from schema.community import Community
from schema.fields import batch, connection, edge, node, value
from schema.file import File
from schema.heard import SEARCH_STATEMENTS, Heard, heard, said_in
from schema.instant import Instant
from schema.message import Message
from schema.node import Node
from schema.page import Connection
from schema.preview import DRAFT_STATEMENTS, Preview, previews

if TYPE_CHECKING:
    from schema.member import Member

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]

IN_IT = "of a space that one may read"


@strawberry.interface(description="Where people talk, live: a thread, a room, a gathering or a circle.")
@node("Space", visible=space.SEEN)
class Space(Node):
    id: strawberry.ID
    name: str
    created_at: Instant
    pinned_at: Instant | None
    community: Community | None = edge(space.COMMUNITY)
    members: Connection[LazyMember] = connection(
        space.MEMBERS,
        key="part.key",
        trusted="who takes part in a space shows it to those who may read it",
        description="Who takes part.",
    )
    messages: Connection[Message] = connection(
        space.MESSAGES, key="message.number", trusted=f"messages {IN_IT}", long=log.LONG
    )
    last_message: Message | None = edge(spoken.LATEST, trusted=f"a message {IN_IT}")
    message_count: int = value(spoken.COUNT, trusted=f"how many messages there are {IN_IT}")

    @batch(
        description="The number of the latest change: what you have when you have read everything.",
        each=True,
        early=True,
    )
    async def position(spaces: Sequence[Any], info: strawberry.Info) -> list[int]:
        return [await space.position(info.context.graph, one.id) for one in spaces]

    @batch(description="What changed after a position: each message once, in its latest state.", each=True)
    async def changes(spaces: Sequence[Any], info: strawberry.Info, since: int, first: int = MOST) -> list[Changes]:
        return await changes_of(spaces, info, since, first)

    @batch(
        description="How many messages of others you, who take part, haven't read; in a large space at most 1,000.",
        statements=2 + unread_of.INDEXED,
    )
    async def unread(spaces: Sequence[Any], info: strawberry.Info) -> list[int]:
        found = await unread_of.unread(info.context.graph, info.context.viewer, [one.id for one in spaces])
        return [found.get(one.id, 0) for one in spaces]

    @batch(description="The position up to which you have read; null where you don't take part.")
    async def read_to(spaces: Sequence[Any], info: strawberry.Info) -> list[int | None]:
        found = await space.read_to(info.context.graph, info.context.viewer, [one.id for one in spaces])
        return [found.get(one.id) for one in spaces]

    @batch(description="What you have begun to write here; nobody else reads it.")
    async def draft(spaces: Sequence[Any], info: strawberry.Info) -> list[str | None]:
        found = await draft.drafts(info.context.graph, info.context.viewer, [one.id for one in spaces])
        return [found.get(one.id) for one in spaces]

    @batch(description="Files that you have brought here and not said yet; nobody else sees them.")
    async def waiting_files(spaces: Sequence[Any], info: strawberry.Info) -> list[list[File]]:
        found: dict[str, Any] = await file.waiting(info.context.graph, info.context.viewer, [one.id for one in spaces])
        return [found.get(one.id, []) for one in spaces]

    @batch(
        description="Others who read this space and may be named here by `@slug`, those who talk here first.", each=True
    )
    async def mentionable(
        spaces: Sequence[Any], info: strawberry.Info, text: str = "", first: int = 8
    ) -> list[list[LazyMember]]:
        context, most = info.context, min(max(first, 1), 20)
        found: list[Any] = [
            await mention.mentionable(context.graph, context.viewer, one.id, text, most) for one in spaces
        ]
        return found

    @batch(
        description="Messages of this space with all these words, the latest first; at most fifty.",
        each=True,
        statements=SEARCH_STATEMENTS,
    )
    async def said(spaces: Sequence[Any], info: strawberry.Info, text: str, first: int = 20) -> list[list[Message]]:
        found: list[Any] = [(await said_in(one.id, info, text, first)).ids for one in spaces]
        return found

    @batch(
        description="The same page by page: a look goes down 25,000 changes at most, and says from where to go on.",
        each=True,
        statements=SEARCH_STATEMENTS,
    )
    async def search(
        spaces: Sequence[Any], info: strawberry.Info, text: str, first: int = 20, before: int | None = None
    ) -> list[Heard]:
        return await heard(spaces, info, text, first, before)

    @batch(
        description="Whom a text would name here, and what it would link to: how it will look once it is said.",
        each=True,
        statements=DRAFT_STATEMENTS,
    )
    async def preview(spaces: Sequence[Any], info: strawberry.Info, body: str) -> list[Preview]:
        return await previews(spaces, info, body)

    @batch(description="True where you may write here.")
    async def writable(spaces: Sequence[Any], info: strawberry.Info) -> list[bool]:
        found = await space.writable(info.context.graph, info.context.viewer, [one.id for one in spaces])
        return [one.id in found for one in spaces]
