"""What failed is tried again after a minute, then less and less often, and never given up."""

from server.patience import FIRST, LONGEST, Patience


def test_it_waits_twice_as_long_each_time_and_an_hour_at_most() -> None:
    patience, at, waits = Patience(), 0, []
    for _ in range(9):
        assert patience.ready(at)
        patience.failed(at)
        again = next(later for later in range(at, at + 2 * LONGEST, FIRST) if patience.ready(later))
        waits.append((again - at) // FIRST)
        at = again
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_it_says_once_that_it_failed_and_once_that_it_works_again() -> None:
    patience = Patience()
    assert [patience.failed(0), patience.failed(1), patience.went(), patience.went(), patience.failed(2)] == [
        *(True, False, True, False, True)
    ]
