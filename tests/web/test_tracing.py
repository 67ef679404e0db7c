"""What an answer took is told: of a page in a header, of a document to the staff alone."""

import pytest

from tests.network import Network
from tests.web.conftest import Site

pytestmark = pytest.mark.anyio

ASKED = {"query": "{ threads { nodes { title mySide author { name } } } }"}


async def test_a_page_says_what_it_waited_for(network: Network, site: Site) -> None:
    await network.root()
    await network.member("amina", "maille")
    told = (await (await site(member="amina")).get("/threads")).headers["server-timing"]
    assert "graph;desc=" in told
    assert "total;dur=" in told
    assert "server-timing" not in (await (await site()).get("/static/maille.css")).headers


async def test_the_staff_see_each_step_with_its_statement_rows_and_time(network: Network, site: Site) -> None:
    await network.root()
    await network.member("amina", "maille")
    await network.curate("amina", "maille")
    await network.thread("amina", "maille", "Un fil")
    answer = await (await site(member="amina")).post("/graphql", json=ASKED, headers={"maille-explain": "trace"})
    steps = {step["of"]: step for step in answer.json()["extensions"]["trace"]}
    assert {"Query.threads", "Thread", "Thread.mySide"} == set(steps)
    assert "MATCH" in steps["Thread"]["statement"]
    assert steps["Thread.mySide"]["rows"] == 1
    assert steps["Thread.mySide"]["statements"] == 1
    assert all(step["ms"] >= 0 for step in steps.values())


async def test_nobody_else_sees_a_statement(network: Network, site: Site) -> None:
    await network.root()
    await network.member("samir", "maille")
    for client in (await site(member="samir"), await site()):
        answer = await client.post("/graphql", json=ASKED, headers={"maille-explain": "trace"})
        assert "trace" not in answer.json().get("extensions", {})
        assert "MATCH" not in answer.text
