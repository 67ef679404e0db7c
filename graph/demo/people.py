"""The people written by hand, with the moments when they came and began."""

from collections.abc import Mapping
from random import Random

from graph.demo.content import Content
from graph.demo.moments import DAY, HOUR, MINUTE, month
from graph.demo.network import Chapter, Person
from graph.demo.texts import Member
from graph.identity import id_at


def written(content: Content, now: int, random: Random) -> list[Person]:
    """Everyone of members.toml, who came before they were first heard."""
    heard = _first_heard(content, now)
    return [_person(member, heard.get(member.slug, now), random) for member in content.members]


def _person(member: Member, heard: int, random: Random) -> Person:
    chapters = [_chapter(chapter, random) for chapter in member.chapters]
    joined = min(chapters[0].since + random.randint(2 * DAY, 20 * DAY), heard - random.randint(DAY, 9 * DAY))
    return Person(
        id=id_at(joined, random),
        slug=member.slug,
        name=member.name,
        headline=member.headline,
        about=member.about,
        email=member.email,
        region=member.region,
        timezone=member.timezone,
        locale=member.locale,
        joined=joined,
        chapters=chapters,
        seeks=member.seeks,
        brings=member.brings,
        communities=member.communities,
        knows=member.knows,
    )


def _chapter(chapter: Mapping[str, str], random: Random) -> Chapter:
    since = month(chapter["since"])
    until = month(chapter["until"]) if "until" in chapter else None
    return Chapter(id_at(since, random), chapter["stage"], since, until, chapter["note"])


def _first_heard(content: Content, now: int) -> dict[str, int]:
    """When each first spoke, took a side or came somewhere, by slug."""
    heard: dict[str, int] = {}
    for who, at in [*_in_threads(content, now), *_in_talk(content, now)]:
        heard[who] = min(at, heard.get(who, at))
    return heard


def _in_threads(content: Content, now: int) -> list[tuple[str, int]]:
    return [
        (who, now - round(thread.hours_ago * HOUR))
        for thread in content.threads
        for who in (thread.by, *thread.seekers, *thread.bringers, *(reply.by for reply in thread.replies))
    ]


def _in_talk(content: Content, now: int) -> list[tuple[str, int]]:
    said = [(said.by, said.ago) for room in content.rooms for said in room.messages]
    circles = [(member["slug"], circle.messages[0].ago) for circle in content.circles for member in circle.members]
    coming = [(who, now - 40 * DAY) for one in content.gatherings for who in (*one.coming, *one.maybe, *one.waiting)]
    return [*((who, now - ago * MINUTE) for who, ago in [*said, *circles]), *coming]
