"""What a member sends by a form: checked to come from a page of ours, never larger than it may be."""

import hmac
from collections.abc import Iterator, Mapping

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from web.visit import visit_of

MOST_FIELDS = 200
LONGEST_FIELD = 64 * 1024  # bytes of a field beside files
LARGEST_FORM = 1024 * 1024  # bytes; a request without files is smaller still


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

    def files(self, name: str) -> list[UploadFile]:
        """Every file of a field; a browser sends one without a name where none was chosen."""
        given = [value for value in self._given.getlist(name) if isinstance(value, UploadFile)]
        return [one for one in given if one.filename or one.size]


async def form(request: Request, files: int = 0) -> Form:
    """The form of a POST, with at most so many files; HTTPException 403 where its token isn't that of the cookie."""
    given = await sent(request, files)
    known = visit_of(request).csrf
    if not known or not hmac.compare_digest(given["csrf"], known):
        raise HTTPException(403, "csrf")
    return given


async def sent(request: Request, files: int) -> Form:
    """The same from a program, which has no cookie that another site could use."""
    return Form(
        await request.form(
            max_files=files, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD if files else LARGEST_FORM
        )
    )
