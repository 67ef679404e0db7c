"""Help that happened, named when a thread closed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import help, topic
from schema.fields import batch, bound, link
from schema.instant import Instant
from schema.topic import Topic

if TYPE_CHECKING:
    from schema.member import Member
    from schema.thread import Thread

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazyThread = Annotated["Thread", strawberry.lazy("schema.thread")]


@strawberry.type(description="Help that happened: who gave, who received, what was said of it.")
@link("HELPED", "help", visible=help.SEEN, needs=("topics", "thread"))
class Help:
    key: str = strawberry.field(description="Names this help among all.")
    at: Instant
    thanks: str | None = strawberry.field(description="What the one who closed the thread said of it.")
    giver: LazyMember = bound("Who gave.")
    receiver: LazyMember = bound("Who received.")

    @batch(description="What it was about.")
    async def topics(helps: Sequence[Any], info: strawberry.Info) -> list[list[Topic]]:
        known: dict[str, Any] = await topic.ids_of(
            info.context.graph, [slug for one in helps for slug in one.needed["topics"]]
        )
        return [[known[slug] for slug in one.needed["topics"] if slug in known] for one in helps]

    @batch(description="The thread where it happened, where you may read it.")
    async def thread(helps: Sequence[Any], info: strawberry.Info) -> list[LazyThread | None]:
        return [one.needed["thread"] for one in helps]
