"""The comparison bites: each of these mistakes in what runs documents is seen by a few dozen documents.

A mistake is put into the functions that write statements or run plans, for one test.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest

from graph.query.statement import _Writer as Writer
from schema.execution.careful import Bubble, Careful
from schema.execution.executor import Executor
from schema.execution.plans import Plans
from schema.root import SCHEMA
from tests.schema.differential.compare import Verdict, Ways, compare
from tests.schema.differential.documents import asked
from tests.schema.differential.known import Known
from tests.schema.differential.leaks import leaked
from tests.schema.differential.network import World
from tests.schema.differential.oracle import Eyes
from tests.schema.differential.test_differential import VIEWERS, flipped

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

DOCUMENTS: Final = 60
Function = Callable[..., Any]


def blind(part: Function, guards: str) -> Function:
    """The same part of the writer, which asks no guards."""

    def mutant(self: Any, *given: Any) -> Any:
        before = vars(self).get(guards)
        setattr(self, guards, lambda *_: [])
        try:
            return part(self, *given)
        finally:
            vars(self).pop(guards)
            vars(self).update({guards: before} if before else {})

    return mutant


def start_for_all(part: Function) -> Function:
    """What a list starts from is neither guarded nor narrowed to the viewer's own."""
    return lambda self, entry: blind(part, "_guard")(self, replace(entry, begin=replace(entry.begin, wanted="true")))


def rewritten(part: Function, old: Callable[..., str], new: str) -> Function:
    """The same part of the writer, a piece of its text replaced."""
    return lambda self, *given: part(self, *given).replace(old(*given), new)


def ordered(walked: Any, tests: Any, order: str, *rest: Any) -> str:
    return f" ORDER BY {order}"


def forgetful(part: Function) -> Function:
    """The viewer isn't carried into what orders and cuts."""
    return rewritten(part, lambda *_: "WITH viewer, ", "WITH ")


def forwards(part: Function) -> Function:
    return lambda self, hop, *rest: part(self, replace(hop, backwards=False), *rest)


def without(part: Function, name: str, value: Callable[[Any], Any]) -> Function:
    """The parameters of pages, those that end in `name` changed."""
    return lambda self: {key: value(one) if key.endswith(name) else one for key, one in part(self).items()}


def _fewer(limit: int) -> int:
    return limit - 1


def planned_once(part: Function) -> Function:
    """A plan that is kept by its text alone."""

    def mutant(self: Any, run: Any, key: Any, backwards: Any) -> Any:
        return part(self, run, (key[0] if isinstance(key[0], str) else key[0][0], bool(backwards)), backwards)

    return mutant


def lenient(part: Function) -> Function:
    """A null that may not be stays where it is."""

    def mutant(self: Any, *given: Any) -> Any:
        try:
            return part(self, *given)
        except Bubble:
            return None

    return mutant


MISTAKES: Final[dict[str, tuple[type, str, Callable[[Function], Function]]]] = {
    "a hop without its guards": (Writer, "_hop", lambda part: blind(part, "_tests")),
    "a count without its guards": (Writer, "_count", lambda part: blind(part, "_tests")),
    "by id without a guard": (Writer, "_keys", lambda part: blind(part, "_guard")),
    "a start without a guard": (Writer, "_start", start_for_all),
    "rows in any order": (Writer, "_collect", lambda part: rewritten(part, ordered, "")),
    "a WITH that forgets the viewer": (Writer, "_collect", forgetful),
    "a page read no further than its size": (Executor, "_pages", lambda part: without(part, "_limit", _fewer)),
    "a page from its beginning": (Executor, "_pages", lambda part: without(part, "_after", lambda _: None)),
    "a page backwards read forwards": (Writer, "_page", forwards),
    "one plan for all conditions": (Plans, "_planned", planned_once),
    "a null that doesn't rise": (Careful, "_held", lenient),
}  # fmt: skip


async def caught(ways: Ways, world: World, known: Known) -> int:
    """How many documents it took until a difference or a leak was seen; 0 where none was."""
    random, eyes = Random(8), {viewer: Eyes(world, viewer) for viewer in VIEWERS}
    for number, one in enumerate(asked(known, 8, DOCUMENTS, generated=0), 1):
        for variant in (one, flipped(one)):
            viewer = random.choice(VIEWERS)
            plain, fast = await ways.both(variant, viewer)
            if compare(plain, fast) is Verdict.DIFFERENT or leaked(fast.data, eyes[viewer]):
                return number
    return 0


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_is_caught(
    ways: Ways, world: World, known: Known, mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, name, mutate = MISTAKES[mistake]
    monkeypatch.setattr(where, name, mutate(getattr(where, name)))
    monkeypatch.setattr(SCHEMA, "plans", Plans())
    number = await caught(ways, world, known)
    print(f"\n{mistake}: caught by document {number}")
    assert number


async def test_without_a_mistake_the_same_documents_are_answered_alike(ways: Ways, world: World, known: Known) -> None:
    assert await caught(ways, world, known) == 0
