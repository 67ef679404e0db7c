"""A network can be copied while it is used, and made anew from the copy; nothing is ever written over."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest
from neo4j.exceptions import ConstraintError

from graph import constraints
from graph.backup import backup, restore
from graph.database import Engine, Graph, Transaction, connect
from graph.embedded import Embedded, embedded, reached
from graph.folding import query
from graph.identity import new_id
from graph.problems import CannotBackUp, CannotRestore, InUse

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

BORN = "CREATE (:Member:Searchable {id: $id, name: 'Inès 🧶', searchText: 'ine'})"
ALL = "MATCH (m:Member) WHERE m.id <> 'visitor' RETURN m.id AS id"
FIND = "CALL db.index.fulltext.queryNodes('search_text', $query, {limit: 5}) YIELD node RETURN node.id AS id"
SCHEMA = '{"types": {}}'


@pytest.fixture
async def copy(engine: Embedded, embedded_graph: Graph, tmp_path: Path) -> Path:
    """The backup of a network of one."""
    await _bear(embedded_graph, "ines")
    await backup(engine, tmp_path / "copy.zip")
    return tmp_path / "copy.zip"


@pytest.fixture
async def restored(copy: Path, tmp_path: Path) -> AsyncIterator[Graph]:
    restore(tmp_path / "new", copy)
    async with embedded(tmp_path / "new", quick=True) as engine:
        graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        await constraints.apply(graph, engine.sql)
        yield graph
        await graph.close()


async def test_what_is_restored_is_what_was_there(restored: Graph) -> None:
    assert await restored.read("MATCH (m:Member {id: 'ines'}) RETURN m.name AS name") == [{"name": "Inès 🧶"}]
    assert await restored.read(FIND, query=query("Inès")) == [{"id": "ines"}]
    with pytest.raises(ConstraintError):
        await _bear(restored, "ines")
    await _bear(restored, "other")


async def test_everything_acknowledged_before_the_backup_is_in_it_while_others_write(
    engine: Embedded, embedded_graph: Graph, tmp_path: Path
) -> None:
    acknowledged: list[str] = []
    over = asyncio.Event()

    async def writer() -> None:
        while not over.is_set():
            id = new_id()
            await _bear(embedded_graph, id)
            acknowledged.append(id)

    async with asyncio.TaskGroup() as writers:
        for _ in range(4):
            writers.create_task(writer())
        while len(acknowledged) < 50:
            await asyncio.sleep(0.01)
        before = set(acknowledged)
        size = await backup(engine, tmp_path / "copy.zip")
        over.set()
    assert size == (tmp_path / "copy.zip").stat().st_size
    restore(tmp_path / "new", tmp_path / "copy.zip")
    async with embedded(tmp_path / "new", quick=True) as other:
        found = await connect(other.address, other.user, other.password, engine=Engine.EMBEDDED)
        ids = [row["id"] for row in await found.read(ALL)]
        await found.close()
    assert before <= set(ids) <= set(acknowledged)
    assert len(ids) == len(set(ids))


async def test_a_backup_is_for_its_owner_alone_and_the_only_trace(copy: Path, engine: Embedded) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy.zip"]
    assert list((engine.folder.path / "backups").rglob("*.zip")) == []


async def test_no_file_is_written_over(copy: Path, engine: Embedded) -> None:
    before = copy.read_bytes()
    with pytest.raises(CannotBackUp, match="is there already: choose another name"):
        await backup(engine, copy)
    assert copy.read_bytes() == before


async def test_a_folder_that_is_not_there_is_one_sentence(
    engine: Embedded, embedded_graph: Graph, tmp_path: Path
) -> None:
    with pytest.raises(CannotBackUp, match=r"could not be written to .*No such file or directory"):
        await backup(engine, tmp_path / "none" / "copy.zip")
    assert list((engine.folder.path / "backups").rglob("*.zip")) == []


async def test_a_network_that_is_there_is_not_restored_over(copy: Path, restored: Graph, tmp_path: Path) -> None:
    with pytest.raises(InUse):
        restore(tmp_path / "new", copy)


async def test_a_stopped_network_is_not_restored_over_either(copy: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", copy)
    with pytest.raises(CannotRestore, match="holds a network already: restore into an empty one"):
        restore(tmp_path / "new", copy)


async def test_the_files_of_members_go_along_and_come_back(
    engine: Embedded, embedded_graph: Graph, tmp_path: Path
) -> None:
    given = {sha256(text).hexdigest(): text for text in (b"un CV", b"une image")}
    for hash, text in given.items():
        (tmp_path / "files" / hash[:2]).mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / hash[:2] / hash).write_bytes(text)
    (tmp_path / "files" / "trial").write_text("none of theirs")
    await backup(engine, tmp_path / "copy.zip", tmp_path / "files")
    restore(tmp_path / "new", tmp_path / "copy.zip", tmp_path / "new" / "files")
    back = {path.name: path.read_bytes() for path in (tmp_path / "new" / "files").glob("*/*")}
    assert back == given
    assert not list((tmp_path / "new" / "databases").rglob("files"))


async def test_a_file_that_is_not_what_its_hash_says_is_refused(tmp_path: Path) -> None:
    entries = {"maille.json": '{"format": 1}', "schema.json": SCHEMA, f"files/{'ab' * 32}": "x"}
    with zipfile.ZipFile(tmp_path / "spoilt.zip", "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    with pytest.raises(CannotRestore, match="not what its name says"):
        restore(tmp_path / "new", tmp_path / "spoilt.zip", tmp_path / "new" / "files")
    assert not list((tmp_path / "new").glob("databases/*"))


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"schema.json": SCHEMA},
        {"maille.json": '{"format": 1}'},
        {"maille.json": '{"format": 1}', "schema.json": SCHEMA, "../evil": "x"},
        {"maille.json": '{"format": 1}', "schema.json": SCHEMA, "/etc/evil": "x"},
        {"maille.json": '{"format": 1}', "schema.json": SCHEMA, "files/../evil": "x"},
        {"maille.json": '{"format": 2}', "schema.json": SCHEMA},
        {"maille.json": "[]", "schema.json": SCHEMA},
        {"maille.json": "no json", "schema.json": SCHEMA},
    ],
)
async def test_a_foreign_zip_is_refused_and_leaves_nothing(tmp_path: Path, entries: dict[str, str]) -> None:
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    with pytest.raises(CannotRestore, match=r"foreign\.zip"):
        restore(tmp_path / "new", tmp_path / "foreign.zip")
    assert [path.name for path in tmp_path.rglob("*")] == ["foreign.zip"]


async def test_a_damaged_backup_is_refused_and_leaves_no_database(copy: Path, tmp_path: Path) -> None:
    whole = copy.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entry = max(archive.infolist(), key=lambda info: info.compress_size)
    spoilt = bytearray(whole)
    middle = entry.header_offset + 60 + entry.compress_size // 2
    spoilt[middle] ^= 0xFF
    for damaged in (bytes(spoilt), whole[: len(whole) // 2], b"", b"PK"):
        copy.write_bytes(damaged)
        with pytest.raises(CannotRestore):
            restore(tmp_path / "new", copy)
        assert not list((tmp_path / "new").glob("databases/*"))
        assert not list((tmp_path / "new").glob("restoring*"))


async def test_a_missing_backup_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRestore, match="No such file"):
        restore(tmp_path / "new", tmp_path / "none.zip")


async def test_a_running_engine_is_reached_from_elsewhere(engine: Embedded) -> None:
    async with reached(engine.folder.path) as found:
        assert found.address == engine.address
        assert await found.sql("SELECT 1 AS one") == [{"one": 1}]
    assert await engine.sql("SELECT 1 AS one") == [{"one": 1}]


async def test_where_none_runs_one_is_started_to_be_reached(tmp_path: Path) -> None:
    async with reached(tmp_path) as found:
        assert await found.sql("SELECT 1 AS one") == [{"one": 1}]
        assert json.loads((tmp_path / "ports.json").read_text())["bolt"] == found.ports.bolt
    assert not (tmp_path / "ports.json").exists()


async def _bear(graph: Graph, id: str) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(BORN, id=id)

    await graph.write(work)
