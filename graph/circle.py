"""A circle: a small private space of 2 to 8 members with a purpose."""

from typing import Final

from graph.space import TAKES_PART

SEEN: Final = TAKES_PART.replace("(space)", "(circle)")
