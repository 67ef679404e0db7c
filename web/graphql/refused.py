"""Why a request is answered before anything is executed, as a program reads it."""

from collections.abc import Mapping
from typing import Any

from schema.limits import LIMITS

_TOLD = {
    400: ("The request can't be read.", "BAD_REQUEST"),
    403: ("Requests that another site makes are refused.", "FROM_ELSEWHERE"),
    413: (f"A request has at most {LIMITS.body} bytes.", "TOO_LARGE"),
}


class Refused(Exception):
    """Answered with this status and one error. `always` is False where those who read plain JSON get 200, as ever."""

    def __init__(
        self, status: int, message: str, code: str, headers: Mapping[str, str] | None = None, *, always: bool = True
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code
        self.headers, self.always = headers or {}, always

    @property
    def body(self) -> dict[str, Any]:
        """A GraphQL response without data."""
        return {"errors": [{"message": self.message, "extensions": {"code": self.code}}]}


def told(status: int, number: str = "") -> Refused:
    """What the site's own doors refuse, and a bug by its number."""
    message, code = _TOLD.get(status, (f"Internal error {number}.", "INTERNAL"))
    return Refused(status, message, code)
