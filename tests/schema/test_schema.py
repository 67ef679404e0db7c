"""The schema as it is published: printed, committed, described, and refused at start where it is unsafe."""

from dataclasses import asdict
from pathlib import Path

import pytest
import strawberry

from graph.query.guard import EVERYONE
from graph.query.pattern import PatternError
from schema.fields import connection, count, edge, edges, node, value
from schema.limits import LIMITS
from schema.made import Schema
from schema.page import Connection
from schema.root import SCHEMA

PRINTED = Path(__file__).parents[2] / "schema" / "schema.graphql"


def test_the_committed_schema_is_the_one_that_runs() -> None:
    assert PRINTED.read_text() == SCHEMA.as_str() + "\n", "print it again: python -m schema"


def test_the_schema_tells_its_limits() -> None:
    told = SCHEMA._schema.description or ""
    assert all(str(bound) in told for bound in asdict(LIMITS).values() if isinstance(bound, int))


def test_every_write_answers_a_union_of_refusals() -> None:
    types = SCHEMA._schema.type_map
    for name, field in types["Mutation"].fields.items():  # type: ignore[attr-defined]
        union = field.type.of_type
        members = {one.name for one in union.types}
        assert {"NotFound", "NotSignedIn"} <= members, name


def made(**fields: object) -> Schema:
    """A schema of one type, Thread, that declares these fields, beside a guarded and a public one."""

    @strawberry.type
    @node("Member", visible="member.shown = true")
    class Member:
        id: strawberry.ID

    @strawberry.type
    @node("Topic", visible=EVERYONE)
    class Topic:
        id: strawberry.ID

    kinds = {"member": Member, "maybe": Member | None, "topic": Topic, "many": list[Member], "page": Connection[Member]}
    annotations = {name: kinds.get(name, int) for name in fields}
    body = {"__annotations__": {"id": strawberry.ID, **annotations}, **fields}
    Thread = strawberry.type(node("Thread", visible="true = true")(type("Thread", (), body)))

    @strawberry.type
    class Query:
        asked: Thread | None = None  # type: ignore[valid-type]
        members: list[Member] | None = None
        topics: list[Topic] | None = None

    return Schema(query=Query)


@pytest.mark.parametrize(
    "fields",
    [
        {"maybe": edge("(thread)<-[:OPENED]-(member:Member)")},
        {"member": edge("(thread)<-[:OPENED]-(member:Member)", trusted="it is shown")},
        {"topic": edge("(thread)-[:ABOUT]->(topic:Topic)")},
        {"many": edges("(thread)<-[:OPENED]-(member:Member)", order="member.id")},
        {"page": connection("(thread)<-[:OPENED]-(member:Member)", key="member.id")},
        {"number": count("(thread)<-[:OPENED]-(member:Member)")},
        {"number": value("thread.number")},
    ],
)
def test_what_is_guarded_is_accepted(fields: dict[str, object]) -> None:
    made(**fields)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"member": edge("(thread)<-[:OPENED]-(member:Member)")}, "may be hidden"),
        ({"maybe": edge("(thread)<-[:OPENED]-(room:Room)")}, "Room"),
        ({"maybe": edge("(thread)-[:ABOUT]->(topic:Topic)")}, "arrives at :Topic"),
        ({"number": count("(thread)<-[:SAID_IN]-(message:Message)")}, "Message"),
        ({"many": edges("(thread)-[:IN]->(:Room)<-[:IN]-(member:Member)", order="member.id")}, "Room"),
    ],
)
def test_a_hop_that_could_arrive_unguarded_is_refused_at_start(fields: dict[str, object], why: str) -> None:
    with pytest.raises(PatternError, match=why):
        made(**fields)
