"""The people that are generated: a trade, a town, a stage, and all else in keeping with them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any, Final

from graph.demo.content import Content
from graph.demo.moments import DAY, first_of_month
from graph.demo.network import Chapter, Person
from graph.folding import slug as folded_slug
from graph.identity import id_at

STAGES: Final = {"GRADUATE": 42, "ALUM": 32, "MENTOR": 18, "BOTH": 8}
DISCREET: Final = 3  # of all the generated members
_NOT_TRADES: Final = ("chercher-un-poste", "vie-au-travail", "changer-de-cap", "confiance")
_MOST_COMMUNITIES: Final = 4  # beside the root


def invented(content: Content, many: int, now: int, random: Random) -> list[Person]:
    """So many members, no two of one name until the names are used up."""
    slugs = {member.slug for member in content.members}
    taken = {member.name for member in content.members}
    people = []
    for number, name in zip(range(many), _names(content, taken, random), strict=False):
        slug = _free(folded_slug(name), slugs)
        people.append(_person(content, name, slug, number < DISCREET, now, random))
    return people


def _names(content: Content, taken: set[str], random: Random) -> Iterator[str]:
    """Every pair of a first name and a surname in some order, then all again."""
    names = [f"{first} {last}" for first, last in product(content.names["first_names"], content.names["surnames"])]
    random.shuffle(names)
    while True:
        yield from (name for name in names if name not in taken)


def _free(wanted: str, slugs: set[str]) -> str:
    slug, number = wanted, 2
    while slug in slugs:
        slug, number = f"{wanted}-{number}", number + 1
    slugs.add(slug)
    return slug


def _person(content: Content, name: str, slug: str, discreet: bool, now: int, random: Random) -> Person:
    stage = random.choices(list(STAGES), list(STAGES.values()))[0]
    voice = "ALUM" if stage == "BOTH" else stage
    trade = random.choice([slug for slug in content.trades if slug not in _NOT_TRADES])
    town = random.choice(content.names["towns"])
    seeks, brings = _topics(content, trade, voice, random)
    communities = _communities(content, town["name"], [*seeks, *brings], random)
    if len(communities) == 1:
        seeks = [*seeks[:3], random.choice([one for one in content.invented["bridges"] if one not in brings + seeks])]
        communities = _communities(content, town["name"], [*seeks, *brings], random)
    filled = {"company": random.choice(content.names["companies"]), "town": town["name"], "topic": ""}
    filled["topic"] = content.topic(random.choice(brings)).fr
    joined = _joined(stage, now, random)
    return Person(
        id=id_at(joined, random),
        slug=slug,
        name=name,
        headline=_headline(content, voice, trade, random).format(**filled),
        about=_about(content.invented, voice, random).format(**filled),
        email=f"{slug}@exemple.fr",
        region=town["region"],
        timezone=town["timezone"],
        locale="en" if random.random() < 0.05 else "fr",
        joined=joined,
        chapters=_chapters(content.invented, stage, filled, joined, now, random),
        seeks=seeks,
        brings=brings,
        communities=communities,
        discreet=discreet,
    )


def _topics(content: Content, trade: str, stage: str, random: Random) -> tuple[list[str], list[str]]:
    """What is sought, 1 to 4, and what is brought, 1 to 5: of the trade, and of the stage."""
    of_trade, of_stage = content.trades[trade], content.invented[stage]
    own = random.sample(of_trade, min(len(of_trade), random.randint(1, 2) + (stage != "GRADUATE")))
    brings = list(dict.fromkeys([*own, *random.sample(of_stage["brings"], random.randint(0, 2))]))
    wanted = random.sample(of_stage["seeks"], random.randint(1, 3))
    if stage != "MENTOR":
        wanted.append(random.choice(of_trade))
    seeks = [slug for slug in dict.fromkeys(wanted) if slug not in brings]
    return seeks or [next(slug for slug in of_stage["seeks"] if slug not in brings)], brings


def _communities(content: Content, town: str, topics: Sequence[str], random: Random) -> list[str]:
    """The root, and those that let the town or a topic in."""
    found = [one.slug for one in content.communities if _lets_in(content, one.members, town, topics)]
    return ["maille", *sorted(random.sample(found, min(len(found), _MOST_COMMUNITIES)))]


def _lets_in(content: Content, rule: str | Mapping[str, Sequence[str]], town: str, topics: Sequence[str]) -> bool:
    if isinstance(rule, str):
        return False
    return town in rule["towns"] or any(content.is_within(topic, rule["topics"]) for topic in topics)


def _joined(stage: str, now: int, random: Random) -> int:
    """Sooner for those who have already come a way; more of them lately than long ago for the others."""
    if stage == "BOTH":
        return now - random.randint(800 * DAY, 1500 * DAY)
    days = 25 + 780 * float(random.random() ** (1.3 if stage == "GRADUATE" else 0.8))
    return now - round(days * DAY)


def _headline(content: Content, stage: str, trade: str, random: Random) -> str:
    only = content.invented["only"]
    fitting = [
        text
        for text in content.names["headlines"][stage]
        if all(trade in rule["trades"] for rule in only if rule["words"] in text)
    ]
    return str(random.choice(fitting))


def _about(texts: Mapping[str, Any], stage: str, random: Random) -> str:
    return f"{random.choice(texts[stage]['about'])} {random.choice(texts['ANYONE']['about'])}"


def _chapters(
    texts: Mapping[str, Any], stage: str, filled: dict[str, str], joined: int, now: int, random: Random
) -> list[Chapter]:
    """Stretches that join: a graduate who found a post is an alum from then on, and perhaps a mentor beside it."""
    if stage in ("GRADUATE", "MENTOR"):
        begun = joined - random.randint(0, 200 * DAY) if stage == "GRADUATE" else joined
        return [_chapter(texts, stage, begun, None, filled, random)]
    began = joined - random.randint(0, 150 * DAY)
    found = joined + round((now - joined) * random.uniform(0.2, 0.6))
    chapters = [
        _chapter(texts, "GRADUATE", began, found, filled, random),
        _chapter(texts, "ALUM", found, None, filled, random),
    ]
    if stage == "BOTH":
        later = found + round((now - found) * random.uniform(0.3, 0.8))
        chapters.append(_chapter(texts, "MENTOR", later, None, filled, random))
    return chapters


def _chapter(
    texts: Mapping[str, Any], stage: str, since: int, until: int | None, filled: dict[str, str], random: Random
) -> Chapter:
    begins = first_of_month(since)
    ends = first_of_month(until) if until else None
    return Chapter(id_at(begins, random), stage, begins, ends, random.choice(texts[stage]["notes"]).format(**filled))
