"""Paths and rings on invented networks, beside a plain search over all that the viewer may see."""

from itertools import pairwise, permutations
from random import Random
from typing import Any

import pytest

from graph import path, ring
from graph.database import Graph
from tests.network import Network

pytestmark = pytest.mark.anyio

PEOPLE = [f"m{number}" for number in range(9)]
TOPICS = [f"t{number}" for number in range(5)]


class Drawn:
    """A small network: who knows whom, brings and seeks what, and who is hidden or asked not to be suggested."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        self.hidden = {one for one in PEOPLE[1:] if random.random() < 0.15}
        self.alone = {one for one in PEOPLE[1:] if random.random() < 0.15}
        self.known = {frozenset(random.sample(PEOPLE, 2)) for _ in range(11)}
        self.brings = {one: set(random.sample(TOPICS, random.randint(0, 2))) for one in PEOPLE}
        self.seeks = {one: set(random.sample(TOPICS, random.randint(0, 2))) for one in PEOPLE}

    async def build(self, network: Network) -> None:
        await network.root()
        for one in PEOPLE:
            await network.member(one, "maille", discreet=one in self.hidden)
        for one in self.alone:
            await network.run("MATCH (m:Member {id: $member}) SET m.suggested = false", member=one)
        for topic in TOPICS:
            await network.topic(topic)
        for pair in sorted(map(sorted, self.known)):
            await network.know(*pair)
        for one in PEOPLE:
            for topic in self.brings[one]:
                await network.bring(one, topic)
            for topic in self.seeks[one]:
                await network.seek(one, topic)

    def shortest(self, start: str, end: str) -> set[tuple[str, ...]]:
        """All the shortest chains of at most four ties among those who are not hidden from m0."""
        ways = [(start,)] if not {start, end} & self.hidden and start != end else []
        for _ in range(path.LONGEST):
            ways = [
                (*way, other)
                for way in ways
                for other in PEOPLE
                if other not in way and other not in self.hidden and frozenset((way[-1], other)) in self.known
            ]
            if found := {way for way in ways if way[-1] == end}:
                return found
        return set()

    def rings(self, length: int) -> set[tuple[str, ...]]:
        """All rings of m0 that may be told."""
        others = [one for one in PEOPLE[1:] if one not in self.hidden | self.alone]
        return {
            (PEOPLE[0], *rest)
            for rest in permutations(others, length - 1)
            if all(self.brings[a] & self.seeks[b] for a, b in pairwise((PEOPLE[0], *rest, PEOPLE[0])))
        }


def walked(chain: list[Any]) -> tuple[str, ...]:
    return (chain[0].source, *(tie.target for tie in chain))


@pytest.mark.parametrize("seed", range(6))
async def test_paths_and_rings_are_those_of_a_plain_search(graph: Graph, network: Network, seed: int) -> None:
    drawn = Drawn(seed)
    await drawn.build(network)
    for start in PEOPLE[:3]:
        found = await path.between(graph, PEOPLE[0], start, PEOPLE, first=5)
        for end in PEOPLE:
            expected = drawn.shortest(start, end)
            chains = {walked(chain) for chain in found[end]}
            assert len(chains) == len(found[end]) == min(len(expected), 5), (start, end)
            assert chains <= expected
    for length in (3, 4, 5):
        expected = drawn.rings(length)
        rings = await ring.rings(graph, PEOPLE[0], None, None, length, 1000)
        told = [tuple(link.giver for link in one) for one in rings]
        assert len(set(told)) == len(told)
        assert set(told) <= expected
        assert bool(told) == bool(expected)
        assert {one[1] for one in told} == {one[1] for one in expected}
