"""A mail: plain text, and maybe a gathering for the calendar of whoever reads it."""

from dataclasses import dataclass
from typing import Final

NAME: Final = "maille.ics"


@dataclass(frozen=True)
class Attached:
    """A calendar of one gathering (RFC 5545); `method` says what opening it does: PUBLISH or CANCEL (RFC 5546)."""

    method: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """To whom, about what, and the text; `stop` is the address that ends such mails, where there is one."""

    to: str
    subject: str
    text: str
    calendar: Attached | None = None
    stop: str = ""
