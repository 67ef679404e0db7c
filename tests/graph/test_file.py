"""A file: its uploader's alone until it is said, then of all who read the space; its bytes go with the last of them."""

import asyncio
from dataclasses import replace

import pytest

from graph import alt, blob, file, history, message, said, version
from graph.database import Graph
from graph.file import NotWaiting, Picture, TooMany, Upload
from graph.folding import folded
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

CV = Upload(
    "CV d’Amina.pdf", "PDF", "aa", 1000, pages=2, small=Picture("bb", 480, 679), large=Picture("cc", 1240, 1754)
)
BLOBS = "MATCH (b:Blob) RETURN b.id AS id ORDER BY id"
FILES = "MATCH (f:File) RETURN f.id AS id"


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "sofia"):
        await network.member(member, "maille")
    await network.member("zoe")
    await network.curate("sofia", "maille")
    return await network.room("maille")


async def bring(graph: Graph, space: str, member: str = "amina", upload: Upload = CV, at: int | None = None) -> str:
    id = await file.keep(graph, member, space, new_id(), upload, at or now())
    assert id
    return id


async def say(graph: Graph, space: str, *files: str, member: str = "amina", body: str = "Mon CV") -> str:
    id = new_id()
    assert await message.post(graph, member, space, id, body, now(), files=files)
    return id


async def readers(graph: Graph, id: str) -> set[str]:
    return {one for one in ("amina", "karim", "sofia", "zoe", "visitor") if await file.readable(graph, one, id)}


async def erased(graph: Graph, at: int) -> list[str]:
    gone: list[str] = []

    async def erase(hash: str) -> None:
        gone.append(hash)

    await blob.delete(graph, at, erase)
    return sorted(gone)


async def test_it_is_its_uploaders_until_it_is_said(graph: Graph, place: str) -> None:
    id = await bring(graph, place)
    assert await readers(graph, id) == {"amina"}
    await say(graph, place, id)
    assert await readers(graph, id) == {"amina", "karim", "sofia"}
    found = await file.readable(graph, "karim", id)
    assert found == {"name": CV.name, "kind": "PDF", "size": 1000, "whole": "aa", "small": "bb", "large": "cc"}


async def test_who_leaves_reads_no_file(graph: Graph, network: Network, place: str) -> None:
    id = await bring(graph, place)
    await say(graph, place, id)
    await network.run("MATCH (:Member {id: 'karim'})-[of:MEMBER_OF]->() DELETE of")
    assert await readers(graph, id) == {"amina", "sofia"}


async def test_only_those_who_write_there_bring_files(graph: Graph, network: Network, place: str) -> None:
    circle = await network.circle("maille", "amina")
    for member, space in (("zoe", place), ("visitor", place), ("karim", circle), ("amina", new_id())):
        assert await file.keep(graph, member, space, new_id(), CV, now()) is None
    assert await graph.read(FILES) == []
    assert await graph.read(BLOBS) == []


async def test_it_is_said_once_where_it_was_brought_by_who_brought_it(
    graph: Graph, network: Network, place: str
) -> None:
    id, other = await bring(graph, place), await network.room("maille")
    for member, space in (("karim", place), ("amina", other)):
        with pytest.raises(NotWaiting):
            await message.post(graph, member, space, new_id(), "", now(), files=[id])
    for files in ([new_id()], [id, new_id()]):
        with pytest.raises(NotWaiting):
            await message.post(graph, "amina", place, new_id(), "", now(), files=files)
    key = new_id()
    for repeated in (False, True):
        assert await message.post(graph, "amina", place, key, "", now(), files=[id]) == message.Posted(key, repeated)
    with pytest.raises(NotWaiting):
        await message.post(graph, "amina", place, new_id(), "", now(), files=[id])
    assert len(await graph.read("MATCH (m:Message) RETURN m.id AS id")) == 1


