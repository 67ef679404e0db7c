"""The open loop before a request in a list, and the blue one that comes to catch it when one points at it."""

from markupsafe import Markup

from web.drawing.yarn import Dye, Way, loop, yarn


def hook() -> Markup:
    """The red loop of a request; the style sheet moves its `catch` in. Ornament: its words stand beside it."""
    return HOOK


def _hook() -> Markup:
    catch = yarn("M54 40C43 41 36 36 36 27.5S43 14 54 15", Dye.BROUGHT)
    return Markup(
        '<svg class="hook draw" viewBox="0 0 42 54" aria-hidden="true">{}<g class="catch">{}</g></svg>'
    ).format(loop(21, 27, 0.45, Way.RIGHT, Dye.SOUGHT).drawing, catch)


HOOK = _hook()
