"""Ids sort by birth and never repeat."""

import threading
import time
import uuid

from graph.identity import new_id, now


def test_an_id_is_a_uuid_of_the_seventh_kind_and_of_this_millisecond() -> None:
    before, id, after = now(), new_id(), now()
    parsed = uuid.UUID(id)
    assert (parsed.version, parsed.variant, str(parsed)) == (7, uuid.RFC_4122, id)
    assert before <= parsed.int >> 80 <= after


def test_a_later_id_is_the_greater_string() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_threads_never_share_an_id() -> None:
    ids: list[str] = []
    threads = [threading.Thread(target=lambda: ids.extend(new_id() for _ in range(2_000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 16_000


def test_ids_are_not_to_be_guessed() -> None:
    tails = {new_id()[-15:] for _ in range(1_000)}
    assert len(tails) == 1_000


def test_now_is_in_milliseconds() -> None:
    assert abs(now() - time.time() * 1000) < 1_000
