"""Who asks: a member, or the one reserved node of all who are not signed in."""

from typing import Final

VISITOR: Final = "visitor"

# Curators of the root are the staff. They see every community, and no circle.
STAFF: Final = "EXISTS { (viewer)-[:CURATES]->(:Community {root: true}) }"
