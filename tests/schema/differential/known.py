"""What generated documents may name of a world: ids that are there, hidden, absent or of another type, and cursors."""

import base64
import json
from random import Random
from typing import Final

from tests.schema.differential.network import MEMBERS, PLACES, TOPICS, World, seal

ABSENT: Final = ("nothing", "", "m0x'y", "zz", "m00 ", "é")
BAD_CURSORS: Final = ("", "???", "dHJ1ZQ", "WzFd", "bnVsbA", "e30", "MS41", "===")  # not JSON; true, [1], null, {}, 1.5
SIZES: Final = (0, 1, 1, 2, 2, 3, 3, 4, 5, 9)
BAD_SIZES: Final = (-1, 101, 201, 2147483647)
WORDS: Final = ("zz", "nom", "fil zz", "lieu", "zzth", "zzm0", "t01", "", "a", "qui peut m'aider ?")

WRITTEN: Final = {  # what mutations are given
    **dict.fromkeys(
        ("body", "title", "name", "purpose", "rules", "note", "thanks", "helped", "next", "seeks", "brings", "alt"),
        ('"dit"', '"dit"', '"  "'),
    ),
    **dict.fromkeys(("admit", "coming", "pinned", "on"), ("true", "false")),
    "reason": ('""', '"trop vif"'),
    "kind": ("REQUEST", "OFFER"),
    "door": ("OPEN", "ON_REQUEST", "HIDDEN"),
    "side": ("SEEKS", "BRINGS", "null"),
    "stage": ("GRADUATE", "MENTOR", "ALUM"),
    "reaction": ("THANKS", "SAME"),
    "among": ("null", "[]", '["m03", "m05"]'),
    "members": ("[]", '["m03"]', '["m05", "m09"]'),
    "files": ("null", "[]", '["j00"]', '["j01", "j02"]'),
    "topics": ("[]", '["t01", "t03"]'),
    **dict.fromkeys(("accept", "coming"), ("true", "false")),
    "answer": ("COMING", "MAYBE", "NOT"),
    "plan": (
        '{name: "x", startsAt: "2099-01-01T10:00:00Z", endsAt: "2099-01-01T11:00:00Z"}',
        '{name: "", startsAt: "2099-01-01T10:00:00Z", endsAt: "2099-01-01T11:00:00Z"}',
        '{name: "y", startsAt: "2099-01-01T10:00:00Z", endsAt: "2099-01-01T12:00:00Z", seats: 2, place: "Lille"}',
    ),
    "endsAt": ("null", '"2099-01-01T10:00:00Z"'),
    "profile": ('{name: "Nom neuf"}', '{name: "N", discreet: true, seeks: ["t02"], brings: []}', '{name: ""}'),
}


class Known:
    """Draws a literal for an argument by its name, with the type's own kind of mistake once in a while."""

    def __init__(self, world: World) -> None:
        self._spaces = [id for table in ("threads", "rooms", "gatherings", "circles") for id in world.ids(table)]
        self._messages = [*world.ids("said"), *world.ids("facts")]
        self._ids = [*MEMBERS, *PLACES, *TOPICS, *self._spaces, *self._messages, *world.ids("files")]
        self._of = {
            "space": self._spaces,
            "threadId": world.ids("threads"),
            "gatheringId": world.ids("gatherings"),
            "circleId": world.ids("circles"),
            "reportId": self._messages,
            "messageId": self._messages,
            "fileId": world.ids("files"),
            "chapterId": world.ids("chapters"),
            "member": list(MEMBERS),
            "community": list(PLACES),
            "topic": list(TOPICS),
            "from": list(MEMBERS),
        }
        self._starts = {"thread": world.ids("threads"), "message": self._messages} | self._of
        self._slugs = {
            "community": [seal(id) for id in PLACES[1:]] + ["maille"],
            "member": [seal(id) for id in MEMBERS],
        }
        self._slugs["topic"] = [f"sujet-{id}" for id in TOPICS]
        members, places = [seal(id) for id in MEMBERS], ["maille", *map(seal, PLACES[1:])]
        parts = [f"{row['member']}:{row['space']}" for row in world.rows["parts"]]
        self._keys: dict[str, list[str | int]] = {
            **{name: [*members, *parts] for name in ("members", "seekers", "bringers")},
            **{name: [*world.ids("threads")] for name in ("threads", "openThreads")},
            **{name: [row["key"] for row in world.rows["helps"]] for name in ("helpsGiven", "helpsReceived")},
            "communities": [*places],
            "topics": [f"sujet-{id}" for id in TOPICS],
            "messages": [0, 1, 2, 3, 5],
        }

    def literal(self, field: str, argument: str, random: Random) -> str | None:
        """A literal of GraphQL for `field(argument: …)`; None where anything will do."""
        if argument in ("first", "last"):
            return str(random.choice(BAD_SIZES) if random.random() < 0.04 else random.choice(SIZES))
        if argument in ("after", "before"):
            return json.dumps(self._cursor(field, random))
        if argument in ("hours", "weeks", "thanked", "since", "position"):
            return str(random.choice((-1, 0, 1, 2, 3, 30)))
        if argument in WRITTEN:
            return random.choice(WRITTEN[argument])
        if argument in ("text", "search"):
            return json.dumps(random.choice(WORDS))
        if argument == "slug":
            return json.dumps(self._other(self._slugs.get(field, []), random))
        ids = self._starts.get(field, self._ids) if argument == "id" else self._of.get(argument)
        return json.dumps(self._other(ids, random)) if ids else None

    def _cursor(self, field: str, random: Random) -> str:
        chance = random.random()
        if chance < 0.05:
            return random.choice(BAD_CURSORS)
        keys = self._keys.get(field, []) if chance < 0.9 else random.choice(list(self._keys.values()))
        return cursor(random.choice(keys or [0, "zz"]))

    def _other(self, likely: list[str], random: Random) -> str:
        chance = random.random()
        return random.choice(likely if likely and chance < 0.85 else self._ids if chance < 0.95 else ABSENT)


def cursor(key: str | int) -> str:
    """A cursor as a list gives it."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")
