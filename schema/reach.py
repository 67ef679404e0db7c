"""Why a request is within your reach."""

from collections.abc import Sequence
from typing import Any

import strawberry

from graph import reach
from schema.execution import by_id
from schema.path import Path
from schema.paths import a_path, people
from schema.topic import Topic


@strawberry.type(description="Why a thread is within your reach. Both may be empty: then it only waits for somebody.")
class Because:
    topics: list[Topic] = strawberry.field(description="What you bring to it, the nearest first.")
    path: Path | None = strawberry.field(description="How you know who asks, by one tie or two.")


async def because(threads: Sequence[Any], info: strawberry.Info) -> list[Because]:
    """The reason of each thread; the statements are as many for one as for twenty."""
    found = await reach.reasons(info.context.graph, info.context.viewer, [one.id for one in threads])
    each = [found.get(one.id, reach.Reason()) for one in threads]
    topics = await by_id.each(Topic, (id for r in each for id in r.topics), info)
    seen = await people((one.chain for one in each), info)
    return [Because(topics=[topics[id] for id in r.topics if id in topics], path=a_path(r.chain, seen)) for r in each]
