"""The house: imports point one way, names are the field's, every statement is a constant that starts at an index."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import pytest
from graphql import build_schema, parse, validate
from neo4j import GraphDatabase

from graph.database import Graph
from graph.embedded import Embedded
from graph.query import read as written
from graph.query.read import Kind
from schema.check import types_of
from schema.execution.reference import node_of
from schema.execution.shape import inner, mark_of
from schema.fields import read_of
from schema.root import SCHEMA
from tests import neo4j as server
from web import documents

ROOT = Path(__file__).parents[1]
LAYERS = ("graph", "schema", "web", "server")
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "base", "lib", "services", "service", "manager", "misc"}
STARTS = ("MATCH", "UNWIND", "CREATE", "MERGE", "CALL", "OPTIONAL")
LARGE = {
    "Member",
    "Chapter",
    "Space",
    "Thread",
    "Clock",
    "Message",
    "Session",
    "Token",
    "Searchable",
}  # links to sign in are few: old ones are swept
SWEEPS = {"graph.session.FORGET"}  # once in a while, by nobody who waits
LISTS = {"among"}  # beside all that ends with s
TRUTHS = {"all", "named", "staff", "coming", "pinned", "discreet", "anywhere"}
NUMBERS = {"limit", "first", "candidates", "position", "number", "at", "until", "since", "week", "weeks", "low_at"} | {
    "around"
}


def modules(layer: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / layer).rglob("*.py")))


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_one_way(layer: str) -> None:
    above = set(LAYERS[LAYERS.index(layer) + 1 :]) | {"tests"}
    for path in modules(layer):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: imports are absolute"
                names = [node.module or ""]
            assert not {name.split(".")[0] for name in names} & above, f"{path} imports {names}"


@pytest.mark.parametrize("layer", LAYERS)
def test_a_file_says_what_it_is_and_is_not_called_a_drawer(layer: str) -> None:
    for path in modules(layer):
        assert path.stem not in FORBIDDEN, path
        assert ast.get_docstring(ast.parse(path.read_text())), f"{path}: its first line says what it is"


def test_every_document_is_valid_against_the_schema() -> None:
    schema = build_schema(SCHEMA.as_str())
    names = documents.names()
    assert names
    for name in names:
        assert not validate(schema, parse(documents.document(name))), name


def test_no_statement_is_spliced() -> None:
    """What read() and run() are given is a name: a constant, or what graph/query composed from constants."""
    for layer in LAYERS:
        for path in modules(layer):
            for call in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and call.func.attr in ("read", "run")
                ):
                    for given in call.args[:1]:
                        assert not isinstance(given, ast.JoinedStr | ast.BinOp), f"{path}:{call.lineno}"


def test_the_constants_of_statements_are_made_of_constants() -> None:
    for path in modules("graph"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.AnnAssign) and "LiteralString" in ast.dump(node.annotation) and node.value:
                holes = [hole.value for hole in ast.walk(node.value) if isinstance(hole, ast.FormattedValue)]
                assert all(isinstance(hole, ast.Name) and hole.id.isupper() for hole in holes), f"{path}:{node.lineno}"


def _runs(constant: str, value: Any) -> bool:
    """True for a public constant that is a statement; keys and indexes have their own tests."""
    if constant.startswith("_") or not constant.isupper() or not isinstance(value, str):
        return False
    return value.strip().startswith(STARTS) and "CONSTRAINT" not in value and "INDEX" not in value


def constants() -> dict[str, LiteralString]:
    """Every statement of graph/ that runs by itself."""
    found: dict[str, Any] = {}
    for path in modules("graph"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if name.startswith(("graph.embedded", "graph.query")):
            continue
        for constant, value in vars(importlib.import_module(name)).items():
            if _runs(constant, value) and f"{name}.{constant}" not in SWEEPS:
                found[f"{name}.{constant}"] = value
    return found


def fields() -> dict[str, LiteralString]:
    """The statement of every field that is declared by a pattern."""
    found: dict[str, Any] = {}
    for type_ in types_of(SCHEMA):
        for field in type_.fields:
            if (read := read_of(field)) is None or mark_of(type_) is None:
                continue
            name, label = f"{type_.name}.{field.python_name}", mark_of(type_).label
            if read.kind is Kind.COUNT:
                found[name] = written.counted(read, label, SCHEMA.guards)
            elif read.kind is Kind.VALUE:
                found[name] = written.value(read, label)
            else:
                target = node_of(field.type) if read.kind is Kind.PAGE else inner(field.type)
                found[name] = written.rows(read, label, SCHEMA.makers.of(target).shape, SCHEMA.guards)
    return found


def parameters(statement: str) -> dict[str, Any]:
    names = set(re.findall(r"\$(\w+)", statement))
    return {name: _sample(name) for name in names}


def _sample(name: str) -> Any:
    if name in NUMBERS:
        return 10
    return name in TRUTHS or ([] if name.endswith("s") or name in LISTS else "x")


def test_on_the_embedded_engine_no_statement_scans_a_large_label(engine: Embedded, embedded_graph: Graph) -> None:
    wrong = []
    with (
        GraphDatabase.driver(engine.address, auth=(engine.user, engine.password)) as driver,
        driver.session(database="maille") as session,
    ):
        for name, statement in {**constants(), **fields()}.items():
            plan: Any = session.run("EXPLAIN " + statement, parameters(statement)).consume().plan
            text = plan["args"]["string-representation"]
            if set(re.findall(r"NodeByLabelScan\(\w+:(\w+)\)", text)) & LARGE:
                wrong.append(f"{name}: {statement}\n{text}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.anyio
async def test_on_neo4j_no_statement_scans_a_large_label(neo4j_server: server.Server, neo4j_graph: Graph) -> None:
    wrong = []
    address, user, password = neo4j_server.address, neo4j_server.user, neo4j_server.password
    with GraphDatabase.driver(address, auth=(user, password)) as driver, driver.session() as session:
        for name, statement in {**constants(), **fields()}.items():
            plan: Any = session.run("EXPLAIN " + statement, parameters(statement)).consume().plan
            for operator in operators(plan):
                kind, details = operator["operatorType"], operator["args"].get("Details", "")
                labels = set(re.findall(r":(\w+)", details))
                if "AllNodesScan" in kind or ("LabelScan" in kind and labels & LARGE):
                    wrong.append(f"{name}: {kind} {details}: {statement}")
    assert not wrong, "\n".join(wrong)


def operators(plan: Any) -> Iterator[Any]:
    yield plan
    for child in plan.get("children", ()):
        yield from operators(child)
