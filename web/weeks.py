"""The last weeks, named by the day that each began on."""

from datetime import timedelta

from web.visit import Visit


def weeks_before(visit: Visit, number: int) -> list[str]:
    """The instants (ISO 8601) at which the last weeks began, the oldest first: the last one ends now."""
    return [(visit.now - timedelta(weeks=number - place)).isoformat() for place in range(number)]
