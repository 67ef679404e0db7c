"""Who connects a community to others: the field of Community."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry.types.lazy_type import LazyType

from graph import connector
from schema.execution import by_id
from schema.paths import MEMBER

if TYPE_CHECKING:
    from schema.community import Community
    from schema.member import Member

LazyMember = Annotated["Member", strawberry.lazy("schema.member")]
LazyCommunity = Annotated["Community", strawberry.lazy("schema.community")]
COMMUNITY: Final[Any] = LazyType("Community", "schema.community")
MOST: Final = 20


@strawberry.type(description="A member whose helps or memberships tie a community with others.")
class Connector:
    member: LazyMember = strawberry.field(description="Who.")
    communities: list[LazyCommunity] = strawberry.field(
        description="The others, of those that you may see; where they helped or were helped most comes first."
    )


async def connectors(communities: Sequence[Any], info: strawberry.Info, first: int) -> list[list[Connector]]:
    """Those who connect each of the communities."""
    context, ids = info.context, [one.id for one in communities]
    found = await connector.connectors(context.graph, context.viewer, ids, min(max(first, 0), MOST))
    each = [one for members in found.values() for one in members]
    members = await by_id.each(MEMBER, (one.member for one in each), info)
    places = await by_id.each(COMMUNITY, (id for one in each for id in one.communities), info)
    return [
        [
            Connector(member=members[one.member], communities=[places[id] for id in one.communities if id in places])
            for one in found.get(id, [])
            if one.member in members
        ]
        for id in ids
    ]
