"""Who helped whom, as the threads closed; and who knows whom."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Final

from graph.demo.moments import DAY
from graph.demo.network import Help, Person, Thread, Tie

ACQUAINTANCES: Final = 1.6  # that a generated member makes
BRIDGED: Final = 8  # one in so many of them knows somebody written by hand
MOST_BRIDGES: Final = 200


def helps(threads: Iterable[Thread]) -> Iterator[Help]:
    """Whoever closes a request received; whoever closes an offer gave."""
    for thread in threads:
        for helper in thread.helpers:
            giver, receiver = (helper, thread.by) if thread.values["kind"] == "REQUEST" else (thread.by, helper)
            yield Help(giver, receiver, thread.closed or thread.created, thread)


def knows(written: Sequence[Person], cast: Sequence[Person], now: int, random: Random) -> list[Tie]:
    """Those that the files name, and acquaintances of generated members, each pair once."""
    by_slug = {person.slug: person for person in written}
    pairs = [(person, by_slug[slug]) for person in written for slug in person.knows]
    pairs += _among(cast, random)
    pairs += _bridges(written, cast, random)
    ties = [_tie(one, other, now, random) for one, other in pairs]
    return list({(tie.source, tie.target): tie for tie in ties}.values())


def _among(cast: Sequence[Person], random: Random) -> Iterator[tuple[Person, Person]]:
    """Each with some who came about the same time or were drawn by the same things."""
    inside: dict[str, list[Person]] = {}
    for person in cast:
        for slug in person.communities[1:]:
            inside.setdefault(slug, []).append(person)
    for _ in range(round(len(cast) * ACQUAINTANCES)):
        person = random.choice(cast)
        others = inside[random.choice(person.communities[1:])] if len(person.communities) > 1 else cast
        other = random.choice(others)
        if other is not person:
            yield person, other


def _bridges(written: Sequence[Person], cast: Sequence[Person], random: Random) -> Iterator[tuple[Person, Person]]:
    """Acquaintances between those written by hand and the others, so that a path leads to anyone."""
    for person in random.sample(cast, min(-(-len(cast) // BRIDGED), MOST_BRIDGES)):
        own = set(person.communities[1:])
        yield person, random.choice([one for one in written if own & set(one.communities)] or written)


def _tie(one: Person, other: Person, now: int, random: Random) -> Tie:
    source, target = sorted((one.id, other.id))
    return Tie(source, target, random.randint(max(one.joined, other.joined), now - DAY))
