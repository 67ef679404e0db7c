"""What becomes of a subscription where its document can't be run for now, or not any more."""

from typing import Any

import pytest

from schema.limits import Limits
from tests.network import Network
from tests.server.live.conftest import Place, until
from tests.server.live.speaker import CHANGES, Speaker, speaker

pytestmark = pytest.mark.anyio

MINE = CHANGES.replace("body", "body restorable")  # each for themselves


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim"):
        await network.member(member, "maille")
    return await network.room("maille")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.live.loop.AGAIN", 0.01)


async def hearing(place: Place, room: str, document: str) -> Speaker:
    made = await (await speaker(place, "amina")).init()
    await made.subscribe("1", document, space=room, since=0)
    await made.event()
    return made


def breaks(place: Place, monkeypatch: pytest.MonkeyPatch, times: float) -> None:
    """The database is away so many times, where it is asked what messages say."""
    read, left = place.graph.read, [times]

    async def broken(statement: Any, **parameters: Any) -> Any:
        if ".body" in statement and left[0] > 0:
            left[0] -= 1
            raise ConnectionError("away")
        return await read(statement, **parameters)

    monkeypatch.setattr(place.graph, "read", broken)


@pytest.mark.parametrize("document", [CHANGES, MINE])
async def test_what_fails_for_now_is_tried_again_and_nothing_is_skipped(
    place: Place, network: Network, room: str, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = await hearing(place, room, document)
    breaks(place, monkeypatch, 3)
    for number in range(1, 4):
        await network.say("karim", room, f"n° {number}")
    await place.hub.tell(room)
    assert await amina.bodies(3) == [(number, f"n° {number}") for number in range(1, 4)]


@pytest.mark.parametrize("document", [CHANGES, MINE])
async def test_what_goes_on_failing_ends_it_with_an_error_that_tells_nothing(
    place: Place, network: Network, room: str, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.subscriptions.follow.PATIENCE", 0.05)
    amina = await hearing(place, room, document)
    breaks(place, monkeypatch, float("inf"))
    await network.say("karim", room)
    await place.hub.tell(room)
    found = await amina.down()
    assert found["type"] == "error"
    assert found["payload"][0]["message"].startswith("Internal error ")
    assert "away" not in str(found)
    await amina.say(type="ping")
    assert await amina.down() == {"type": "pong"}  # and no `complete` after an error

    async def forgotten() -> bool:
        return place.hub.desk.loops == 0

    await until(forgotten)


async def test_what_takes_too_long_ends_it(place: Place, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = await hearing(place, room, CHANGES)
    monkeypatch.setattr("server.subscriptions.follow.LIMITS", Limits(seconds=0))
    await place.post("karim", room)
    found = await amina.down()
    assert (found["type"], found["payload"][0]["extensions"]["code"]) == ("error", "TOO_SLOW")


async def test_a_budget_that_is_spent_ends_what_is_run_for_one_alone(
    place: Place, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, shared = await hearing(place, room, MINE), await hearing(place, room, CHANGES)
    monkeypatch.setattr(place.house.budgets, "spend", lambda policy, who, nodes: 5)
    await network.say("karim", room, "là")  # a request would be over budget too
    await place.hub.tell(room)
    assert await shared.bodies(1) == [(1, "là")]
    found = await mine.down()
    assert found["payload"][0]["extensions"] == {"code": "OVER_BUDGET", "retryAfter": 5}
    refused = await (await speaker(place, "amina")).init()
    await refused.subscribe("1", space=room)
    assert (await refused.down())["payload"][0]["extensions"]["code"] == "OVER_BUDGET"
