"""A topic: something one can seek or bring."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import topic
from graph.query.guard import EVERYONE
from schema.around import Around, around
from schema.costs import costs
from schema.fields import batch, connection, count, edge, edges, node
from schema.node import Node
from schema.page import Connection

if TYPE_CHECKING:
    from schema.member import Member
    from schema.thread import Thread

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazyThread = Annotated["Thread", strawberry.lazy("schema.thread")]


@strawberry.type(description="Something one can seek or bring: audit interviews, Python, salary talks.")
@node("Topic", visible=EVERYONE)
class Topic(Node):
    id: strawberry.ID
    slug: str
    fr: str = strawberry.field(description="Its name in French.")
    en: str = strawberry.field(description="Its name in English.")
    broader: "Topic | None" = edge(topic.BROADER, order="broader.slug")
    narrower: list["Topic"] = edges(topic.NARROWER, order="narrower.fr")
    seekers: Connection[LazyMember] = connection(topic.SEEKERS, key="member.slug")
    bringers: Connection[LazyMember] = connection(topic.BRINGERS, key="member.slug")
    threads: Connection[LazyThread] = connection(topic.THREADS, key="thread.id DESC")
    open_threads: Connection[LazyThread] = connection(topic.OPEN_THREADS, key="thread.id DESC")
    seeker_count: int = count(topic.SEEKERS)
    bringer_count: int = count(topic.BRINGERS)
    open_thread_count: int = count(topic.OPEN_THREADS)

    @batch(description="Who seeks it, who brings it, where they meet.")
    @costs(5)
    async def around(
        topics: Sequence[Any],
        info: strawberry.Info,
        first: Annotated[int, strawberry.argument(description="How many of each kind, at most 20.")] = 8,
    ) -> list[Around]:
        return await around(topics, info, first)
