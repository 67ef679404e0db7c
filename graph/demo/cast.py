"""The generated members by what one looks for in them, and how much each has helped or been helped."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from graph.demo.network import Person


@dataclass
class Cast:
    """Finds who takes part in a thread. Help is spread: of some who could, the least burdened is asked."""

    people: Sequence[Person]
    random: Random
    helped: Counter[str] = field(default_factory=Counter)
    _inside: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _of_topic: dict[tuple[str, str], list[Person]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person in self.people:
            for slug in person.communities:
                self._inside[slug].append(person)
            for topic in person.brings:
                self._of_topic["BRINGS", topic].append(person)
            for topic in person.seeks:
                self._of_topic["SEEKS", topic].append(person)

    def others(self, author: Person, place: str, side: str, topic: str, opened: int, many: int) -> list[Person]:
        """At most so many members of the community who were there: some of the topic, some not; the least burdened."""
        found: dict[str, Person] = {}
        for pool in (self._of_topic[side, topic], self._inside[place]):
            drawn = self.random.choices(pool, k=4 * many) if pool else []
            found |= {one.id: one for one in drawn if place in one.communities and one.joined < opened}
        found.pop(author.id, None)
        return sorted(found.values(), key=lambda person: self.helped[person.id])[:many]

    def place(self, author: Person) -> str:
        """One of the author's communities; the root in one case of three, or where there is no other."""
        own = [slug for slug in author.communities if slug != "maille"]
        return self.random.choice(own) if own and self.random.random() < 0.67 else "maille"
