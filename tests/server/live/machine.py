"""Whatever members do in a thread, and whenever lines break, what the changes told is what a fresh page shows."""

import re
from typing import Any, LiteralString

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from graph import membership, message
from graph.database import Transaction
from graph.identity import new_id, now
from graph.space import position
from tests.network import Network
from tests.server.live.ground import Ground, Seat
from tests.writes import EDIT, LEAVE, POST, REACT, RESTORE, SIDE

WRITERS, ONLOOKER, CURATOR = ("amina", "karim", "claire"), "lea", "sofia"
MEMBERS = (*WRITERS, ONLOOKER, CURATOR)
SEATS = (("karim", "json"), ("karim", "html"), ("claire", "html"), ("amina", "json"))
WORDS = ("THANKS", "COURAGE", "SAME", "NOTED")
PINNED = "mutation($id: ID!, $on: Boolean!) { pinThread(threadId: $id, pinned: $on) { __typename } }"
WITHDRAW = "mutation($id: ID!, $why: String!) { withdrawMessage(messageId: $id, reason: $why) { __typename } }"
CLOSE = "mutation($id: ID!) { closeThread(threadId: $id, members: []) { __typename } }"
REOPEN = "mutation($id: ID!) { reopenThread(threadId: $id) { __typename } }"
SKIP: LiteralString = "MATCH (clock:Clock {id: $space}) SET clock.last = clock.last + $by"
LINE = re.compile(r'<li [^>]*\bid="m-([^"]+)"')
QUOTED = re.compile(r'(<p class="quoted">.*?<span class="words">).*?(</span></a></p>)', re.DOTALL)
BETWEEN = re.compile(r">\s+<")

who, which, place = st.sampled_from(WRITERS), st.integers(0, 99), st.integers(0, len(SEATS) - 1)
body = st.sampled_from(("Bonjour.", "**Gras** & <b>brut</b>", "- un\n- deux", "`code`\n\n> cité", "@karim, demain ?"))


