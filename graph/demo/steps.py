"""The invented network as steps: a statement, the things that it writes, and how one of them becomes a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.database import Row
from graph.demo import rows, statements
from graph.demo.brought import uploads
from graph.demo.network import Network, Thread


@dataclass(frozen=True)
class Step:
    statement: LiteralString
    things: Sequence[Any]
    row: Callable[[Any], Row]


def steps(network: Network) -> list[Step]:
    """In an order where the ends of a relationship are there before it."""
    return [*_ground(network), *_people(network), *_spaces(network), *_talk(network)]


def _ground(network: Network) -> list[Step]:
    topics = {subject.text.slug: subject.id for subject in network.subjects}
    places = {place.text.slug: place.id for place in network.places}
    return [
        Step(statements.PLACES, network.places, rows.place),
        Step(statements.BROADER_PLACES, [one for one in network.places if one.text.within], rows.within(places)),
        Step(statements.SUBJECTS, network.subjects, rows.subject),
        Step(statements.BROADER_SUBJECTS, [one for one in network.subjects if one.text.within], rows.within(topics)),
    ]


def _people(network: Network) -> list[Step]:
    topics = {subject.text.slug: subject.id for subject in network.subjects}
    places = {place.text.slug: place for place in network.places}
    people = network.people
    by_slug = {person.slug: person for person in people}
    curators = [(by_slug[slug], place) for place in network.places for slug in place.text.curators]
    return [
        Step(statements.PEOPLE, people, rows.person),
        Step(statements.CHAPTERS, [(one, chapter) for one in people for chapter in one.chapters], rows.chapter),
        Step(statements.SEEKS, [(one, topics[slug]) for one in people for slug in one.seeks], rows.topic),
        Step(statements.BRINGS, [(one, topics[slug]) for one in people for slug in one.brings], rows.topic),
        Step(statements.MEMBERS, [(one, places[slug]) for one in people for slug in one.communities], rows.member),
        Step(statements.CURATORS, curators, rows.member),
        Step(statements.KNOCKS, network.knocks, vars),
        Step(statements.KNOWS, network.ties, vars),
    ]


def _spaces(network: Network) -> list[Step]:
    topics = {subject.text.slug: subject.id for subject in network.subjects}
    threads = [space for space in network.spaces if isinstance(space, Thread)]
    about = [(thread.id, topics[slug]) for thread in threads for slug in thread.topics]
    kinds = {kind: [one for one in network.spaces if one.kind == kind] for kind in ("Room", "Circle", "Gathering")}
    return [
        Step(statements.THREADS, threads, rows.thread),
        Step(statements.ABOUT, about, lambda pair: {"thread": pair[0], "topic": pair[1]}),
        Step(statements.ROOMS, kinds["Room"], rows.space),
        Step(statements.CIRCLES, kinds["Circle"], rows.space),
        Step(statements.GATHERINGS, kinds["Gathering"], rows.space),
        Step(statements.ORGANISERS, [*kinds["Circle"], *kinds["Gathering"]], rows.space),
    ]


def _talk(network: Network) -> list[Step]:
    parts = [(space, part) for space in network.spaces for part in space.parts]
    lines = [(space, number, line) for space in network.spaces for number, line in enumerate(space.lines, 1)]
    noted = [space for space in network.spaces if space.values.get("notes")]
    invited = [(space, member) for space in network.spaces for member in space.values.get("invited", ())]
    brought = [(line, place, name) for _, _, line in lines for place, name in enumerate(line.files)]
    held = [(*one, hash) for one in brought for hash in uploads()[one[2]].hashes]
    return [
        Step(statements.PARTS, [pair for pair in parts if not pair[1].answer], rows.part),
        Step(statements.ANSWERS, [pair for pair in parts if pair[1].answer], rows.part),
        Step(statements.NOTES, noted, rows.space),
        Step(statements.INVITED, invited, rows.invitation),
        Step(statements.SAID, [one for one in lines if one[2].fact is None], rows.message),
        Step(statements.FACTS, [one for one in lines if one[2].fact is not None], rows.message),
        Step(statements.LATEST, network.spaces, rows.space),
        Step(statements.FILES, brought, rows.file),
        Step(statements.BLOBS, sorted({one[3] for one in held}), lambda hash: {"hash": hash}),
        Step(statements.KEPT, held, rows.kept),
        Step(statements.HELPED, network.helps, rows.help),
    ]
