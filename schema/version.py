"""An earlier version of a message: told to its author and to those who curate where it was said."""

import strawberry

from graph import history
from schema.fields import node
from schema.instant import Instant


@strawberry.type(description="What a message said before it was changed; for its author and curators, until withdrawn.")
@node("Version", visible=history.SEEN)
class Version:
    id: strawberry.ID
    body: str
    at: Instant = strawberry.field(description="When it was said so.")
