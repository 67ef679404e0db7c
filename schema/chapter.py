"""A chapter: a stretch of a member's working life."""

from enum import Enum

import strawberry

from graph.query.guard import EVERYONE
from schema.fields import node
from schema.instant import Instant


@strawberry.enum(description="What a chapter is. It gives no power.")
class Stage(Enum):
    GRADUATE = "GRADUATE"
    MENTOR = "MENTOR"
    ALUM = "ALUM"


@strawberry.type(description="A stretch of a member's working life. Several may be open at once.")
@node("Chapter", visible=EVERYONE)  # reached from its member alone, whom the viewer sees
class Chapter:
    id: strawberry.ID
    stage: Stage
    since: Instant
    until: Instant | None
    note: str | None
