"""The open loop before a request in a list, and the blue one that comes to catch it when one points at it."""

from markupsafe import Markup

from web.drawing.yarn import Dye, Way, loop, yarn


def hook(kind: str = "REQUEST") -> Markup:
    """The loop of a request (red) or an OFFER (blue), and its `catch` that the style sheet moves in. Ornament."""
    return OFFER if kind == "OFFER" else REQUEST


def _hook(own: Dye, other: Dye) -> Markup:
    catch = yarn("M54 40C43 41 36 36 36 27.5S43 14 54 15", other)
    return Markup(
        '<svg class="hook draw" viewBox="0 0 42 54" aria-hidden="true">{}<g class="catch">{}</g></svg>'
    ).format(loop(21, 27, 0.45, Way.RIGHT, own).drawing, catch)


REQUEST, OFFER = _hook(Dye.SOUGHT, Dye.BROUGHT), _hook(Dye.BROUGHT, Dye.SOUGHT)
