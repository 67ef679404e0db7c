"""Tables of Markdown, and what they were measured on."""

import os
import platform
from collections.abc import Sequence


def machine() -> str:
    """The machine, and how busy it is: compare ratios, not numbers."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str | float | int]]) -> str:
    """A heading, the machine, and the rows; numbers to the right."""
    head = [f"### {title}", "", machine(), "", "| " + " | ".join(columns) + " |"]
    head.append("|" + "|".join("---" if number == 0 else "---:" for number in range(len(columns))) + "|")
    return "\n".join([*head, *("| " + " | ".join(_cell(one) for one in row) + " |" for row in rows), ""])


def _cell(value: str | float | int) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
