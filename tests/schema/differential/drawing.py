"""Draws a small random network: the same rows from the same seed, but for the instants, which are told from `at`."""

from random import Random
from typing import Final

from graph.folding import folded
from graph.shelf import held_key, shelf_key
from tests.schema.differential.network import (
    DAY,
    DISCREET,
    DOORS,
    FIXED,
    HIDDEN,
    KINDS,
    MEMBERS,
    MINUTE,
    ON_REQUEST,
    OPEN,
    OTHER_HIDDEN,
    PLACES,
    ROOT,
    TOPICS,
    World,
    seal,
)

STATUSES: Final = ("OPEN", "HELPED", "OPEN", "HELPED", "OPEN", "CLOSED", "OPEN")


def drawn(seed: int = 7, at: int | None = None) -> World:
    """The network of a seed; `at` (ms) is its present."""
    world = World(seed) if at is None else World(seed, at)
    for draw in (_people, _places, _belonging, _spaces, _taking_part, _talk, _helps, _keys):
        draw(world, world.random)
    for space in (row for name in ("threads", "rooms", "circles", "gatherings") for row in world.rows[name]):
        space["last"] = world.last(space["id"])
    return world


def _people(world: World, random: Random) -> None:
    for topic in TOPICS:
        world.add("topics", id=topic, slug=f"sujet-{topic}", fr=f"Sujet {topic}", en=f"Topic {topic}", search=topic)
    for topic in TOPICS[2:]:
        world.add("broader topics", narrow=topic, broad=random.choice(TOPICS[:2]))
    for id in MEMBERS:
        own = seal(id)
        texts = {"headline": random.choice([None, f"titre {own}"]), "about": f"à propos {own}", "region": f"Nord {own}"}
        values = {
            "slug": own,
            "name": f"Nom {own}",
            "email": f"{seal('e' + id[1:])}@exemple.fr",
            "discreet": id in DISCREET,
        }
        values |= {"timezone": "Europe/Paris"}
        values |= {"email": f"{seal('e' + id[1:])}@exemple.fr", "locale": "fr"}
        values |= {"joined": world.moment(), "search": folded(f"nom {own}")}
        world.add("members", id=id, **texts, **values)
        for stage in random.sample(["GRADUATE", "MENTOR", "ALUM"], random.randrange(3)):
            chapter = f"ch{len(world.rows.get('chapters', ())):02}"
            since, until = world.moment(900), random.choice([None, world.at - 5])
            world.add("chapters", member=id, id=chapter, stage=stage, since=since, until=until, note=seal(chapter))
        for verb in ("seeks", "brings"):
            for topic in random.sample(TOPICS, random.randrange(4)):
                world.add(verb, member=id, topic=topic, since=world.moment())
    for one, other in sorted({tuple(random.sample(MEMBERS, 2)) for _ in range(8)}):
        world.add("knows", source=one, target=other, at=world.moment())


def _places(world: World, random: Random) -> None:
    for id in PLACES:
        texts = {"name": f"Lieu {seal(id)}", "purpose": f"pour {seal(id)}", "rules": f"règle {seal(id)}"}
        slug = "maille" if id == ROOT else seal(id)
        search = folded(f"lieu {seal(id)}")
        world.add("places", id=id, slug=slug, door=DOORS[id], created=world.moment(90), search=search, **texts)
        if id != ROOT:
            world.add("broader places", narrow=id, broad=random.choice([ROOT, OPEN]) if id > OPEN else ROOT)


def _belonging(world: World, random: Random) -> None:
    inside = {(member, ROOT) for member in MEMBERS if member != KINDS["not yet admitted"]}
    inside |= {(member, place) for place, members in FIXED.items() for member in members}
    inside |= {(member, random.choice(PLACES[1:])) for member in MEMBERS[8:] for _ in range(2)}
    inside |= {(member, OPEN) for member in random.sample(["m00", "m01", "m02", "m04", "m05", "m07"], 3)}
    for member, place in sorted(inside):
        world.add("belonging", member=member, place=place, since=world.moment())
    for member, place in (("m00", ROOT), ("m01", HIDDEN), ("m08", ON_REQUEST), ("m10", OTHER_HIDDEN)):
        world.add("curating", member=member, place=place, since=world.moment())
    for number, (member, place) in enumerate((("m06", ROOT), ("m03", ON_REQUEST), ("m05", HIDDEN))):
        if (member, place) not in inside:
            world.add(
                "asking", member=member, place=place, at=world.moment(), note=seal(f"j{number:02}"), id=f"j{number:02}"
            )


