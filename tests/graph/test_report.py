"""A report takes the files of one message with it: the staff open them until it is settled, and nobody else does."""

from dataclasses import replace

import pytest

from graph import blob, file, message, report, version
from graph.database import Graph
from graph.file import Picture, Upload
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

CV = Upload("cv.pdf", "PDF", "aa", 1000, pages=2, small=Picture("bb", 480, 679), large=Picture("cc", 9, 9), alt="Un CV")
PHOTO = Upload("photo.jpg", "JPEG", "dd", 2000, 900, 1200, small=Picture("ee", 480, 640))
EVERYBODY = ("amina", "karim", "ines", "sofia", "zoe", "visitor")


@pytest.fixture
async def oral(network: Network) -> str:
    """A circle of two; Inès is of the staff, Sofia curates a community of theirs, Zoé is only in the network."""
    await network.root()
    await network.community("lyon")
    for member in ("amina", "karim", "sofia"):
        await network.member(member, "maille", "lyon")
    for member in ("ines", "zoe"):
        await network.member(member, "maille")
    await network.curate("ines", "maille")
    await network.curate("sofia", "lyon")
    return await network.circle("maille", "amina", "karim")


async def say(graph: Graph, space: str, *uploads: Upload) -> tuple[str, list[str]]:
    """A message of Karim's with files: its id, and theirs."""
    ids = [await file.keep(graph, "karim", space, new_id(), one, now()) for one in uploads]
    files = [id for id in ids if id]
    message_id = new_id()
    assert await message.post(graph, "karim", space, message_id, "", now(), files=files)
    return message_id, files


async def readers(graph: Graph, id: str) -> set[str]:
    return {one for one in EVERYBODY if await file.readable(graph, one, id)}


async def erased(graph: Graph, at: int) -> list[str]:
    gone: list[str] = []

    async def erase(hash: str) -> None:
        gone.append(hash)

    await blob.sweep(graph, at)
    await blob.delete(graph, at, erase)
    return sorted(gone)


async def test_what_was_settled_can_be_reported_anew_by_who_still_reads_it(
    graph: Graph, network: Network, oral: str
) -> None:
    bad, (cv,) = await say(graph, oral, CV)
    for note in ("une fois", "deux fois"):
        assert await report.file(graph, "amina", bad, note, now())
    (told,) = await report.unsettled(graph, "ines")
    assert told.note == "une fois"
    assert await report.settle(graph, "ines", told.id, now())
    assert await readers(graph, cv) == {"amina", "karim"}
    at = now()
    assert await report.file(graph, "amina", bad, "cela continue", at)
    (told,) = await report.unsettled(graph, "ines")
    assert (told.note, told.at) == ("cela continue", at)
    assert await readers(graph, cv) == {"amina", "karim", "ines"}
    assert await report.settle(graph, "ines", told.id, now())
    assert await readers(graph, cv) == {"amina", "karim"}
    await network.run("MATCH (:Member {id: 'amina'})-[part:TAKES_PART]->(:Circle) DELETE part")
    assert not await report.file(graph, "amina", bad, "encore", now())
    assert await report.unsettled(graph, "ines") == []


async def test_the_staff_open_the_files_of_the_reported_message_alone_until_it_is_settled(
    graph: Graph, oral: str
) -> None:
    _, (before,) = await say(graph, oral, replace(PHOTO, name="avant.jpg"))
    bad, (cv, photo) = await say(graph, oral, CV, PHOTO)
    await say(graph, oral, PHOTO)
    for other in ("ines", "sofia", "zoe", "visitor"):
        assert not await report.file(graph, other, bad, "", now())
    for id in (before, cv, photo):
        assert await readers(graph, id) == {"amina", "karim"}
    told = await report.preview(graph, "amina", bad)
    assert await report.file(graph, "amina", bad, "", now())
    assert (await readers(graph, cv), await readers(graph, photo)) == ({"amina", "karim", "ines"},) * 2
    assert await readers(graph, before) == {"amina", "karim"}
    (found,) = await report.unsettled(graph, "ines")
    assert list(found.said) == told, "what its reporter was told is what they see"
    opens = [[(one.name, one.opens) for one in said.files] for said in found.said]
    assert opens == [[("avant.jpg", False)], [("cv.pdf", True), ("photo.jpg", True)], [("photo.jpg", False)]]
    for other in ("sofia", "amina", "karim", "visitor"):
        assert not await report.settle(graph, other, found.id, now())
    assert "ines" in await readers(graph, cv)
    assert await report.settle(graph, "ines", found.id, now())
    assert (await readers(graph, cv), await readers(graph, photo)) == ({"amina", "karim"},) * 2


