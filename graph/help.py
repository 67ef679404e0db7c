"""Help that happened: giver, receiver, topics, thanks. It is an edge between the two."""

from typing import Final

from graph.community import SEEN as COMMUNITY_SEEN

# What happened in a hidden community stays there.
SEEN: Final = (
    "EXISTS { MATCH (place:Community {id: help.community}) WHERE "
    + COMMUNITY_SEEN.replace("community.", "place.").replace("(community)", "(place)")
    + " }"
)