def _spaces(world: World, random: Random) -> None:
    for number in range(16):
        id, place = f"th{number:02}", PLACES[number % 5] if number < 10 else random.choice(PLACES)
        status, created = STATUSES[number % len(STATUSES)], world.moment()
        closed = None if status == "OPEN" else world.at - 3 * DAY - number
        words = {"name": f"Fil {seal(id)}", "body": f"corps {seal(id)}", "search": folded(f"fil {seal(id)}")}
        keys = {"openKey": id if status == "OPEN" else None, "heldKey": held_key(place, id)}
        keys["shelfKey"] = shelf_key(place, status, closed or created, id)
        kind, active = random.choice(["REQUEST", "OFFER"]), world.moment(5)
        when = {"created": created, "active": active, "closed": closed}
        world.add(
            "threads",
            id=id,
            place=place,
            by=random.choice(MEMBERS[:11]),
            kind=kind,
            status=status,
            **words,
            **keys,
            **when,
        )
        for topic in random.sample(TOPICS, random.randrange(4)):
            world.add("about", thread=id, topic=topic)
    for number, place in enumerate((*PLACES, HIDDEN)):
        id = f"r{number:02}"
        world.add("rooms", id=id, place=place, name=f"Salon {seal(id)}", purpose=seal(id), created=world.moment())
        id, starts = f"g{number:02}", world.at + random.choice([-9, 4, 20]) * DAY + number * 777
        texts = {"name": f"Rencontre {seal(id)}", "body": seal(id), "where": seal(id), "link": None}
        when = {"created": world.moment(), "startsAt": starts, "endsAt": starts + 3 * DAY // 24}
        world.add("gatherings", id=id, place=place, seats=random.choice([None, 2, 30]), **texts, **when)
    for number in range(4):
        id = f"k{number:02}"
        when = {"created": world.moment(), "endsAt": random.choice([None, world.at + 99 * DAY])}
        world.add(
            "circles", id=id, place=random.choice(PLACES[:4]), name=f"Cercle {seal(id)}", purpose=seal(id), **when
        )


def _taking_part(world: World, random: Random) -> None:
    for space in (*world.ids("threads"), *world.ids("rooms")):
        for member in random.sample(MEMBERS, random.randrange(5)):
            side = random.choice(["SEEKS", "BRINGS", None]) if space.startswith("th") else None
            world.add("parts", member=member, space=space, side=side, since=world.moment(), read=random.randrange(4))
    circles = (("m02", "m08"), ("m04", "m01", "m09"), ("m05", "m07"), ("m00", "m03"))
    for circle, members in zip(world.ids("circles"), circles, strict=True):
        for member in members:
            world.add("parts", member=member, space=circle, side=None, since=world.moment(), read=0)
    for circle, member, by in (("k00", "m04", "m02"), ("k01", "m03", "m04"), ("k03", "m07", "m00")):
        world.add("invitations", circle=circle, member=member, by=by, since=world.moment(3))
    for gathering in world.ids("gatherings"):
        for member in random.sample(MEMBERS, random.randrange(4)):
            world.add("coming", member=member, space=gathering, since=world.moment(), read=0, answer="COMING")


def _talk(world: World, random: Random) -> None:
    spaces = [id for table in ("threads", "rooms", "gatherings", "circles") for id in world.ids(table)]
    for number in range(90):
        id, space = f"x{number:02}", spaces[number % len(spaces)] if number < 40 else random.choice(spaces)
        place = {"space": space, "by": random.choice(MEMBERS), "at": world.moment(9), "number": world.number(space)}
        place["changed"] = f"{space}:{place['number']:010}"
        if number % 9 == 4:
            world.add("facts", id=id, fact=random.choice(["SEEKS", "BRINGS", "LEFT", "PINNED"]), **place)
            continue
        world.add("said", id=id, body=f"dit {seal(id)}", **place)
        if number % 6 == 1:
            reason = random.choice(["", seal(f"w{number:02}")])
            late = -3 if number % 12 == 1 else 3  # hours: what was taken back just now can be restored
            by, at = "m00" if reason else place["by"], world.at - late * 60 * MINUTE - number
            what = {"wrote": place["by"], "space": space, "kept": f"v{number:02}"}
            world.add("withdrawn", id=id, at=at, reason=reason, by=by, **what)
        elif number % 6 == 2:
            world.add("edited", id=id, at=world.at - number, wrote=place["by"], space=space)
    _answers(world, random)


def _answers(world: World, random: Random) -> None:
    """What hangs on messages: what they said before, replies, mentions, reactions."""
    places = {row["id"]: row["place"] for table in ("threads", "rooms", "gatherings") for row in world.rows[table]}
    for row in (*world.rows["withdrawn"], *world.rows["edited"]):
        id = f"v{row['id'][1:]}"
        world.add("versions", id=id, message=row["id"], body=f"avant {seal(id)}", at=world.moment(20))
    for row in world.rows["said"]:
        for place in range(random.choice([0, 0, 0, 1, 2])):
            file = _file(world, random, row["by"])
            world.add("carries", message=row["id"], file=file, place=place)
        before = [
            one["id"] for one in world.rows["said"] if one["space"] == row["space"] and one["number"] < row["number"]
        ]
        if before and random.random() < 0.4:
            world.add("replies", message=row["id"], original=random.choice(before))
        known = {one["member"] for one in world.rows["belonging"] if one["place"] == places.get(row["space"])}
        for member in sorted(known - set(DISCREET)) if random.random() < 0.2 else ():
            world.add("mentions", message=row["id"], member=member)
        for member in random.sample(MEMBERS, random.choice([0, 0, 2])):
            kind = random.choice(["THANKS", "COURAGE", "SAME", "NOTED"])
            world.add("reactions", message=row["id"], member=member, kind=kind, since=world.moment())
    whispers = [row for row in world.rows["said"] if row["space"].startswith("k")]
    circles = {"k00": "m02", "k01": "m04", "k02": "m05", "k03": "m00"}
    for number, row in enumerate(random.sample(whispers, min(3, len(whispers)))):
        id, by = f"q{number:02}", circles[row["space"]]
        world.add("reports", id=id, message=row["id"], space=row["space"], by=by, at=world.moment(2), note=seal(id))
    spaces = [*places, *world.ids("circles")]
    for number, member in enumerate((*MEMBERS, *MEMBERS)):
        id, space = f"d{number:02}", spaces[(number * 7) % len(spaces)]
        world.add("drafts", id=id, member=member, space=space, body=f"brouillon {seal(id)}", at=world.moment(1))
        if number % 3 == 0:
            _file(world, random, member, f"{member}:{space}")


def _file(world: World, random: Random, by: str, waits: str | None = None) -> str:
    id = f"j{len(world.rows.get('files', ())):02}"
    kind, shown = random.choice([("PDF", id), ("PNG", id), ("ODT", None), ("DOCX", None)])
    pages = 2 if kind == "PDF" else None
    world.add(
        "files", id=id, by=by, at=world.moment(), name=f"{seal(id)}.x", kind=kind, pages=pages, small=shown, waits=waits
    )
    return id


def _helps(world: World, random: Random) -> None:
    about: dict[str, list[str]] = {id: [] for id in world.ids("threads")}
    for row in world.rows["about"]:
        about[row["thread"]].append(f"sujet-{row['topic']}")
    for thread in world.rows["threads"]:
        others = [row["member"] for row in world.rows["parts"] if row["space"] == thread["id"]]
        if thread["status"] != "HELPED" or not set(others) - {thread["by"]}:
            continue
        pair = random.choice([one for one in others if one != thread["by"]]), thread["by"]
        giver, receiver = pair if thread["kind"] == "REQUEST" else pair[::-1]
        id, key = f"h{thread['id'][2:]}", f"{thread['id']}:{giver}:{receiver}"
        what = {"thread": thread["id"], "community": thread["place"], "topics": about[thread["id"]]}
        world.add("helps", id=id, key=key, giver=giver, receiver=receiver, at=world.moment(), thanks=seal(id), **what)


def _keys(world: World, random: Random) -> None:
    for number, member in enumerate(MEMBERS):
        until = world.at + 9 * DAY
        world.add(
            "sessions", id=f"s{number:02}", member=member, at=world.moment(2), until=until, agent=seal(f"s{number:02}")
        )
        world.add("links", id=f"l{number:02}", email=f"{seal(f'l{number:02}')}@exemple.fr", until=until)
        token, keys = f"y{number:02}", {"hash": seal(f"y{number:02}"), "name": seal(f"y{number:02}")}
        world.add("tokens", id=token, member=member, at=world.moment(2), until=until, **keys)
        world.add("calendars", id=seal(f"z{number:02}"), member=member, at=world.moment(2))
    for thread in random.sample(world.rows["threads"], 3):
        world.add("pinned", id=thread["id"], at=world.moment(), key=thread["place"])
    for thread in random.sample(world.ids("threads"), 6):
        world.add("passed", member=random.choice(MEMBERS), thread=thread, at=world.moment())
