"""Files of a request, one after the other: those that are kept, and why the others aren't."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile

from schema.context import Context
from schema.mutations.describe_file import LONGEST
from web.files.content import Refused
from web.files.incoming import Files
from web.files.refusal import words


@dataclass
class Received:
    """Ids of files that wait to be said now, and sentences about the others. `absent`: they may not write there."""

    ids: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    absent: bool = False


async def receive(files: Files, asking: Context, space: str, given: Sequence[UploadFile], alt: str = "") -> Received:
    """Brings each to the space, in the name of who asks; `alt` is what it shows."""
    received = Received()
    for one in given:
        try:
            if asking.pace("upload", asking.viewer):
                raise Refused("pace")
            if len(alt) > LONGEST:
                raise Refused("alt")
            id = await files.bring(asking.graph, asking.viewer, space, one, alt)
        except Refused as refused:
            received.refused.append(words(refused.why, one.filename or "", asking.language.gettext))
            received.codes.append(refused.why)
            continue
        finally:
            await one.close()
        received.absent |= id is None
        received.ids += [id] if id else []
    return received
