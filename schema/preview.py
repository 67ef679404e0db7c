"""A text before it is said: whom it would name in a space, and what it would link to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry.types.lazy_type import LazyType

from graph import mention, title
from schema.execution import by_id
from schema.message import SiteLink

if TYPE_CHECKING:
    from schema.member import Member

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
MEMBER: Final[Any] = LazyType("Member", "schema.member")
DRAFT_STATEMENTS: Final = title.MOST_STATEMENTS + 1
LONGEST: Final = 8000  # characters that are looked at


@strawberry.type(description="What a text would name and link to, once it is said.")
class Preview:
    mentions: list[LazyMember] = strawberry.field(description="Whom it would name by `@slug`.")
    links: list[SiteLink] = strawberry.field(description="What it would link to on this site.")


async def previews(spaces: Sequence[Any], info: strawberry.Info, body: str) -> list[Preview]:
    """The same text in each space."""
    context, text = info.context, body[:LONGEST]
    named = [await mention.would(context.graph, one.id, text) for one in spaces]
    linked = [await title.titles_in(context.graph, one.id, text, context.site) for one in spaces]
    read = await by_id.each(MEMBER, (id for ids in named for id in ids), info)
    return [
        Preview(mentions=[read[id] for id in ids if id in read], links=[SiteLink(**vars(link)) for link in links])
        for ids, links in zip(named, linked, strict=True)
    ]
