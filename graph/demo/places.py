"""The topics and communities, with ids of the time when they came to be, and who knocks at a door."""

from collections.abc import Mapping, Sequence
from random import Random

from graph.demo.content import Content
from graph.demo.moments import DAY, HOUR
from graph.demo.network import Knock, Person, Place, Subject
from graph.identity import id_at


def subjects(content: Content, begun: int, random: Random) -> list[Subject]:
    """The topics, from the day when the network began."""
    return [Subject(id_at(begun, random), topic) for topic in content.topics]


def places(content: Content, begun: int, now: int, random: Random) -> dict[str, Place]:
    """The communities by slug: the root from the beginning, the others from before their first thread."""
    found = {}
    for text in content.communities:
        created = begun if text.within is None else random.randint(max(begun, now - 2000 * DAY), now - 900 * DAY)
        found[text.slug] = Place(id_at(created, random), created, text)
    return found


def knocks(
    content: Content, cast: Sequence[Person], places: Mapping[str, Place], now: int, random: Random
) -> list[Knock]:
    """Requests to join, of generated members who aren't in."""
    found = []
    for slug, notes in content.invented["asking"].items():
        outside = [person for person in cast if slug not in person.communities and not person.discreet]
        for person, note in zip(random.sample(outside, min(len(notes), len(outside))), notes, strict=False):
            found.append(Knock(person.id, places[slug].id, now - random.randint(3 * HOUR, 9 * DAY), note))
    return found
