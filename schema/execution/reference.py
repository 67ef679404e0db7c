"""Field by field under graphql-core: each pattern is one guarded statement for all parents of a place.

It is plain on purpose: whatever runs documents faster is compared with it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from graph.query import read as statements
from graph.query.read import Kind, Read
from schema.execution.batch import once
from schema.execution.shape import Maker, enum_of, inner, mark_of
from schema.execution.siblings import together
from schema.page import USUAL, Slice, page

Info = Any


async def read(field: Read, root: Any, info: Info, given: dict[str, Any]) -> Any:
    """What a declared field answers for `root`, read together with its siblings."""
    if field.kind is Kind.PAGE:
        asked = Slice(field.limit, min(USUAL, field.limit), **given)
        return await together(info, field, root, lambda parents: _pages(field, parents, info, asked))
    return await together(info, field, root, lambda parents: _plain(field, parents, info))


async def batch(function: Callable[..., Any], root: Any, info: Info, given: dict[str, Any]) -> Any:
    """What a @batch function answers for `root`, asked once for all siblings."""

    async def ask(parents: Sequence[Any]) -> Sequence[Any]:
        return await _nodes(await once(function, parents, info, given), info)

    return await together(info, function, root, ask)


async def nodes(ids: Sequence[str | None], definition: Any, info: Info, by: str = "id") -> list[Any]:
    """The nodes of a type by their ids (or another unique property), None where absent or forbidden; one statement."""
    maker = makers(info).of(definition)
    wanted = sorted({one for one in ids if one is not None})
    if not wanted:
        return [None] * len(ids)
    statement = statements.by_ids(mark_of(definition).label, maker.shape, guards(info), by)
    found = await _ask(info, statement, wanted)
    made = {one: maker.make(row) for one, row in found.items()}
    return [made.get(one) if one else None for one in ids]


def makers(info: Info) -> Any:
    """The makers of the schema that runs."""
    return info.schema.makers


def guards(info: Info) -> Any:
    """The guards of the schema that runs."""
    return info.schema.guards


async def _nodes(answers: Sequence[Any], info: Info) -> Sequence[Any]:
    definition = inner(info._field.type) if not _is_leaf(info) else None
    if definition is None or mark_of(definition) is None:
        return answers
    if any(isinstance(answer, (list, tuple)) for answer in answers):
        flat = [one for answer in answers for one in answer]
        found = iter(await nodes(flat, definition, info))
        return [[made for _ in answer if (made := next(found)) is not None] for answer in answers]
    return await nodes(answers, definition, info)


def _is_leaf(info: Info) -> bool:
    try:
        inner(info._field.type)
    except AttributeError:
        return True
    return False


async def _plain(field: Read, parents: Sequence[Any], info: Info) -> list[Any]:
    mark = _mark(info)
    if field.kind is Kind.COUNT:
        statement, maker = statements.counted(field, mark.label, guards(info)), None
    elif field.kind is Kind.VALUE:
        statement, maker = statements.value(field, mark.label), None
    else:
        maker = makers(info).of(inner(info._field.type))
        statement = statements.rows(field, mark.label, maker.shape, guards(info))
    found = await _ask(info, statement, [parent.id for parent in parents], limit=field.limit)
    if field.kind is Kind.VALUE and (member := enum_of(info._field.type)):
        found = {id: member(name) for id, name in found.items() if name is not None}
    return [_plain_answer(field, maker, found.get(parent.id)) for parent in parents]


def _plain_answer(field: Read, maker: Maker | None, found: Any) -> Any:
    if maker is None:
        return found if found is not None or field.kind is Kind.VALUE else 0
    made = [maker.make(row) for row in found or ()]
    return made if field.kind is Kind.MANY else made[0] if made else None


async def _pages(field: Read, parents: Sequence[Any], info: Info, asked: Slice) -> list[Any]:
    mark, maker = _mark(info), makers(info).of(node_of(info._field.type))
    statement = statements.rows(field, mark.label, maker.shape, guards(info), asked.backwards)
    ids = [parent.id for parent in parents]
    found = await _ask(info, statement, ids, limit=asked.size + 1, key=asked.key)
    return [_page(field, info, parent, maker, found.get(parent.id, []), asked) for parent in parents]


def _page(field: Read, info: Info, parent: Any, maker: Maker, found: list[Any], asked: Slice) -> Any:
    rows = [(key, maker.make(row)) for key, row in found[: asked.size]]
    in_order = rows[::-1] if asked.backwards else rows

    async def total() -> int:
        one = await together(info, (field, "total"), parent, lambda parents: _totals(field, parents, info))
        return int(one)

    return page(in_order, len(found) > asked.size, asked, total)


async def _totals(field: Read, parents: Sequence[Any], info: Info) -> list[int]:
    statement = statements.counted(field, _mark(info).label, guards(info))
    found = await _ask(info, statement, [parent.id for parent in parents])
    return [found.get(parent.id, 0) for parent in parents]


def node_of(type_: Any) -> Any:
    """The definition of the nodes of a connection."""
    connection = inner(type_)
    return inner(connection.type_var_map["T"])


async def _ask(info: Info, statement: Any, ids: Sequence[str], **parameters: Any) -> dict[str, Any]:
    context = info.context
    rows = await context.graph.read(statement, viewer=context.viewer, ids=list(dict.fromkeys(ids)), **parameters)
    return {row["id"]: row["found"] for row in rows}


def _mark(info: Info) -> Any:
    return mark_of(info._raw_info.parent_type.extensions["strawberry-definition"])
