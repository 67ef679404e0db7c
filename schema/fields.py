"""How a field of the schema is declared: by a pattern of the graph, or by Python for all parents at once."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, overload

import strawberry
from strawberry.types.field import StrawberryField

from graph.query.guard import Node
from graph.query.read import MOST, Kind, Long, Read
from schema.execution import reference

Info = strawberry.Info
Arguments = dict[str, Any]
F = TypeVar("F", bound=Callable[..., Any])


def node(label: str, *, visible: str, needs: tuple[str, ...] = ()) -> Callable[[type], type]:
    """A type whose values are nodes of `label`, seen where `visible` holds for its lower-case name and `viewer`.

    `needs` are properties that its @batch functions find in `parent.needed`, beside its plain fields.
    """
    return _marked(Node(label, label.lower(), visible), "__node__", needs)


def link(kind: str, variable: str, *, visible: str, needs: tuple[str, ...] = ()) -> Callable[[type], type]:
    """A type whose values are relationships of `kind`, called `variable` in the patterns that find them."""
    return _marked(Node(kind, variable, visible), "__link__", needs)


def edge(pattern: str, *, order: str = "", trusted: str | None = None, description: str | None = None) -> Any:
    """One node, or null where there is none that the viewer may see."""
    return _field(Read(Kind.ONE, pattern, order, 1, trusted), {}, description)


def edges(
    pattern: str,
    *,
    order: str,
    limit: int = MOST,
    trusted: str | None = None,
    alike: str | None = None,
    description: str | None = None,
) -> Any:
    """A short list, ordered, at most `limit`. `alike`: why it is the same for all who may see the parent, guarded."""
    return _field(Read(Kind.MANY, pattern, order, limit, trusted, alike), {}, description)


def connection(
    pattern: str,
    *,
    key: str,
    limit: int = MOST,
    trusted: str | None = None,
    description: str | None = None,
    long: Long | None = None,
) -> Any:
    """A page of a list that can grow; `key` is a unique property of the row, with DESC or not.

    Where a list is `long` its nodes are guarded one by one, whatever is trusted.
    """
    wanted = {"first": int | None, "after": str | None, "last": int | None, "before": str | None}
    return _field(Read(Kind.PAGE, pattern, key, limit, trusted, long=long), wanted, description)


def count(pattern: str, *, trusted: str | None = None, description: str | None = None) -> Any:
    """How many rows the viewer may see."""
    return _field(Read(Kind.COUNT, pattern, trusted=trusted), {}, description)


def value(expression: str, *, trusted: str | None = None, description: str | None = None) -> Any:
    """An expression over the parent's own node."""
    return _field(Read(Kind.VALUE, expression, trusted=trusted), {}, description)


def bound(description: str | None = None) -> Any:
    """Of a link's type: the node that the pattern bound and guarded under the field's name."""
    return strawberry.field(default=None, description=description, metadata={"bound": True})


@overload
def batch(function: Callable[..., Any], *, description: str | None = None) -> Any: ...
@overload
def batch(
    function: None = None,
    *,
    description: str | None = None,
    statements: int = 1,
    each: bool = False,
    alike: bool = False,
    early: bool = False,
) -> Callable[[Callable[..., Any]], Any]: ...
def batch(
    function: Callable[..., Any] | None = None,
    *,
    description: str | None = None,
    statements: int = 1,
    each: bool = False,
    alike: bool = False,
    early: bool = False,
) -> Any:
    """`async def name(parents, info, **arguments) -> list[Child]`: one child for each parent, in order.

    Children that are nodes are answered as ids (or None); they are read, guarded, by one statement. `statements` is how
    many it runs itself, at most; of `each` parent, where it asks about one after the other. `alike` promises the same
    answer to all who may see the parents: it may be made once for all of them. What is `early` is asked by id alone,
    before all else, of what the root asks for by its id.
    """
    if function is None:
        more: dict[str, Any] = {"statements": statements, "each": each, "alike": alike, "early": early}
        return lambda given: batch(given, description=description, **more)
    signature = inspect.signature(function)
    parents, info, *arguments = signature.parameters.values()

    async def resolver(root: Any, info: Info, **given: Any) -> Any:
        return await reference.batch(function, root, info, given)

    resolver.__name__, resolver.__module__, resolver.__doc__ = function.__name__, function.__module__, function.__doc__
    resolver.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[parents.replace(name="root", annotation=Any), info.replace(annotation=Info), *arguments],
        return_annotation=signature.return_annotation.__args__[0],
    )
    function.statements, function.each = statements, each  # type: ignore[attr-defined]
    function.alike, function.early = alike, early  # type: ignore[attr-defined]
    resolver.batch = function  # type: ignore[attr-defined]
    return strawberry.field(resolver=resolver, description=description or function.__doc__)


def statements(most: int) -> Callable[[F], F]:
    """Of a Python function: how many statements it runs at most; 1 where nothing is said."""

    def decorate(function: F) -> F:
        function.statements = most  # type: ignore[attr-defined]
        return function

    return decorate


def read_of(field: StrawberryField) -> Read | None:
    """The pattern that a field was declared by, if any."""
    return getattr(field.base_resolver and field.base_resolver.wrapped_func, "read", None)


def _marked(mark: Node, name: str, needs: tuple[str, ...]) -> Callable[[type], type]:
    def decorate(cls: type) -> type:
        setattr(cls, name, mark)
        cls.__needs__ = needs  # type: ignore[attr-defined]
        return cls

    return decorate


def _field(read: Read, wanted: Arguments, description: str | None) -> Any:
    async def resolver(root: Any, info: Info, **given: Any) -> Any:
        return await reference.read(read, root, info, given)

    positional, keyword_only = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("root", positional, annotation=Any),
        inspect.Parameter("info", positional, annotation=Info),
    ]
    parameters += [
        inspect.Parameter(n, keyword_only, default=strawberry.UNSET, annotation=kind) for n, kind in wanted.items()
    ]
    resolver.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    resolver.read = read  # type: ignore[attr-defined]
    return strawberry.field(resolver=resolver, description=description)
