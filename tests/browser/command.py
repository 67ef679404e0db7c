"""The maille command, for an hour's worth of tests in a few minutes: its limits are a hundred times as large.

uv run python -m tests.browser.command demo --port 0
"""

from dataclasses import replace

from server.__main__ import main
from server.limits import LIMITS

MORE = 100


def patient() -> None:
    """Changes the limits of this process."""
    assert isinstance(LIMITS, dict)
    for name, rules in LIMITS.items():
        LIMITS[name] = tuple(replace(rule, most=rule.most * MORE) for rule in rules)


if __name__ == "__main__":
    patient()
    main()
