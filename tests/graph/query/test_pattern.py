"""Patterns: read once, renamed without touching labels, keys and strings, refused where nobody could guard them."""

import pytest

from graph.query.guard import EVERYONE, Guards, Node
from graph.query.pattern import Pattern, PatternError, rename
from graph.query.read import Kind, Read, Shape, counted, names, rows

GUARDS = Guards(
    [
        Node("Thread", "thread", "EXISTS { (viewer)-[:READS]->(thread) }"),
        Node("Member", "member", "member.shown = true"),
        Node("Topic", "topic", EVERYONE),
        Node("HELPED", "help", "help.told = true"),
    ]
)


def test_names_are_renamed_and_nothing_else() -> None:
    text = "thread.title = 'thread' AND (thread)-[:thread]->(:thread {id: $thread}) AND size(thread.x) > 0"
    assert rename(text, {"thread": "k0"}) == (
        "k0.title = 'thread' AND (k0)-[:thread]->(:thread {id: $thread}) AND size(k0.x) > 0"
    )


def test_a_pattern_arrives_at_its_last_name() -> None:
    pattern = Pattern("(thread)<-[:TAKES_PART]-(giver:Member)-[help:HELPED {thread: thread.id}]->(receiver:Member)")
    assert pattern.source == "thread"
    assert pattern.target == ("receiver", "Member")
    fresh = names()
    written = pattern.write("k0", lambda: next(fresh))
    assert written.text == "(k0)<-[:TAKES_PART]-(k1:Member)-[k3:HELPED {thread: k0.id}]->(k2:Member)"
    assert written.arrived == (("Member", "k1"), ("Member", "k2"))
    assert written.links == (("HELPED", "k3"),)


@pytest.mark.parametrize(
    "text",
    [
        "(thread:Thread)<-[:SAID_IN]-(message:Message)",
        "<-[:SAID_IN]-",
        "(thread)<-[:SAID_IN]-(message)",
        "(member)-[:KNOWS*1..3]-(other:Member)",
        "(member)-[:KNOWS]-+(other:Member)",
        "((member)-[:KNOWS]-(x:Member)){1,3}",
        "(thread)-->(:Topic)-[:WITHIN]->()",
    ],
)
def test_what_arrives_unguarded_is_refused(text: str) -> None:
    with pytest.raises(PatternError):
        Pattern(text)


def test_every_node_and_told_relationship_is_guarded() -> None:
    read = Read(Kind.COUNT, "(topic)<-[:ABOUT]-(:Thread)<-[:OPENED]-(author:Member)-[help:HELPED]->(x:Member)")
    statement = counted(read, "Topic", GUARDS)
    assert statement.count(".shown = true") == 2
    assert "-[:READS]->(k1)" in statement
    assert "k4.told = true" in statement


def test_trust_needs_its_reason_and_lifts_the_guards() -> None:
    with pytest.raises(PatternError):
        Read(Kind.COUNT, "(topic)<-[:ABOUT]-(thread:Thread)", trusted=" ")
    read = Read(Kind.COUNT, "(topic)<-[:ABOUT]-(thread:Thread)", trusted="because")
    assert "WHERE" not in counted(read, "Topic", GUARDS)


def test_what_is_alike_needs_its_reason_and_stays_guarded() -> None:
    with pytest.raises(PatternError):
        Read(Kind.COUNT, "(topic)<-[:ABOUT]-(thread:Thread)", alike=" ")
    read = Read(Kind.COUNT, "(topic)<-[:ABOUT]-(thread:Thread)", alike="because")
    assert "WHERE" in counted(read, "Topic", GUARDS)


def test_a_label_that_nobody_declares_is_refused() -> None:
    read = Read(Kind.COUNT, "(topic)<-[:ABOUT]-(room:Room)")
    with pytest.raises(PatternError, match="Room"):
        counted(read, "Topic", GUARDS)


def test_a_list_needs_an_order_and_a_value_that_follows_relations_its_trust() -> None:
    with pytest.raises(PatternError):
        Read(Kind.MANY, "(topic)<-[:ABOUT]-(thread:Thread)")
    with pytest.raises(PatternError):
        Read(Kind.VALUE, "head([(thread)-[:ABOUT]->(t) | t.id])")


def test_a_statement_holds_no_name_and_no_text_but_the_writers_own() -> None:
    read = Read(Kind.PAGE, "(topic)<-[:ABOUT]-(thread:Thread)", "thread.id DESC")
    statement = rows(read, "Topic", Shape(("Thread",), ("id", "title")), GUARDS)
    assert "thread." not in statement
    assert "$key IS NULL OR k1.id < $key" in statement
    assert "WITH viewer, k0, k1 ORDER BY k1.id DESC LIMIT $limit" in statement
    backwards = rows(read, "Topic", Shape(("Thread",), ("id", "title")), GUARDS, backwards=True)
    assert "k1.id > $key" in backwards
    assert "ORDER BY k1.id LIMIT" in backwards