def machine(ground: Ground) -> type[RuleBasedStateMachine]:
    """The machine on a site whose members are there."""

    class Thread(RuleBasedStateMachine):
        """One thread, and four seats before it."""

        @initialize()
        def begin(self) -> None:
            self.said: dict[str, str] = {}  # the author of each message, by id
            self.seats: list[Seat] = []
            self.inside, self.count = set(WRITERS), 0
            self.community = new_id()
            self.space: str = ground.do(self._build)
            self.seats = [Seat(ground, member, self.space, manner) for member, manner in SEATS]
            for seat in self.seats[:2]:
                self._load(seat)

        async def _build(self) -> str:
            network = Network(ground.graph)
            await network.community(self.community)
            for member in MEMBERS:
                await network.join(member, self.community)
            await network.curate(CURATOR, self.community)
            return await network.thread("amina", self.community)

        def teardown(self) -> None:
            try:
                if hasattr(self, "community"):
                    self._compare()
            finally:
                for seat in self.seats:
                    ground.do(ground.leave, seat)

        @rule(who=who, body=body)
        def post(self, who: str, body: str) -> None:
            self._say(who, new_id(), body)

        @precondition(lambda self: self.said)
        @rule(which=which)
        def post_again(self, which: int) -> None:
            id = self._one(which)
            self._say(self.said[id], id, "Deux fois.")

        @precondition(lambda self: self.said)
        @rule(who=who, which=which, body=body)
        def reply(self, who: str, which: int, body: str) -> None:
            self._say(who, new_id(), body, self._one(which))

        @rule(who=who)
        def post_without_a_word(self, who: str) -> None:
            id = new_id()
            if ground.do(message.post, ground.graph, who, self.space, id, f"Muet {id}", now()):
                self.said[id] = who

        @precondition(lambda self: self.said)
        @rule(which=which, body=body)
        def edit(self, which: int, body: str) -> None:
            id = self._one(which)
            self.count += 1
            self._ask(self.said[id], EDIT, id=id, body=f"{body} ({self.count})")

        @precondition(lambda self: self.said)
        @rule(which=which, curator=st.booleans())
        def withdraw(self, which: int, curator: bool) -> None:
            id = self._one(which)
            self._ask(CURATOR if curator else self.said[id], WITHDRAW, id=id, why="Pas ici." if curator else "")

        @precondition(lambda self: self.said)
        @rule(which=which)
        def restore(self, which: int) -> None:
            id = self._one(which)
            self._ask(self.said[id], RESTORE, id=id)

        @precondition(lambda self: self.said)
        @rule(who=who, which=which, word=st.sampled_from(WORDS), on=st.booleans())
        def react(self, who: str, which: int, word: str, on: bool) -> None:
            self._ask(who, REACT, id=self._one(which), word=word, on=on)

        @rule(who=who, side=st.sampled_from(("SEEKS", "BRINGS", None)))
        def take_side(self, who: str, side: str | None) -> None:
            self._ask(who, SIDE, id=self.space, side=side)

        @rule()
        def close(self) -> None:
            self._ask("amina", CLOSE, id=self.space)

        @rule()
        def reopen(self) -> None:
            self._ask("amina", REOPEN, id=self.space)

        @rule(on=st.booleans())
        def pin(self, on: bool) -> None:
            self._ask(CURATOR, PINNED, id=self.space, on=on)

        @rule(by=st.integers(1, 3))
        def skip(self, by: int) -> None:
            async def work(tx: Transaction) -> None:
                await tx.run(SKIP, space=self.space, by=by)

            ground.do(ground.graph.write, work)

        @rule(place=place)
        def load(self, place: int) -> None:
            """The page again, from nothing."""
            if (seat := self.seats[place]).member in self.inside:
                self._load(seat)

        @rule(place=place)
        def disconnect(self, place: int) -> None:
            ground.do(ground.leave, self.seats[place])

        @rule(place=place)
        def reconnect(self, place: int) -> None:
            """With what it had: who is out is told so, and nothing else."""
            seat = self.seats[place]
            ground.do(ground.sit, seat)
            if seat.member not in self.inside:
                self._wait(lambda: seat.gone, "who is out is told so")

        @rule(place=place)
        def lose_a_frame(self, place: int) -> None:
            self.seats[place].lose = 1

        @rule(place=place, who=who)
        def lose_a_message(self, place: int, who: str) -> None:
            self.seats[place].lose = 1
            self._say(who, new_id(), "Perdu en route.")

        @rule(who=st.sampled_from(("karim", "claire")), word=st.booleans())
        def leave(self, who: str, word: bool) -> None:
            """They are told so, and hear nothing of what is said after."""
            if who not in self.inside:
                return
            self.inside.discard(who)
            if word:
                self._ask(who, LEAVE, id=self.community)
            else:
                assert ground.do(membership.leave, ground.graph, who, self.community)
            theirs = [seat for seat in self.seats if seat.member == who]
            self._wait(lambda: all(seat.gone or not seat.reader for seat in theirs), "who has left is told so")
            heard = [seat.heard for seat in theirs]
            self._speak("Entre nous.")
            self._level()
            assert heard == [seat.heard for seat in theirs], "who has left hears what is said"

        @rule(who=st.sampled_from(("karim", "claire")))
        def come_back(self, who: str) -> None:
            if who in self.inside:
                return
            self.inside.add(who)
            assert ground.do(membership.join, ground.graph, who, self.community, "", now()) == "JOINED"
            for seat in self.seats:
                if seat.member == who and seat.reader:
                    ground.do(ground.sit, seat)

        @rule()
        def compare(self) -> None:
            self._compare()

        def _one(self, which: int) -> str:
            return list(self.said)[which % len(self.said)]

        def _say(self, who: str, id: str, body: str, reply: str | None = None) -> bool:
            answer = self._ask(who, POST, space=self.space, id=id, body=body, reply=reply)
            if answer == "Message":
                self.said.setdefault(id, who)
            return answer == "Message"

        def _speak(self, body: str) -> None:
            """So that a frame that was lost is missed: by the next one, or at a new line where a thread is closed."""
            if not self._say("amina", new_id(), body):
                for seat in self._heard_by():
                    if seat.lost:
                        ground.do(ground.sit, seat)

        def _ask(self, who: str, document: str, **values: Any) -> str:
            async def asked() -> dict[str, Any]:
                return await ground.ask(who, document, **values)

            answer: str = ground.do(asked)["__typename"]
            return answer

        def _wait(self, wanted: Any, what: str) -> None:
            ground.do(ground.until, wanted, what)

        def _heard_by(self) -> list[Seat]:
            return [seat for seat in self.seats if seat.reader and seat.member in self.inside]

        def _level(self) -> None:
            """Until who hears has everything. What was lost is missed by the next frame, so one more may be said."""
            if any(seat.lose or seat.client.position == 0 for seat in self._heard_by()):
                for seat in self._heard_by():
                    seat.lose = 0
            last: int = ground.do(position, ground.graph, self.space)
            self._wait(lambda: all(seat.client.position >= last for seat in self._heard_by()), "all of it arrives")

        def _load(self, seat: Seat) -> None:
            ground.do(ground.leave, seat)
            seat.client = ground.do(fresh, ground, seat)
            ground.do(ground.sit, seat)

        def _compare(self) -> None:
            """Each seat that hears shows what a fresh one shows."""
            self._speak("Pour finir.")
            self._level()
            for seat in self._heard_by():
                shown, expected = shape(seat.client.things), shape(ground.do(fresh, ground, seat).things)
                if "space" not in shown:  # it never had a page, and nothing of the space changed
                    expected.pop("space", None)
                assert shown == expected, difference(seat, shown, expected)

    return Thread


