"""Members who post, answer, change, take back, give back, react and take sides, and ask again where nobody answers."""

import asyncio
import random
from dataclasses import dataclass, field

from graph.identity import new_id
from tests.faults.ground import Ground
from tests.writes import EDIT, POST, REACT, RESTORE, SIDE, WITHDRAW

WORDS = ("THANKS", "COURAGE", "SAME", "NOTED")
VERBS = ("post", "post", "post", "twice", "reply", "edit", "withdraw", "react", "react", "unreact", "side")


@dataclass
class Writers:
    """Who writes in one thread. `said` is what was acknowledged: the author of each message, by its id."""

    ground: Ground
    members: tuple[str, ...]
    space: str
    said: dict[str, str] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)  # by verb, what was acknowledged

    async def write(self, seed: str, count: int) -> None:
        """So many acts, one after another."""
        luck = random.Random(seed)
        for _ in range(count):
            await self.act(luck)

    async def act(self, luck: random.Random) -> None:
        """One act; before anything was said, it is a message."""
        verb, who, word = luck.choice(VERBS), luck.choice(self.members), luck.choice(WORDS)
        which = luck.random()
        known = list(self.said)
        message = known[int(which * len(known))] if known else ""
        if verb == "post" or not message:
            await self.post(who)
        elif verb == "twice":  # impatient: one id, three times, two of them at once
            id = new_id()
            await asyncio.gather(self.post(who, id), self.post(who, id))
            await self.post(who, id)
        elif verb == "reply":
            await self.post(who, reply=message)
        elif verb == "edit":
            await self._do(verb, self.said[message], EDIT, id=message, body=f"autrement {new_id()}")
        elif verb == "withdraw":
            author = self.said[message]
            if await self._do(verb, author, WITHDRAW, id=message) and which * 1000 % 2 < 1:
                await self._do("restore", author, RESTORE, id=message)
        elif verb == "side":
            await self._do(verb, who, SIDE, id=self.space, side=luck.choice(("SEEKS", "BRINGS", None)))
        else:
            await self._do(verb, who, REACT, id=message, word=word, on=verb == "react")

    async def post(self, who: str, id: str = "", reply: str | None = None, body: str = "") -> str:
        """Says something; the id, acknowledged or not."""
        id = id or new_id()
        words = {"id": id, "reply": reply, "body": body or f"mot {id}"}
        if await self._do("reply" if reply else "post", who, POST, space=self.space, **words):
            self.said.setdefault(id, who)
        return id

    async def _do(self, verb: str, who: str, document: str, **values: object) -> bool:
        """False where it was refused: too much for a minute, or taken back meanwhile."""
        answer = (await self.ground.ask(who, document, **values))["__typename"]
        assert answer in ("Message", "Thread", "TooSoon", "NotFound"), answer
        done = answer in ("Message", "Thread")
        self.done[verb] = self.done.get(verb, 0) + done
        return done
