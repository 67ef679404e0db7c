"""Which plans answer the same to all who may see where they begin: their answers may be made once for all of them.

Alike are: a property of a node; a pattern that doesn't name the viewer and needs no guard, because it is trusted or
arrives at what everyone sees, or whose guard says the same to all of them; Python that is marked so. Whatever isn't
known to be alike is not.
"""

from graph.query.guard import Guards
from graph.query.read import Kind, Read
from schema.execution.plan import Plan
from schema.execution.selection import Field


def alike(plan: Plan, guards: Guards) -> bool:
    """True where no field of a subscription depends on who asks, but for whether they may see its space."""
    return all(_alike(one, guards) for selection in plan.selections for one in selection.fields)


def _alike(one: Field, guards: Guards) -> bool:
    if one.name == "__typename" or one.is_part or one.is_source:
        return True
    if one.strawberry is None:  # of the schema itself
        return False
    if one.read is not None:
        return _same(one.read, guards)
    return not one.is_python or bool(getattr(one.batch, "alike", False))


def _same(read: Read, guards: Guards) -> bool:
    if "viewer" in read.text or "viewer" in read.order:
        return False
    if read.kind is Kind.VALUE or read.trusted or read.alike:
        return True
    return not guards.tests(read.pattern.write("parent", lambda: "other"))