async def fresh(ground: Ground, seat: Seat) -> Any:
    """A client that has just loaded the page, or asked for the data."""
    found = await ground.data(ONLOOKER, seat.space)
    page = await ground.page(ONLOOKER, f"/threads/{seat.space}") if seat.manner == "html" else ""
    client = type(seat.client)(found["position"])
    for one in found["messages"]["nodes"]:
        shown = {"html": line(page, one["id"])} if page else {"data": one}
        client.things[one["id"]] = {"id": one["id"], "kind": "message", "changed": 0} | shown
    if not page:
        about = {name: value for name, value in found.items() if name not in ("position", "messages")}
        client.things[seat.space] = {"id": seat.space, "kind": "space", "changed": 0, "data": about}
    return client


def line(page: str, id: str) -> str:
    """The <li> of a message, with those inside it."""
    start = page.rindex("<li", 0, page.index(f'id="m-{id}"'))
    depth, at = 0, start
    for tag in re.compile(r"<(/?)li\b").finditer(page, start):
        depth, at = depth + (-1 if tag[1] else 1), tag.end()
        if depth == 0:
            break
    return page[start : at + 1]


def shape(things: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What can be compared. Who answered what, and who stands where, follows from the other changes: see the README."""
    about = next((one["data"] for one in things.values() if one["kind"] == "space" and "data" in one), None)
    found = {id: one.get("html") or one["data"] for id, one in things.items() if one["kind"] == "message"}
    made = {id: _line(one) if isinstance(one, str) else _data(one, about or {}) for id, one in found.items()}
    return made | ({"space": about} if about else {})


def _line(html: str) -> str:
    """Without spaces between tags, the words that it quotes, and where its author stands today."""
    plain = QUOTED.sub(r"\1\2", BETWEEN.sub("><", html.strip()))
    return re.sub(r' data-side="\w+"', "", SIGN.sub("", plain))


def _data(data: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    original = data["replyTo"] and data["replyTo"]["id"]
    return {name: value for name, value in data.items() if name != "side"} | {"replyTo": original}


SIGN = re.compile(r'<span class="kind.*?</span>', re.DOTALL)


def difference(seat: Seat, shown: dict[str, Any], expected: dict[str, Any]) -> str:
    """The first thing that is not the same."""
    for id in shown.keys() | expected.keys():
        if shown.get(id) != expected.get(id):
            return f"{seat.member} ({seat.manner}), {id}: shown {shown.get(id)!r}, fresh {expected.get(id)!r}"
    return ""
