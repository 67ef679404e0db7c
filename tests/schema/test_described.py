"""Everything in the schema says what it is: types, fields, arguments, values, refusals."""

from inspect import cleandoc

from graphql import build_schema

from schema.described import describe, idle, missing, parts
from schema.root import SCHEMA

PUBLISHED = SCHEMA._schema
BARE = """
type Query { thread(id: ID!, oddly: Int): Thread }
interface Space { messageCount: Int! }
type Thread implements Space { messageCount: Int! knot: Knot! }
enum Knot { REEF }
union TieKnotResult = Thread
"""


def test_everything_is_described() -> None:
    assert missing(PUBLISHED) == [], "describe these where they are declared, or in schema/described.toml"


def test_every_word_is_said_of_something() -> None:
    assert idle(PUBLISHED) == [], "take these out of schema/described.toml"


def test_no_description_keeps_the_indent_of_its_source() -> None:
    told = {part.description for _, _, part in parts(PUBLISHED) if part.description}
    assert [words for words in told if words != cleandoc(words)] == []


def test_what_lacks_a_description_is_named() -> None:
    lacking = {"Query", "Query.thread", "Query.thread(oddly)", "Space", "Thread", "Thread.knot", "Knot", "Knot.REEF"}
    assert set(missing(describe(build_schema(BARE)))) == lacking


def test_a_description_that_is_declared_stays() -> None:
    schema = describe(build_schema('"The root." type Query { "A count of ours." messageCount: Int id: ID }'))
    query = schema.type_map["Query"]
    assert query.description == "The root."
    assert query.fields["messageCount"].description == "A count of ours."  # type: ignore[attr-defined]
    assert query.fields["id"].description  # type: ignore[attr-defined]
