"""Documents that are kept under a name: those known from the start, and those that clients bring themselves."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from web.documents import document, names
from web.graphql.asked import Asked
from web.graphql.refused import Refused

MOST, LARGEST = 1000, 4 * 1024 * 1024  # documents that clients brought, and characters of them all
_PREFIX = "sha256:"


@dataclass
class Kept:
    """`known` by name. With `only`, no other document is taken; without it clients may bring more, the oldest go."""

    known: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    brought: OrderedDict[str, str] = field(default_factory=OrderedDict)
    size: int = 0

    def __post_init__(self) -> None:
        self._texts = frozenset(self.known.values())

    def text(self, asked: Asked) -> str:
        """The document to run; Refused where it is not here, or may not be run."""
        if asked.query is not None:
            self._may_run(asked.query)
            if asked.name is not None and _bare(asked.name) not in (digest(asked.query), self._name_of(asked)):
                raise Refused(400, "The hash is not that of the document.", "PERSISTED_QUERY_MISMATCH", always=False)
            return asked.query
        name = _bare(asked.name or "")
        found = self.known.get(name) or self.brought.get(name)
        if found is None:
            raise self._unknown(asked)
        if name in self.brought:
            self.brought.move_to_end(name)
        return found

    def keep(self, asked: Asked) -> None:
        """Keeps a document that a client brought with its hash. Call this once it has been found valid."""
        if not asked.automatic or asked.query is None or self.only:
            return
        name = digest(asked.query)
        if name in self.known or name in self.brought:
            return
        self.brought[name] = asked.query
        self.size += len(asked.query)
        while len(self.brought) > MOST or self.size > LARGEST:
            self.size -= len(self.brought.popitem(last=False)[1])

    def _may_run(self, text: str) -> None:
        if self.only and text not in self._texts:
            raise Refused(403, "This site runs only documents that it knows.", "DOCUMENT_NOT_KNOWN")

    def _name_of(self, asked: Asked) -> str | None:
        """The name of a known document whose names are not hashes."""
        name = _bare(asked.name or "")
        return name if self.known.get(name) == asked.query else None

    def _unknown(self, asked: Asked) -> Refused:
        if self.only:
            return Refused(403, "This site runs only documents that it knows.", "DOCUMENT_NOT_KNOWN")
        return Refused(400, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND", always=False)


def digest(text: str) -> str:
    """The name of a document: its SHA-256, in lower-case hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def of_the_pages() -> dict[str, str]:
    """The documents of the pages, by name."""
    texts = [document(name) for name in names()]
    return {digest(text): text for text in texts}


def _bare(name: str) -> str:
    return name.removeprefix(_PREFIX)
