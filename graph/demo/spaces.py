"""The rooms, circles and gatherings of the files."""

from collections.abc import Mapping, Sequence
from random import Random

from graph.demo import texts
from graph.demo.moments import DAY, MINUTE, last_evening, on_day
from graph.demo.network import Line, Part, Person, Place, Space
from graph.demo.reading import position
from graph.identity import id_at

People = Mapping[str, Person]
Places = Mapping[str, Place]


def room(text: texts.Room, people: People, places: Places, now: int, random: Random) -> Space:
    """A room, opened some months before its first word. Those who spoke take part."""
    lines = _lines(text.messages, people, now, random)
    place = places[text.community]
    created = max(place.created, lines[0].at - random.randint(100 * DAY, 500 * DAY))
    since: dict[str, int] = {}
    for line in lines:
        since.setdefault(line.by, line.at)
    return Space(
        id=id_at(created, random),
        kind="Room",
        name=text.name,
        created=created,
        place=place.id,
        values={"purpose": text.purpose},
        lines=lines,
        parts=[Part(member, at, read=position(lines, member, random)) for member, at in since.items()],
    )


def circle(text: texts.Circle, people: People, places: Places, now: int, random: Random) -> Space:
    """A circle, opened the day before its first word by all who are in it."""
    lines = _lines(text.messages, people, now, random)
    created = lines[0].at - random.randint(DAY // 4, DAY)
    inside = [(people[member["slug"]].id, member) for member in text.members]
    return Space(
        id=id_at(created, random),
        kind="Circle",
        name=text.name,
        created=created,
        place=places[text.community].id,
        values={
            "purpose": text.purpose,
            "endsAt": now + text.ends_in * DAY,
            "by": inside[0][0],
            "invited": [people[slug].id for slug in text.invited],
        },
        lines=lines,
        parts=[
            Part(
                member,
                created,
                said.get("side"),
                position(lines, member, random),
                seeks=said.get("seeks", ""),
                brings=said.get("brings", ""),
            )
            for member, said in inside
        ],
    )


def gathering(text: texts.Gathering, people: People, places: Places, now: int, random: Random) -> Space:
    """A gathering, announced at most three weeks before. Who opened it was the first to come."""
    starts = _starts(text, now)
    created = min(starts, now) - random.randint(4 * DAY, 12 * DAY)
    said = [(slug, "COMING") for slug in sorted(text.coming, key=lambda slug: slug != text.by)]
    said += [(slug, "MAYBE") for slug in text.maybe] + [(slug, "WAITING") for slug in text.waiting]
    signed = sorted(random.randint(created, min(starts, now)) for _ in said)
    lines = [Line.new(people[one.by].id, now - one.ago * MINUTE, random, one.body) for one in text.messages]
    return Space(
        id=id_at(created, random),
        kind="Gathering",
        name=text.name,
        created=created,
        place=places[text.community].id,
        values={
            "startsAt": starts,
            "endsAt": starts + text.minutes * MINUTE,
            "place": text.place,
            "link": text.link,
            "seats": text.seats,
            "body": text.body,
            "by": people[text.by].id,
            "notes": text.notes,
        },
        lines=lines,
        parts=[Part(people[slug].id, at, answer=answer) for (slug, answer), at in zip(said, signed, strict=True)],
    )


def _starts(text: texts.Gathering, now: int) -> int:
    if text.in_minutes is None:
        return on_day(now, text.in_days, text.at)
    return (now + text.in_minutes * MINUTE) // (5 * MINUTE) * 5 * MINUTE


def _lines(messages: Sequence[texts.Said], people: People, now: int, random: Random) -> list[Line]:
    end = last_evening(now)
    return [
        Line.new(
            people[said.by].id, end - said.ago * MINUTE - random.randint(0, 50_000), random, said.body, files=said.files
        )
        for said in messages
    ]
