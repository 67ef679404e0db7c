"""A connection as the hub sees it: a socket of graphql-transport-ws, or a stream of events. It hears no space."""

from dataclasses import dataclass

from server.live.protocol import Close
from server.live.reader import Reader
from server.subscriptions.messages import CODES
from web.visit import Reader as Member

NOBODY = Member("", "", "")


@dataclass(eq=False, slots=True)
class Connection(Reader):
    """Nobody's, until it is known who speaks. `code` is what it was closed with."""

    code: int | None = None

    def known(self, member: str, session: str) -> None:
        """Whose it is, and by which session or token."""
        self.member, self.session = Member(member, "", ""), session

    def close(self, code: Close) -> None:
        """Nothing more is sent; the first reason counts."""
        self.drop(code, CODES.get(code, code))

    def drop(self, why: Close, code: int) -> None:
        """The same, with a code of this protocol's."""
        if self.closing is None:
            self.closing, self.code = why, code
            (self.wire or self.kept).drop(code)
