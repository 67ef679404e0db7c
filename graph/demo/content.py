"""What was written by hand for the invented network: the TOML files of this folder, as data."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.demo.texts import Circle, Closing, Community, Gathering, Member, Reply, Room, Said, Thread, Topic

_FOLDER = Path(__file__).parent
_SENTENCE = re.compile(r"[^.?!…\n]+[.?!…]")


@dataclass(frozen=True)
class Content:
    """All of it. `names` and `invented` are what generated members are made of, as their files have it."""

    topics: Sequence[Topic]
    communities: Sequence[Community]
    members: Sequence[Member]
    rooms: Sequence[Room]
    gatherings: Sequence[Gathering]
    circles: Sequence[Circle]
    threads: Sequence[Thread]
    names: Mapping[str, Any] = field(repr=False)
    invented: Mapping[str, Any] = field(repr=False)

    @cached_property
    def trades(self) -> Mapping[str, Sequence[str]]:
        """Each topic that is within none, with itself and all that is within it."""
        found: dict[str, list[str]] = {topic.slug: [] for topic in self.topics if topic.within is None}
        for topic in self.topics:
            found[self.trade(topic.slug)].append(topic.slug)
        return found

    def trade(self, slug: str) -> str:
        """The broadest topic that `slug` is within; itself where it is within none."""
        while (within := self.topic(slug).within) is not None:
            slug = within
        return slug

    def is_within(self, slug: str, broad: Sequence[str]) -> bool:
        """Whether a topic is one of these or within one of them."""
        at: str | None = slug
        while at is not None:
            if at in broad:
                return True
            at = self.topic(at).within
        return False

    def topic(self, slug: str) -> Topic:
        """A topic by slug."""
        return self._topics[slug]

    @cached_property
    def sentences(self) -> Mapping[str, Sequence[str]]:
        """What was written in threads about each topic, sentence by sentence."""
        found: dict[str, list[str]] = {}
        for thread in self.threads:
            for text in (thread.body, *(reply.body for reply in thread.replies)):
                for topic in thread.topics:
                    found.setdefault(topic, []).extend(one.strip() for one in _SENTENCE.findall(text) if len(one) > 20)
        return found

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return {topic.slug: topic for topic in self.topics}


def read() -> Content:
    """The content of the files; TypeError where one has a key that isn't known."""
    threads = [table for file in sorted(_FOLDER.glob("threads_*.toml")) for table in _file(file.stem)["thread"]]
    return Content(
        topics=[Topic(**table) for table in _file("topics")["topic"]],
        communities=[Community(**table) for table in _file("communities")["community"]],
        members=[Member(**table) for table in _file("members")["member"]],
        rooms=[Room(**_talked(table)) for table in _file("rooms")["room"]],
        gatherings=[Gathering(**_talked(table)) for table in _file("gatherings")["gathering"]],
        circles=[Circle(**_talked(table)) for table in _file("circles")["circle"]],
        threads=[_thread(table) for table in threads],
        names=_file("names"),
        invented=_file("invented"),
    )


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def _talked(table: dict[str, Any]) -> dict[str, Any]:
    return table | {"messages": [Said(**said) for said in table.get("messages", ())]}


def _thread(table: dict[str, Any]) -> Thread:
    replies = [Reply(**reply) for reply in table.pop("reply", [])]
    closing = table.pop("closing", None)
    return Thread(**table, replies=replies, closing=Closing(**closing) if closing else None)
