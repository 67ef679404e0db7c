"""What a socket lends to the application: a wire for what goes down, in return for an ear for what comes up."""

from typing import Final, Protocol

from starlette.types import Scope

from server.live.frame import Frame

EXTENSION: Final = "maille.wire"


class Ear(Protocol):
    """Who hears what comes up a socket."""

    def heard(self, text: str | None) -> None:
        """A message; None where it is not text. Does not raise."""

    def gone(self, code: int | None) -> None:
        """Nothing more will come; `code`: what they closed with, 1005 where it was just cut.

        Called once, and never from within what one does to the wire.
        """


class Wire(Protocol):
    """What frames are handed to, without waiting."""

    def write(self, frame: Frame) -> bool:
        """False where the reader is too far behind, and nothing was handed over."""

    def drop(self, code: int) -> None:
        """Says why it is closed, and cuts it off where that is not answered in time."""

    def listen(self, ear: Ear) -> None:
        """Hands over what was said and is said. The application can return: the socket lives on, without a task."""


def wire_of(scope: Scope) -> Wire | None:
    """The wire of a socket; None where the server has none."""
    wire: Wire | None = scope.get("extensions", {}).get(EXTENSION)
    return wire
