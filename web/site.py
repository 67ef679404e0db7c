"""Small things of the whole site: static files, language, day and night, the pages of words."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from graph import member
from schema.language import LANGUAGES
from web.answer import go
from web.bundle import BUNDLES, FOLDER, bundle
from web.form import form
from web.house import house_of
from web.visit import visit_of

FOR_GOOD = "public, max-age=31536000, immutable"


class Static(StaticFiles):
    """Files whose address carries their hash: a browser keeps them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path not in BUNDLES:
            return await super().get_response(path, scope)
        return Response(bundle(path), media_type="text/javascript", headers={"cache-control": FOR_GOOD})

    def file_response(self, *given: object, **named: object) -> Response:
        response: Response = super().file_response(*given, **named)  # type: ignore[arg-type]
        response.headers["cache-control"] = FOR_GOOD
        return response


STATIC = Static(directory=FOLDER)


async def language(request: Request) -> Response:
    """Turns the site to French or English, and remembers it for a member."""
    sent = await form(request)
    if sent["language"] in LANGUAGES:
        request.session["language"] = sent["language"]
        if reader := visit_of(request).reader:
            await member.set_locale(house_of(request).graph, reader.id, sent["language"])
    return go(request, back(sent["back"]))


async def theme(request: Request) -> Response:
    """Day, night, or (anything else) as the device likes."""
    sent = await form(request)
    if sent["theme"] in ("light", "dark"):
        request.session["theme"] = sent["theme"]
    else:
        request.session.pop("theme", None)
    return go(request, back(sent["back"]))


def back(address: str) -> str:
    """The address if it is one of this site, else the home page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address
    return address if inside else "/"
