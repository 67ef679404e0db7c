"""Who a page is for, and how they read: language, hour, zone, day or night."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from starlette.requests import HTTPConnection

from schema.language import Language
from web.dates import Calendar

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Reader:
    """The member who is signed in, as the shell of a page shows them."""

    id: str
    name: str
    slug: str


@dataclass(frozen=True)
class Visit:
    """One request for a page. `theme` is None where the device chooses; `csrf` is the token of its forms."""

    language: Language
    now: datetime
    zone: str = "Europe/Paris"
    path: str = "/"
    reader: Reader | None = None
    waiting: Reader | None = None  # who has signed up, and isn't let in yet: a visitor to everything but their own page
    theme: Theme | None = None
    csrf: str = ""

    @property
    def calendar(self) -> Calendar:
        """Reads instants for this visit."""
        return Calendar(self.now, self.zone, self.language)


def visit_of(connection: HTTPConnection) -> Visit:
    """The visit that the door made of a request."""
    visit: Visit = connection.state.visit
    return visit
