"""Makes the invented network up, all from one seed: the same seed and the same present make the same network."""

from collections.abc import Sequence
from random import Random
from typing import Final

from graph.demo import helps, invented, people, places, spaces, threads
from graph.demo.cast import Cast
from graph.demo.chatter import Chatter
from graph.demo.content import Content
from graph.demo.moments import DAY
from graph.demo.network import Network, Person, Place, Space, Thread
from graph.demo.reading import left_unread

PERSONAS: Final = ("amina", "theo", "claire", "malik", "sofia", "ines")  # as whom one can enter


def network(content: Content, members: int, seed: int, now: int) -> Network:
    """Those written by hand, and others up to `members` (never fewer than are written)."""

    def random(part: str) -> Random:  # each part has its own, so that a change in one leaves the others as they were
        return Random(f"{seed} {part}")

    written = people.written(content, now, random("people"))
    begun = min(person.joined for person in written) - 30 * DAY
    where = places.places(content, begun, now, random("places"))
    cast = invented.invented(content, max(0, members - len(written)), now, random("invented"))
    told = _told(content, written, where, now, random("told"))
    chatter = Chatter(content, Cast(cast, random("cast")), where, now, random("chatter"))
    talk = [*told, *chatter.threads()]
    return Network(
        subjects=places.subjects(content, begun, random("subjects")),
        places=list(where.values()),
        people=[*written, *cast],
        spaces=talk,
        helps=list(helps.helps(space for space in talk if isinstance(space, Thread))),
        ties=helps.knows(written, cast, now, random("knows")),
        knocks=places.knocks(content, cast, where, now, random("knocks")),
    )


def _told(
    content: Content, written: Sequence[Person], where: dict[str, Place], now: int, random: Random
) -> list[Space]:
    """Every space that was written by hand."""
    who = {person.slug: person for person in written}
    told = [
        *(threads.written(text, who, where, now, random) for text in content.threads),
        *(spaces.room(text, who, where, now, random) for text in content.rooms),
        *(spaces.circle(text, who, where, now, random) for text in content.circles),
        *(spaces.gathering(text, who, where, now, random) for text in content.gatherings),
    ]
    return left_unread(told, [who[slug].id for slug in PERSONAS])
