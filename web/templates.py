"""Templates become pages: one Jinja environment a language, strict about names, escaping everything."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from schema.language import LANGUAGES, Language
from web.dates import Calendar
from web.drawing.fabric import fabric
from web.drawing.hook import hook
from web.drawing.journey import journey
from web.drawing.mini import mini
from web.drawing.path import path
from web.drawing.stitch import slipped, stitch, waiting
from web.drawing.tie import clauses
from web.markdown import excerpt, markdown, said
from web.signs import Signs, avatar, side
from web.sizes import weight
from web.static_files import scripts, static_files
from web.typography import ordinals, spaced, typeset, typesetter
from web.visit import Visit

FOLDER = Path(__file__).parent
DATES = ("moment", "since", "day", "hour", "month", "label")


class Templates:
    """Renders what lies in web/: `pages/…`, `fragments/…`, on `layout.html` and `macros/…`."""

    def __init__(
        self,
        languages: Mapping[str, Language] = LANGUAGES,
        *,
        folders: Sequence[Path] = (FOLDER,),
        reload: bool = False,
    ) -> None:
        self._environments = {code: environment(spoken, folders, reload) for code, spoken in languages.items()}

    def render(self, name: str, visit: Visit, **values: Any) -> str:
        """A template with its values, for this visit. A name that is missing in it is an UndefinedError."""
        template = self._environments[visit.language.code].get_template(name)
        return template.render(values, visit=visit, calendar=visit.calendar)


def environment(language: Language, folders: Sequence[Path] = (FOLDER,), reload: bool = False) -> Environment:
    """Everything a template may use in one language."""
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=reload,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    set_type = typesetter(language)
    gettext, ngettext = _worded(language, set_type)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"typography": _typographer(set_type), "spaced": spaced, "markdown": markdown, "said": said}
    made.filters |= {"excerpt": excerpt, "weight": partial(weight, language=language.code)} | {
        name: _dated(name) for name in ("moment", "since", "day", "hour", "month", "label")
    }
    made.globals |= _signs() | _drawings(gettext)
    return made


def _signs() -> dict[str, Any]:
    static = static_files()
    signs = Signs(static)
    return {
        "static": static,
        "scripts": scripts(),
        "icon": signs.icon,
        "sign": signs.sign,
        "mark": signs.mark,
        "avatar": avatar,
        "side": side,
    }


def _drawings(gettext: Callable[[str], str]) -> dict[str, Any]:
    return {
        "hook": hook,
        "mini": mini,
        "stitch": stitch,
        "waiting": waiting,
        "slipped": slipped,
        "fabric": partial(fabric, _=gettext),
        "journey": partial(journey, _=gettext),
        "path": partial(path, _=gettext),
        "clauses": partial(clauses, _=gettext),
    }


def _worded(
    language: Language, set_type: Callable[[str], str]
) -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    """The house's words, typeset once each: the messages are constants of the templates."""

    @cache
    def gettext(message: str) -> str:
        return set_type(language.gettext(message))

    @cache
    def one_form(message: str) -> str:
        return set_type(message)

    def ngettext(one: str, many: str, number: int) -> str:
        return one_form(language.ngettext(one, many, number))

    return gettext, ngettext


def _typographer(set_type: Callable[[str], str]) -> Callable[[str], str]:
    """For the house's words that come from elsewhere (a refusal): plain text stays plain, Markup stays Markup."""

    def typography(text: str) -> str:
        if not isinstance(text, Markup):
            return set_type(text)
        return ordinals(Markup(set_type(text))) if set_type is typeset else text

    return typography


def _dated(name: str) -> Callable[[Context, str], Markup]:
    @pass_context
    def dated(context: Context, instant: str) -> Markup:
        calendar: Calendar = context["calendar"]
        return Markup(getattr(calendar, name)(instant))

    return dated
