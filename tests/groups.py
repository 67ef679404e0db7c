"""What one worker runs, where the tests go by several: all that wants a Neo4j, all that walks a browser, or one file.

So there is one Neo4j and one browser in a run, and what takes longest begins first.
"""

from typing import Final

import pytest

LONGEST: Final = ("neo4j", "faults", "browser")


def spread(items: list[pytest.Item]) -> None:
    """Gives each test its group, and puts the groups in the order in which workers take them."""
    slow = {_group(item) for item in items if item.get_closest_marker("slow")}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: _place(_group(item), slow))


def _group(item: pytest.Item) -> str:
    if any(name.startswith("neo4j_") for name in getattr(item, "fixturenames", ())) or "[neo4j" in item.name:
        return "neo4j"
    marks = (mark for mark in LONGEST if item.get_closest_marker(mark))
    return next(marks, item.nodeid.partition("::")[0].replace("/", "."))


def _place(group: str, slow: set[str]) -> int:
    return LONGEST.index(group) if group in LONGEST else len(LONGEST) + (group not in slow)
