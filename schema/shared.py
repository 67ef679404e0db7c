"""What two members have in common: the field of Member."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry.types.lazy_type import LazyType

from graph import shared, topic
from schema.community import Community
from schema.execution import by_id
from schema.instant import Instant
from schema.message import Side
from schema.paths import MEMBER
from schema.topic import Topic

if TYPE_CHECKING:
    from schema.circle import Circle
    from schema.member import Member
    from schema.thread import Thread

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazyCircle = Annotated["Circle", strawberry.lazy("schema.circle")]
LazyThread = Annotated["Thread", strawberry.lazy("schema.thread")]
CIRCLE: Final[Any] = LazyType("Circle", "schema.circle")
THREAD: Final[Any] = LazyType("Thread", "schema.thread")


@strawberry.type(description="A topic of two members, and what each does with it.")
class SharedTopic:
    topic: Topic = strawberry.field(description="What it is.")
    theirs: Side = strawberry.field(description="Whether the member seeks it or brings it.")
    other: Side = strawberry.field(description="The same of the one whom they are compared with.")


@strawberry.type(description="A help between two members.")
class SharedHelp:
    giver: LazyMember = strawberry.field(description="Who gave.")
    receiver: LazyMember = strawberry.field(description="Who received.")
    at: Instant = strawberry.field(description="When.")
    thanks: str | None = strawberry.field(description="What was said of it.")
    topics: list[Topic] = strawberry.field(description="What it was about.")
    thread: LazyThread | None = strawberry.field(description="Where it happened, where you may read it.")


@strawberry.type(description="What two members have in common, as far as you may see.")
class InCommon:
    communities: list[Community] = strawberry.field(description="Those that both are in, the root last.")
    topics: list[SharedTopic] = strawberry.field(description="What both seek or bring, the fitting ends first.")
    circles: list[LazyCircle] = strawberry.field(description="Those of the three of you, the newest first.")
    helps: list[SharedHelp] = strawberry.field(description="What one did for the other, the latest first.")


async def in_common(members: Sequence[Any], info: strawberry.Info, other: str | None) -> list[InCommon]:
    """What each of the members shares with `other` (the viewer, where nobody is named)."""
    context, ids = info.context, [one.id for one in members]
    found = await shared.shared(context.graph, context.viewer, ids, other or context.viewer)
    told, each = _Told(info), list(found.values())
    await told.read(each)
    return [told.one(found[id]) for id in ids]


class _Told:
    """Puts the nodes in the place of their ids."""

    def __init__(self, info: strawberry.Info) -> None:
        self._info = info

    async def read(self, each: Sequence[shared.Shared]) -> None:
        """All nodes that are named, by type."""
        helps = [help for one in each for help in one.helps]
        slugs = [slug for help in helps for slug in help.topics]
        self._slugs = await topic.ids_of(self._info.context.graph, slugs) if slugs else {}
        topics = [id for one in each for id, _, _ in one.topics] + list(self._slugs.values())
        self._topics = await self._nodes(Topic, topics)
        self._communities = await self._nodes(Community, (id for one in each for id in one.communities))
        self._circles = await self._nodes(CIRCLE, (id for one in each for id in one.circles))
        self._threads = await self._nodes(THREAD, (help.thread for help in helps))
        self._members = await self._nodes(MEMBER, (id for help in helps for id in (help.giver, help.receiver)))

    def one(self, found: shared.Shared) -> InCommon:
        """What two share."""
        topics, members = self._topics, self._members
        return InCommon(
            communities=[self._communities[id] for id in found.communities if id in self._communities],
            topics=[
                SharedTopic(topic=topics[id], theirs=Side(theirs), other=Side(other))
                for id, theirs, other in found.topics
                if id in topics
            ],
            circles=[self._circles[id] for id in found.circles if id in self._circles],
            helps=[self._help(one) for one in found.helps if one.giver in members and one.receiver in members],
        )

    def _help(self, one: shared.Given) -> SharedHelp:
        ids = [self._slugs[slug] for slug in one.topics if slug in self._slugs]
        return SharedHelp(
            giver=self._members[one.giver],
            receiver=self._members[one.receiver],
            at=Instant(one.at),
            thanks=one.thanks,
            topics=[self._topics[id] for id in ids if id in self._topics],
            thread=self._threads.get(one.thread),
        )

    async def _nodes(self, type_: Any, ids: Iterable[str]) -> dict[str, Any]:
        return await by_id.each(type_, ids, self._info)
