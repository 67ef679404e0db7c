"""What the pages work with: made once, handed to every request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from graph.database import Graph
from schema.context import Pace, Tell
from web.budget import Budgets
from web.files.incoming import Files
from web.graphql.kept import Kept
from web.mail import Mail
from web.templates import Templates


class AddressRefused(OSError):
    """A mail can't be sent to this address, and can to others; `later` where it may be taken another time."""

    def __init__(self, why: str, *, later: bool) -> None:
        super().__init__(why)
        self.later = later


Post = Callable[[Mail], Awaitable[None]]  # raises OSError where it can't be sent
Outbox = Callable[[], list[tuple[Mail, int]]]  # what was sent and when (ms), the latest first


@dataclass(frozen=True)
class House:
    """The collaborators of every page. `outbox` is there in the demo alone, and so are its doors."""

    graph: Graph
    templates: Templates
    tell: Tell
    pace: Pace
    mail: Post
    address: str  # of the site, as a mail names it, without a slash at its end
    outbox: Outbox | None = None
    relayed: bool = False  # voices pass by a relay of ours alone, so that members see no network address of another
    personas: tuple[str, ...] = ()
    budgets: Budgets = field(default_factory=Budgets)
    kept: Kept = field(default_factory=Kept)  # documents of clients, by name
    secret: str = field(default="", repr=False)  # signs addresses that mails bring; application() hands it in
    files: Files = field(default_factory=Files)  # in memory, where nobody says where

    @property
    def demo(self) -> bool:
        """True where anybody may enter as a persona."""
        return self.outbox is not None


def house_of(connection: HTTPConnection) -> House:
    """The house that a request came to."""
    house: House = connection.state.house
    return house
