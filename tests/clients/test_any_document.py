"""Any document that the schema allows is answered: no failure of ours, nothing of the inside, no work without bound."""

import asyncio
import re

import pytest
import schemathesis
from graphql import get_introspection_query
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from schema.limits import LIMITS
from schema.root import SCHEMA
from tests.clients.conftest import Served
from web.graphql.media import GRAPHQL

pytestmark = pytest.mark.anyio

PATIENCE = 60  # seconds for one answer, on a busy machine
INSIDE = re.compile(r"Traceback|File \\?\"|Internal error|MATCH \(|\$viewer|neo4j|ArcadeDB|Exception")


@pytest.mark.parametrize("cases", [20, pytest.param(200, marks=pytest.mark.slow)])
async def test_documents_made_from_the_schema_are_answered(served: Served, cases: int) -> None:
    await asyncio.to_thread(_try, served, cases)
    assert max(served.statements) <= LIMITS.statements


def _try(served: Served, cases: int) -> None:
    """Asks `cases` documents as a member, and as a visitor."""
    introspected = SCHEMA.execute_sync(get_introspection_query()).data
    schema = schemathesis.graphql.from_dict(introspected or {})
    schema.config.update(base_url=served.endpoint)
    known = st.sampled_from(["amina", "claire", "theo", "maille", "audit", served.thread]).map(nodes.String)
    schemathesis.graphql.scalar("Instant", st.sampled_from(["2026-11-01T00:00:00Z", "hier"]).map(nodes.String))
    schemathesis.graphql.scalar("ID", known | st.text(max_size=20).map(nodes.String))

    @settings(
        max_examples=cases,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema.as_strategy())
    def answered(case: schemathesis.Case) -> None:
        for cookie in (served.cookie, ""):
            answer = case.call(headers={"accept": GRAPHQL, "cookie": cookie}, timeout=PATIENCE)
            assert answer.status_code in (200, 400), answer.text
            assert answer.headers["content-type"][0].startswith(GRAPHQL)
            assert not INSIDE.search(answer.text), f"{case.body}\n{answer.text}"

    answered()