async def test_what_its_author_takes_back_waits_for_the_staff_and_goes_when_they_have_settled_it(
    graph: Graph, oral: str
) -> None:
    bad, (cv,) = await say(graph, oral, CV)
    assert await report.file(graph, "amina", bad, "", now())
    await message.withdraw(graph, "karim", bad, "", now())
    late = now() + version.UNDO + 1
    assert await erased(graph, late) == []
    assert await readers(graph, cv) == {"ines"}
    (found,) = await report.unsettled(graph, "ines")
    assert [(said.body, [one.name for one in said.files]) for said in found.said] == [("", ["cv.pdf"])]
    assert await report.settle(graph, "ines", found.id, now())
    assert await readers(graph, cv) == set()
    assert await erased(graph, late) == ["aa", "bb", "cc"]


async def test_what_was_said_is_kept_as_it_was_shown_until_the_staff_have_settled_it(
    graph: Graph, network: Network, oral: str
) -> None:
    bad = await network.say("karim", oral, "Des mots qui blessent")
    assert await report.file(graph, "amina", bad, "", now())
    seen = []
    for change in (None, "edit", "withdraw"):
        if change == "edit":
            assert await message.edit(graph, "karim", bad, "Des mots doux", now())
        elif change:
            assert await message.withdraw(graph, "karim", bad, "", now())
            await version.sweep(graph, now() + version.UNDO + 1)
        (found,) = await report.unsettled(graph, "ines")
        seen += [(said.body, said.changed) for said in found.said]
        assert [said.changed for said in await report.preview(graph, "amina", bad)] == [False]
    assert seen == [("Des mots qui blessent", changed) for changed in (False, True, True)]
    assert await report.settle(graph, "ines", found.id, now())
    assert await graph.read("MATCH (report:Report) RETURN report.body AS body") == [{"body": None}]
    assert await report.file(graph, "amina", bad, "", now())
    (found,) = await report.unsettled(graph, "ines")
    assert [said.body for said in found.said] == [""], "what is gone is gone"


async def test_what_was_taken_back_before_is_shown_to_nobody(graph: Graph, oral: str) -> None:
    bad, (cv,) = await say(graph, oral, CV)
    await message.withdraw(graph, "karim", bad, "", now())
    assert await report.file(graph, "amina", bad, "", now())
    assert await readers(graph, cv) == set()
    (found,) = await report.unsettled(graph, "ines")
    assert [said.files for said in found.said] == [()]


async def test_two_reports_of_a_message_end_each_by_itself(graph: Graph, network: Network, oral: str) -> None:
    bad, (cv,) = await say(graph, oral, CV)
    for member in ("amina", "karim"):
        assert await report.file(graph, member, bad, "", now())
    first, second = await report.unsettled(graph, "ines")
    assert await report.settle(graph, "ines", first.id, now())
    assert "ines" in await readers(graph, cv)
    await network.run("MATCH (:Member {id: 'ines'})-[of:CURATES]->() DELETE of")
    assert "ines" not in await readers(graph, cv), "who is no longer of the staff"
    await network.curate("ines", "maille")
    assert await report.settle(graph, "ines", second.id, now())
    assert "ines" not in await readers(graph, cv)
