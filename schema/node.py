"""Node: anything that has an id."""

import strawberry


@strawberry.interface(description="Anything that has an id; `node(id)` finds it where you may see it.")
class Node:
    id: strawberry.ID