async def test_two_who_say_it_at_once_say_it_once(graph: Graph, place: str) -> None:
    id = await bring(graph, place)
    posts = [message.post(graph, "amina", place, new_id(), "", now(), files=[id]) for _ in range(4)]
    done = await asyncio.gather(*posts, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["NotWaiting", "NotWaiting", "NotWaiting", "Posted"]


async def test_the_same_bytes_once_more_are_the_file_that_waits(graph: Graph, place: str) -> None:
    id = await bring(graph, place)
    assert await bring(graph, place, upload=replace(CV, name="autre.pdf")) == id
    found = await file.readable(graph, "amina", id)
    assert found
    assert found["name"] == "autre.pdf"
    assert await bring(graph, place, "karim") != id
    await say(graph, place, id)
    assert await bring(graph, place) != id


async def test_as_many_wait_as_a_message_may_carry(graph: Graph, place: str) -> None:
    made = [await bring(graph, place, upload=replace(CV, hash=f"{number}")) for number in range(file.MOST)]
    assert await file.waiting(graph, "amina", [place]) == {place: made}
    assert await file.waiting(graph, "karim", [place]) == {}
    with pytest.raises(TooMany):
        await file.keep(graph, "amina", place, new_id(), replace(CV, hash="more"), now())
    assert await file.discard(graph, "karim", made[0], now()) is False
    assert await file.discard(graph, "amina", made[0], now())
    assert await file.waiting(graph, "amina", [place]) == {place: made[1:]}
    await say(graph, place, *made[1:])
    assert await file.discard(graph, "amina", made[1], now()) is False


async def test_bytes_are_shared_and_go_with_the_last(graph: Graph, place: str) -> None:
    mine, theirs = await bring(graph, place), await bring(graph, place, "karim", replace(CV, small=None))
    await file.discard(graph, "amina", mine, now())
    assert await erased(graph, now()) == ["bb"]
    assert await readers(graph, theirs) == {"karim"}
    await file.discard(graph, "karim", theirs, now())
    assert await erased(graph, now()) == ["aa", "cc"]
    assert await graph.read(BLOBS) == []


async def test_who_brings_bytes_that_are_being_deleted_waits(graph: Graph, place: str) -> None:
    await file.discard(graph, "amina", await bring(graph, place), now())

    async def erase(hash: str) -> None:
        with pytest.raises(blob.Leaving):
            await file.keep(graph, "karim", place, new_id(), Upload("x.pdf", "PDF", hash, 1), now())

    assert await blob.delete(graph, now(), erase) == 3
    assert await bring(graph, place, "karim")


async def test_a_claim_of_a_process_that_died_is_taken_over_after_a_while(graph: Graph, place: str) -> None:
    await file.discard(graph, "amina", await bring(graph, place), at := now())

    async def die(hash: str) -> None:
        raise OSError("the store is away")

    with pytest.raises(OSError, match="away"):
        await blob.delete(graph, at, die)
    others = await erased(graph, at + 1)
    assert len(others) == 2
    assert sorted([*others, *await erased(graph, at + blob.STALE + 1)]) == ["aa", "bb", "cc"]


async def test_what_nobody_says_goes_after_a_day(graph: Graph, place: str) -> None:
    at = now()
    id, stays = await bring(graph, place, at=at), await bring(graph, place, "karim", at=at)
    await say(graph, place, stays, member="karim")
    await blob.sweep(graph, at + file.UNSAID)
    assert await readers(graph, id) == {"amina"}
    await blob.sweep(graph, at + file.UNSAID + 1)
    assert await readers(graph, id) == set()
    assert await readers(graph, stays) == {"amina", "karim", "sofia"}


async def test_it_is_withdrawn_and_restored_with_its_message(graph: Graph, place: str) -> None:
    id, at = await bring(graph, place), now()
    told = await say(graph, place, id)
    await message.withdraw(graph, "amina", told, "", at)
    assert await readers(graph, id) == set()
    await history.restore(graph, "amina", told, at)
    assert await readers(graph, id) == {"amina", "karim", "sofia"}
    await blob.sweep(graph, at + 2 * version.UNDO)
    assert await readers(graph, id) == {"amina", "karim", "sofia"}
    await message.withdraw(graph, "amina", told, "", at)
    await blob.sweep(graph, at + version.UNDO + 1)
    assert await graph.read(FILES) == []
    assert await erased(graph, at + version.UNDO + 1) == ["aa", "bb", "cc"]


async def test_what_a_curator_withdraws_is_gone_at_once(graph: Graph, place: str) -> None:
    told = await say(graph, place, await bring(graph, place))
    await message.withdraw(graph, "sofia", told, "Pas ici", now())
    assert await graph.read(FILES) == []
    assert await erased(graph, now()) == ["aa", "bb", "cc"]


async def test_a_message_is_found_by_the_names_of_its_files(graph: Graph, place: str) -> None:
    told = await say(graph, place, await bring(graph, place), body="")

    async def found(text: str) -> list[str]:
        return (await said.said(graph, "karim", place, text, 9)).ids

    assert await found("cv amina") == [told]
    await message.edit(graph, "amina", told, "Relisez-moi", now())
    assert await found("relisez amina") == [told]
    await message.withdraw(graph, "amina", told, "", at := now())
    assert await found("amina") == []
    await history.restore(graph, "amina", told, at)
    assert await found("relisez amina") == [told]


async def test_what_it_shows_is_said_by_who_brought_it_before_and_after(
    graph: Graph, network: Network, place: str
) -> None:
    id = await bring(graph, place, upload=replace(CV, alt="Un CV"))
    assert await bring(graph, place) == id, "the same once more"
    assert await alts(graph) == ["Un CV"], "keeps what it shows"
    assert await alt.describe(graph, "karim", id, "x") == (False, None)
    assert await alt.describe(graph, "amina", id, "Mon CV, une page") == (True, None)
    message = await say(graph, place, id)
    assert await found(graph, "une page") == [message]
    before = await clock(graph, place)
    for other in ("karim", "sofia", "zoe", "visitor"):
        assert await alt.describe(graph, other, id, "x") == (False, None)
    assert await alt.describe(graph, "amina", id, "Mon CV, une page") == (True, None)
    assert await clock(graph, place) == before, "nothing changed for its readers"
    assert await alt.describe(graph, "amina", id, "Deux colonnes") == (True, place)
    assert (await alts(graph), await clock(graph, place)) == (["Deux colonnes"], before + 1)
    assert (await found(graph, "une page"), await found(graph, "colonnes")) == ([], [message])
    assert await alt.describe(graph, "amina", id, "") == (True, place)
    assert await alts(graph) == [None]


async def test_nothing_is_said_of_what_was_withdrawn_or_where_one_is_no_more(
    graph: Graph, network: Network, place: str
) -> None:
    id, other = await bring(graph, place), await bring(graph, place, upload=replace(CV, hash="dd"))
    withdrawn = await say(graph, place, id)
    await say(graph, place, other)
    await message.withdraw(graph, "amina", withdrawn, "", now())
    assert await alt.describe(graph, "amina", id, "x") == (False, None)
    await network.run("MATCH (:Member {id: 'amina'})-[of:MEMBER_OF]->() DELETE of")
    assert await alt.describe(graph, "amina", other, "x") == (False, None)
    assert await alt.describe(graph, "amina", new_id(), "x") == (False, None)
    assert await alts(graph) == [None, None]


async def alts(graph: Graph) -> list[str | None]:
    return [row["alt"] for row in await graph.read("MATCH (f:File) RETURN f.alt AS alt ORDER BY alt")]


async def clock(graph: Graph, space: str) -> int:
    rows = await graph.read("MATCH (clock:Clock {id: $id}) RETURN clock.last AS last", id=space)
    return int(rows[0]["last"])


async def found(graph: Graph, text: str) -> list[str]:
    statement = "MATCH (m:Message) WHERE m.searchText CONTAINS $text RETURN m.id AS id"
    return [row["id"] for row in await graph.read(statement, text=folded(text))]
