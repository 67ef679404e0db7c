"""A real network: its first start makes it, and whoever opens the link that it prints becomes the first staff."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.maille import Site, maille

pytestmark = pytest.mark.slow

LINK = re.compile(r"http://[^\s]+/sign-in/[\w-]+")
FORM = re.compile(r'name="csrf" value="([^"]+)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real site that runs, and logs in JSON."""
    made = Site(("serve",), tmp_path_factory.mktemp("serve"))
    made.start(MAILLE_LOGS="json")
    yield made
    if made.process.poll() is None:
        made.stop()


def test_the_first_start_prints_a_link_that_makes_the_first_staff_once(site: Site) -> None:
    (link,) = LINK.findall("".join(site.said))
    with httpx.Client() as client:
        page = client.get(link)
        token = FORM.search(page.text)
        assert token
        form = {"csrf": token[1], "name": "Inès Rahmani", "email": "ines@exemple.org"}
        assert client.post(link, data=form).status_code == 303
        staff = client.post(f"{site.address}/graphql", json={"query": "{ viewer { name curates { slug root } } }"})
        assert staff.json()["data"]["viewer"] == {"name": "Inès Rahmani", "curates": [{"slug": "maille", "root": True}]}
    assert httpx.get(link).status_code == 410


def test_it_has_no_door_of_the_demo(site: Site) -> None:
    assert httpx.get(f"{site.address}/enter").status_code == 404
    assert httpx.get(f"{site.address}/outbox").status_code == 404


def test_it_says_that_no_mail_can_leave(site: Site) -> None:
    assert "MAILLE_SMTP_URL" in "".join(site.said)


def test_its_log_is_json_for_machines(site: Site) -> None:
    logged = [json.loads(line) for line in site.said if line.startswith("{")]
    assert {"a new network begins"} <= {line["event"] for line in logged}
    assert all({"level", "timestamp", "logger"} <= set(line) for line in logged)


def test_a_list_brings_members_who_are_in_at_once(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("name;email;stage;brings\nThéo Lemaire;theo@exemple.org;ALUM|MENTOR;Audit|Python\n")
    assert maille("import", file, "--write", "--data", site.folder).stdout.startswith("1 new")
    line = maille("export", "--community", "maille", "--data", site.folder).stdout.splitlines()[-1]
    assert json.loads(line)["brings"] == ["audit", "python"]


def test_a_second_start_prints_no_link_and_knows_its_staff(site: Site) -> None:
    site.stop()
    site.start()
    assert not LINK.findall("".join(site.said))
    done = maille("doctor", "--data", site.folder)
    assert [line.split()[1] for line in done.stdout.splitlines() if "✗" in line] == ["mail"]
