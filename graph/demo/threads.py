"""The threads written by hand, as a log: who took a side when, what was said, how it closed."""

from collections.abc import Iterator, Mapping
from random import Random

from graph.demo import texts
from graph.demo.moments import DAY, HOUR, MINUTE, awake
from graph.demo.network import Line, Part, Person, Place, Thread
from graph.demo.reading import position
from graph.identity import id_at


def written(
    text: texts.Thread, people: Mapping[str, Person], places: Mapping[str, Place], now: int, random: Random
) -> Thread:
    """One thread of the files. It opened up to 25 minutes sooner than they say, so that no two look alike."""
    opened = awake(now - round(text.hours_ago * HOUR) - random.randint(0, 25 * MINUTE))
    lines = sorted(_lines(text, people, opened, now, random), key=lambda line: line.at)
    closed = _closed(text, opened, lines[-1].at if lines else opened, now, random)
    if closed:
        lines.append(Line.new(people[text.by].id, closed, random, fact=text.status))
    return Thread(
        id=id_at(opened, random),
        kind="Thread",
        name=text.title,
        created=opened,
        place=places[text.community].id,
        values={"kind": text.kind, "body": text.body, "status": text.status},
        lines=lines,
        parts=_parts(text, people, opened, lines, random),
        by=people[text.by].id,
        topics=text.topics,
        closed=closed,
        thanks=text.closing.thanks if text.closing else "",
        helpers=[people[slug].id for slug in text.closing.helpers] if text.closing else [],
    )


def _lines(text: texts.Thread, people: Mapping[str, Person], opened: int, now: int, random: Random) -> Iterator[Line]:
    first: dict[str, int] = {}
    for reply in text.replies:
        at = opened + reply.after * MINUTE + random.randint(0, 50_000)
        first.setdefault(reply.by, at)
        yield Line.new(people[reply.by].id, at, random, reply.body, files=reply.files)
    last = max(first.values(), default=min(now, opened + DAY))
    for slug, side in _sides(text):
        at = first[slug] - random.randint(5_000, 45_000) if slug in first else random.randint(opened + 1, last)
        yield Line.new(people[slug].id, max(at, opened + 1), random, fact=side)


def _sides(text: texts.Thread) -> list[tuple[str, str]]:
    return [*((slug, "SEEKS") for slug in text.seekers), *((slug, "BRINGS") for slug in text.bringers)]


def _closed(text: texts.Thread, opened: int, last: int, now: int, random: Random) -> int | None:
    """When it closed: when its file says, or some days after the last word; never before it, never in the future."""
    if text.status == "OPEN":
        return None
    days = text.closing.after_days * DAY if text.closing else last - opened + random.randint(2 * DAY, 6 * DAY)
    return min(max(opened + days, last + MINUTE), now)


def _parts(
    text: texts.Thread, people: Mapping[str, Person], opened: int, lines: list[Line], random: Random
) -> list[Part]:
    """Its author, those on a side and those who spoke, from the first thing they did."""
    sides = {people[slug].id: side for slug, side in _sides(text)}
    sides[people[text.by].id] = "SEEKS" if text.kind == "REQUEST" else "BRINGS"
    since = {people[text.by].id: opened}
    for line in lines:
        since.setdefault(line.by, line.at)
    return [Part(member, at, sides.get(member), position(lines, member, random)) for member, at in since.items()]
