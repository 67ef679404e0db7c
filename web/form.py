"""What a member sends by a form: checked to come from a page of ours, never larger than it may be."""

import hmac
from collections.abc import Iterator, Mapping

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from web.visit import visit_of

MOST_FIELDS = 200


class Form(Mapping[str, str]):
    """The texts of a form; a field that isn't there is ''."""

    def __init__(self, given: FormData) -> None:
        self._given = given

    def __getitem__(self, name: str) -> str:
        value = self._given.get(name, "")
        return value if isinstance(value, str) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be there several times."""
        return [value for value in self._given.getlist(name) if isinstance(value, str)]


async def form(request: Request) -> Form:
    """The form of a POST; HTTPException 403 where its token isn't that of the visitor's cookie."""
    given = await request.form(max_files=0, max_fields=MOST_FIELDS)
    token = given.get("csrf", "")
    known = visit_of(request).csrf
    if not known or not isinstance(token, str) or not hmac.compare_digest(token, known):
        raise HTTPException(403, "csrf")
    return Form(given)
