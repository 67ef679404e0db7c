"""Cuts a document down to the least that still shows a difference, so that it can be read."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from tests.schema.differential.bending import Asked
from tests.schema.differential.documents import valid

Shows = Callable[[Asked], Awaitable[bool]]


async def cut(asked: Asked, shows: Shows, tries: int = 400) -> Asked:
    """A smaller document for which `shows` still holds, found in at most so many tries."""
    smaller = True
    while smaller and tries > 0:
        smaller = False
        for document in asked.document.smaller():
            one = replace(asked, document=document)
            if not valid(str(document)):
                continue
            tries -= 1
            if await shows(one):
                asked, smaller = one, True
                break
            if tries <= 0:
                break
    return asked
