"""What one worker runs, where the tests go by several: all that wants a Neo4j, all that walks a browser, or one file.

So there is one Neo4j and one browser in a run, and what takes longest begins first.
"""

from typing import Final

import pytest
from xdist.scheduler import LoadScopeScheduling

LONGEST: Final = ("neo4j", "tests/faults/test_faults.py", "tests/browser/")


class Groups(LoadScopeScheduling):
    """Hands out groups in the order in which their tests were sorted."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)  # type: ignore[arg-type]

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


def longest_first(items: list[pytest.Item]) -> None:
    """Sorts tests: the groups that take longest, then files with something slow in them, then the rest."""
    slow = {_group(item.nodeid) for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: _place(_group(item.nodeid), slow))


def _group(nodeid: str) -> str:
    file, _, name = nodeid.partition("::")
    if "[neo4j" in name or name.startswith("test_on_neo4j_"):
        return "neo4j"
    return next((one for one in LONGEST if file.startswith(one)), file)


def _place(group: str, slow: set[str]) -> int:
    return LONGEST.index(group) if group in LONGEST else len(LONGEST) + (group not in slow)
