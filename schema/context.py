"""What a request brings along: who asks, in which language, and the graph."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from graph.database import Graph
from graph.viewer import VISITOR
from schema.execution.trace import Trace
from schema.language import Language

Tell = Callable[[str], Awaitable[None]]  # "space S changed": may be lost
Pace = Callable[[str, str], int]  # (what, who) → seconds to wait before doing it again; 0 now
NewDocument = Callable[[], int]  # seconds to wait before a text that was never seen is read; 0 now
Spend = Callable[[int], int]  # so many nodes → seconds to wait before a document may read them; 0 now


async def tell_nobody(space: str) -> None:
    """Where no hub listens."""


def without_limit(what: str, who: str) -> int:
    """Where nobody counts."""
    return 0


def without_budget(nodes: int) -> int:
    """Where nobody has a budget."""
    return 0


def as_many_as_one_likes() -> int:
    """Where nobody counts new documents."""
    return 0


@dataclass
class Context:
    """Made once a document. `viewer` is a member's id, or the visitor's: it is always bound."""

    graph: Graph
    language: Language
    viewer: str = VISITOR
    tell: Tell = tell_nobody
    pace: Pace = without_limit
    spend: Spend = without_budget
    new_document: NewDocument = as_many_as_one_likes
    site: str = ""  # its address, without a slash at its end
    by_token: bool = False  # True where a program asks in a member's name, by a token of theirs
    read_only: bool = False  # True where that token lets it read, and no more
    credential: str = ""  # what lets a member in: the id of that token, or of their session
    waiting: dict[Any, Any] = field(default_factory=dict)
    cost: Any = None  # what the document can cost at most, once it is known
    trace: Trace | None = None  # where somebody wants to know what it took
    later: bool = False  # True where nodes that Python names are read when it is known what is asked of them

    @property
    def signed_in(self) -> bool:
        """True where a member asks."""
        return self.viewer != VISITOR

    def again(self) -> "Context":
        """The same asker, for another document."""
        return replace(self, waiting={}, cost=None, trace=None, later=False)

    def for_all(self) -> "Context":
        """As one of those who would be answered alike: whoever it is, it costs them nothing."""
        return replace(self.again(), spend=without_budget, new_document=as_many_as_one_likes)

    def say(self, text: str, **values: Any) -> str:
        """`text` in the viewer's language, with its values put in."""
        said = self.language.gettext(text)
        return said % values if values else said
