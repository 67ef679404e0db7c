"""The maille command: it starts, says where it is, stops and leaves nothing behind; what is wrong is one sentence."""

import json
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.maille import Site, gone, javas, maille, problem
from tests.server.old_database import old_database

pytestmark = pytest.mark.slow

PERSONAS = ("amina", "theo", "claire", "malik", "sofia", "ines")
FORM = re.compile(r'name="csrf" value="([^"]+)"')


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo that runs, with as few members as there can be."""
    site = Site(("demo", "--members", "1"), tmp_path_factory.mktemp("demo"))
    site.start()
    yield site
    if site.process.poll() is None:
        site.stop()


@pytest.fixture(scope="module")
def exported(demo: Site) -> Path:
    """Everybody in the demo, as lines of JSON."""
    path = demo.folder / "all.jsonl"
    done = maille("export", "--community", "maille", "--to", path, "--data", demo.folder)
    assert done.returncode == 0, done
    return path


def csrf(client: httpx.Client, address: str) -> str:
    found = FORM.search(client.get(address).text)
    assert found
    return found[1]


# What keeps it from starting


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"Port {port} of 127.0.0.1 is taken" in problem("demo", "--port", port, "--data", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_an_address_that_is_not_ours(tmp_path: Path) -> None:
    assert "check --host" in problem("demo", "--host", "192.0.2.1", "--port", "0", "--data", tmp_path)


def test_a_folder_that_is_in_use(demo: Site) -> None:
    said = problem("demo", "--port", "0", "--data", demo.folder)
    assert "in use by another Maille" in said
    assert str(demo.process.pid) in said


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = problem("demo", "--port", "0", "--data", tmp_path / "file" / "data")
    assert "can't be written" in said
    assert "choose another" in said


def test_an_engine_that_cannot_start(tmp_path: Path) -> None:
    said = problem("demo", "--port", "0", "--data", tmp_path, MAILLE_HEAP="1k")
    assert "The database engine did not start" in said
    assert "Its log is" in said
    assert javas(tmp_path) == []


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"bolt://127.0.0.1:{closed.getsockname()[1]}"
    assert "No graph database answers" in problem("serve", "--port", "0", "--data", tmp_path, MAILLE_NEO4J_URL=url)


def test_a_database_that_refuses_the_password(demo: Site, tmp_path: Path) -> None:
    url = f"bolt://127.0.0.1:{json.loads((demo.folder / 'ports.json').read_text())['bolt']}"
    wrong = {"MAILLE_NEO4J_URL": url, "MAILLE_NEO4J_USER": "root", "MAILLE_NEO4J_PASSWORD": "pas-le-bon"}
    assert "refuses the password of root" in problem("serve", "--port", "0", "--data", tmp_path, **wrong)


def test_a_database_that_is_too_old(tmp_path: Path) -> None:
    with old_database() as url:
        said = problem("serve", "--port", "0", "--data", tmp_path, MAILLE_NEO4J_URL=url)
    assert "Maille needs Neo4j 5.26 or later" in said


def test_a_database_that_is_no_neo4j(demo: Site, tmp_path: Path) -> None:
    url = f"bolt://127.0.0.1:{json.loads((demo.folder / 'ports.json').read_text())['bolt']}"
    password = (demo.folder / "root.pw").read_text()
    given = {"MAILLE_NEO4J_URL": url, "MAILLE_NEO4J_USER": "root", "MAILLE_NEO4J_PASSWORD": password}
    assert "did not make its keys and indexes" in problem("serve", "--port", "0", "--data", tmp_path, **given)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("MAILLE_PORT", "abc", "MAILLE_PORT can't be understood"),
        ("MAILLE_LOGS", "loud", "MAILLE_LOGS can't be understood"),
        ("MAILLE_NEO4J_URL", "http://127.0.0.1:7474", "is not the address of a graph database"),
        ("MAILLE_SMTP_URL", "mail.exemple.fr", "MAILLE_SMTP_URL is not the address"),
        ("MAILLE_SMTP_URL", "smtp://mail.exemple.fr", "MAILLE_MAIL_FROM is missing"),
    ],
)
def test_a_setting_that_is_no_good(tmp_path: Path, variable: str, value: str, words: str) -> None:
    port = [] if variable == "MAILLE_PORT" else ["--port", "0"]
    assert words in problem("serve", *port, "--data", tmp_path / "new", **{variable: value})
    assert not (tmp_path / "new" / "databases").exists(), "it is told before an engine is begun"


def test_a_demo_opens_no_real_network_and_a_site_no_invented_one(demo: Site, tmp_path: Path) -> None:
    (tmp_path / "maille.secret").touch()
    assert "holds a real network" in problem("demo", "--port", "0", "--data", tmp_path)
    assert "holds an invented network" in problem("serve", "--port", "0", "--data", demo.folder)


def test_fresh_forgets_nothing_that_the_demo_did_not_make(tmp_path: Path) -> None:
    kept = tmp_path / "databases" / "maille" / "mine"
    kept.parent.mkdir(parents=True)
    kept.touch()
    assert "was not made by maille demo" in problem("demo", "--port", "0", "--fresh", "--data", tmp_path)
    assert kept.exists()


# While a demo runs


def test_it_says_where_it_is_and_as_whom_to_enter(demo: Site) -> None:
    (line,) = [line for line in demo.said if "Maille is at" in line]
    assert all(name in line for name in PERSONAS)
    page = httpx.get(f"{demo.address}/enter")
    assert page.status_code == 200
    assert all(f'value="{name}"' in page.text for name in PERSONAS)


def test_one_enters_and_the_link_of_a_mail_works(demo: Site) -> None:
    with httpx.Client(base_url=demo.address) as client:
        answer = client.post("/enter", data={"csrf": csrf(client, "/enter"), "member": "amina"})
        assert answer.status_code == 303
        assert client.get("/me/sessions").status_code == 200
        client.post("/sign-out", data={"csrf": csrf(client, "/me/sessions")})
        client.post("/sign-in", data={"csrf": csrf(client, "/sign-in"), "email": "amina@exemple.fr"})
        link = re.search(rf'href="({demo.address}/sign-in/[^"]+)"', client.get("/outbox").text)
        assert link
        assert client.get(link[1]).status_code == 200


def test_secrets_are_for_their_owner_alone(demo: Site) -> None:
    for name in ("demo.secret", "root.pw", "ports.json"):
        assert (demo.folder / name).stat().st_mode & 0o077 == 0, name


def test_the_doctor_finds_all_well_but_the_mail(demo: Site) -> None:
    done = maille("doctor", "--data", demo.folder)
    wrong = [line for line in done.stdout.splitlines() if "✗" in line]
    assert done.returncode == 1
    assert len(wrong) == 1
    assert "MAILLE_SMTP_URL" in wrong[0]


def test_the_doctor_says_what_to_do_where_there_is_nothing(tmp_path: Path) -> None:
    done = maille("doctor", "--data", tmp_path / "none")
    assert done.returncode == 1
    assert "run maille serve" in done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"MAILLE_TURN": "turn:turn.maille.test"}, "MAILLE_TURN_SECRET"),
        ({"MAILLE_TURN": "turn.maille.test", "MAILLE_TURN_SECRET": "x"}, "turn:"),
        ({"MAILLE_TURN_ONLY": "1"}, "MAILLE_TURN_ONLY"),
        ({"MAILLE_ADDRESS": "http://maille.test"}, "https"),
    ],
)
def test_the_doctor_says_why_nobody_would_hear_anybody(tmp_path: Path, given: dict[str, str], words: str) -> None:
    done = maille("doctor", "--data", tmp_path / "none", **given)
    assert any("✗" in line and words in line for line in done.stdout.splitlines()), done.stdout


def test_what_is_exported_is_imported_again_and_changes_nothing(demo: Site, exported: Path) -> None:
    people = [json.loads(line) for line in exported.read_text().splitlines()]
    assert {"Amina Belkacem"} <= {one["name"] for one in people}
    done = maille("import", exported, "--write", "--data", demo.folder)
    assert done.stdout.startswith(f"0 new, 0 with something more, {len(people)} as they are."), done


def test_an_export_of_no_community_says_so(demo: Site) -> None:
    assert "no community “nulle-part”" in problem("export", "--community", "nulle-part", "--data", demo.folder)


def test_a_list_is_tried_then_written_then_changes_nothing(demo: Site, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("name,email,seeks,communities\nLéa Faure,lea@exemple.org,audit|python,audit-et-controle\n")
    said = [
        maille("import", file, *write, "--data", demo.folder).stdout for write in ([], [], ["--write"], ["--write"])
    ]
    assert said[0] == said[1]
    assert said[0].startswith("1 new, 0 with something more, 0 as they are. Nothing was written")
    assert said[2].startswith("1 new, 0 with something more, 0 as they are. Written")
    assert said[3].startswith("0 new, 0 with something more, 1 as they are. Written")


def test_a_list_with_one_bad_line_is_not_written_at_all(demo: Site, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("name,email,stage\nMarc Roy,marc@exemple.org,ALUM\nZoé Blin,zoe,ALUM\n,a@exemple.org,KING\n")
    done = maille("import", file, "--write", "--data", demo.folder)
    assert done.returncode == 1
    assert re.search(r"3\s+“zoe” is no mail address", done.stderr)
    assert re.search(r"4\s+no name", done.stderr)
    assert "Nothing was written" in done.stderr
    file.write_text("name,email,stage\nMarc Roy,marc@exemple.org,ALUM\n")
    assert maille("import", file, "--data", demo.folder).stdout.startswith("1 new")


def test_a_backup_of_what_runs_can_be_restored_elsewhere(demo: Site, exported: Path, tmp_path: Path) -> None:
    copy, elsewhere = tmp_path / "copy.zip", tmp_path / "elsewhere"
    assert maille("backup", copy, "--data", demo.folder).returncode == 0
    assert "is there already" in problem("backup", copy, "--data", demo.folder)
    assert maille("restore", copy, "--data", elsewhere).returncode == 0
    assert "holds a network already" in problem("restore", copy, "--data", elsewhere)
    done = maille("export", "--community", "maille", "--data", elsewhere)
    assert set(exported.read_text().splitlines()) <= set(done.stdout.splitlines())
    names = {path.name for path in (demo.folder / "files").glob("*/*")}
    assert names == {path.name for path in (elsewhere / "files").glob("*/*")} != set()
    assert gone(elsewhere, 0)


def test_a_backup_of_nothing_says_so(tmp_path: Path) -> None:
    assert "holds no network" in problem("backup", tmp_path / "copy.zip", "--data", tmp_path / "none")
    assert "There is no file" in problem("restore", tmp_path / "copy.zip", "--data", tmp_path / "none")


# Its end, and what comes after: from here on the demo is stopped and started again


def test_ctrl_c_stops_everything_soon_and_what_was_written_is_there_again(demo: Site, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("name,email\nNour Haddad,nour@exemple.org\n")
    assert maille("import", file, "--write", "--data", demo.folder).returncode == 0
    with httpx.Client(base_url=demo.address) as client, httpx.Client(base_url=demo.address) as other:
        client.post("/enter", data={"csrf": csrf(client, "/enter"), "member": "amina"})
        other.get("/enter")  # two connections are kept open
        cookie = dict(client.cookies)
        assert demo.stop() < 10
    assert demo.process.returncode == 0
    assert gone(demo.folder, 0)
    assert not (demo.folder / "ports.json").exists()
    demo.start()
    assert maille("import", file, "--data", demo.folder).stdout.startswith("0 new, 0 with something more, 1 as they")
    with httpx.Client(base_url=demo.address, cookies=cookie) as client:
        assert client.get("/me/sessions").status_code == 200, "a restart signs nobody out"


def test_sigterm_stops_it_as_well(demo: Site) -> None:
    assert demo.stop(signal.SIGTERM) < 10
    assert demo.process.returncode == 0
    assert gone(demo.folder, 0)
    demo.start()


def test_nothing_is_left_when_it_is_killed(demo: Site) -> None:
    assert javas(demo.folder)
    demo.stop(signal.SIGKILL)
    assert gone(demo.folder, 12)
    demo.start()


def test_ctrl_c_while_it_starts_stops_the_engine_too(demo: Site) -> None:
    demo.stop()
    starting = Site(demo.words, demo.folder)
    starting.launch()
    while not javas(demo.folder):
        assert starting.process.poll() is None
    assert starting.stop() < 10
    assert starting.process.returncode == 0
    assert gone(demo.folder, 0)
