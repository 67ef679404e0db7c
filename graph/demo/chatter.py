"""The threads of generated members: among themselves, so that what was written by hand stays as it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from graph.demo.cast import Cast
from graph.demo.content import Content
from graph.demo.moments import DAY, HOUR, MINUTE
from graph.demo.network import Line, Part, Person, Place, Thread
from graph.demo.reading import position
from graph.identity import id_at

LARGE: Final = 1000  # members from which the network is there for load
_LATEST: Final = 4 * DAY  # ago: the newest of all are those written by hand
_STALE: Final = 45 * DAY  # ago: an open thread is no older
_ENDURES: Final = 7 * DAY  # longer than any thread of these


@dataclass(frozen=True)
class Scale:
    """How many threads a generated member opens, how many of a hundred stay open, how many others are in one."""

    threads: float
    open: int
    others: tuple[int, int]


SMALL: Final = Scale(threads=0.36, open=0, others=(2, 6))
LOADED: Final = Scale(threads=2, open=18, others=(0, 2))


@dataclass
class Chatter:
    """Makes threads, in the words of invented.toml."""

    content: Content
    cast: Cast
    places: Mapping[str, Place]
    now: int
    random: Random

    def threads(self) -> Iterator[Thread]:
        """Threads in proportion to the cast; whoever has no part in any help then opens one more."""
        people = self.cast.people
        if len(people) < 2:
            return
        large = len(people) >= LARGE
        scale = LOADED if large else SMALL
        authors = [people[number % len(people)] for number in range(round(len(people) * scale.threads))]
        for author in self.random.sample(authors, len(authors)):
            waits = self.random.randrange(100) < scale.open
            yield self._thread(author, self._opened(author, waits), waits, self.random.randint(*scale.others))
        for author in people:
            while not self.cast.helped[author.id]:  # late, when everyone has come
                thread = self._thread(author, self._opened(author, True), False, 2)
                if thread.helpers:
                    yield thread

    def _opened(self, author: Person, lately: bool) -> int:
        last = self.now - _LATEST - _ENDURES
        first = author.joined + DAY
        return self.random.randint(max(first, self.now - _STALE) if lately else first, last)

    def _thread(self, author: Person, opened: int, waits: bool, many: int) -> Thread:
        kind = self.random.choices(("REQUEST", "OFFER"), (3, 1))[0]
        own, theirs = ("SEEKS", "BRINGS") if kind == "REQUEST" else ("BRINGS", "SEEKS")
        known = author.seeks if kind == "REQUEST" else author.brings
        topics = self._topics(known)
        place = self.cast.place(author)
        others = self.cast.others(author, place, theirs, topics[0], opened, many)
        status = "OPEN" if waits else "HELPED" if others else "CLOSED"
        voices = self.content.invented[kind]
        lines = [*self._lines(author, others, voices, theirs, opened)]
        closed = None
        if not waits:
            closed = (lines[-1].at if lines else opened) + self.random.randint(HOUR, 2 * DAY)
            lines.append(Line.new(author.id, closed, self.random, fact=status))
        helpers = [] if waits else [person.id for person in others]
        if helpers:
            self.cast.helped.update([author.id, *helpers])
        sides = {author.id: own} | {person.id: theirs for person in others}
        return Thread(
            id=id_at(opened, self.random),
            kind="Thread",
            name=self.random.choice(voices["titles"]).format(topic=self.content.topic(topics[0]).fr),
            created=opened,
            place=self.places[place].id,
            values={"kind": kind, "body": self._body(voices, topics[0]), "status": status},
            lines=lines,
            parts=self._parts(sides, lines, opened),
            by=author.id,
            topics=topics,
            closed=closed,
            thanks=self._thanks(voices, others) if helpers else "",
            helpers=helpers,
        )

    def _topics(self, known: Sequence[str]) -> list[str]:
        """One, and in some cases another of the same trade."""
        first = self.random.choice(known)
        near = [one for one in known if one != first and self.content.trade(one) == self.content.trade(first)]
        return [first, near[0]] if near and self.random.random() < 0.5 else [first]

    def _lines(
        self, author: Person, others: Sequence[Person], voices: Mapping[str, Any], side: str, opened: int
    ) -> Iterator[Line]:
        """Each of the others takes a side and speaks; the author answers some of them."""
        at = opened
        answers = self.random.sample(voices["answers"], min(len(others), 2))
        for person, reply in zip(others, self.random.sample(voices["replies"], len(others)), strict=True):
            at += self.random.randint(4 * MINUTE, 9 * HOUR)
            yield Line.new(person.id, at - MINUTE, self.random, fact=side)
            yield Line.new(person.id, at, self.random, reply)
            if answers and self.random.random() < 0.6:
                at += self.random.randint(2 * MINUTE, 2 * HOUR)
                yield Line.new(author.id, at, self.random, answers.pop())

    def _body(self, voices: Mapping[str, Any], topic: str) -> str:
        """Two sentences; in a large network also one that was written by hand on the topic, for search to find."""
        sentences = self.random.sample(voices["bodies"], 2)
        if len(self.cast.people) >= LARGE and topic in self.content.sentences:
            sentences.append(self.random.choice(self.content.sentences[topic]))
        return " ".join(sentences)

    def _parts(self, sides: Mapping[str, str], lines: Sequence[Line], opened: int) -> list[Part]:
        since = {next(iter(sides)): opened}
        for line in lines:
            since.setdefault(line.by, line.at)
        return [Part(member, at, sides[member], position(lines, member, self.random)) for member, at in since.items()]

    def _thanks(self, voices: Mapping[str, Any], others: Sequence[Person]) -> str:
        names = [person.name.split(" ")[0] for person in others]
        together = f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else names[0]
        return str(self.random.choice(voices["thanks"])).format(names=together)
