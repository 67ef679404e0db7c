"""How a page answers: with itself, with another address, or with the one sentence for absent and forbidden."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from web.house import house_of
from web.secure import LENT
from web.visit import visit_of


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """`web/<name>.html` with its values, for this visit."""
    text = house_of(request).templates.render(f"{name}.html", visit_of(request), **values)
    return HTMLResponse(text, status)


def aloud(page: Response) -> Response:
    """A page where one may speak: the browser may be asked for its microphone and its camera."""
    page.headers["permissions-policy"] = LENT
    return page


def go(request: Request, address: str) -> Response:
    """Sends the browser on after a form (303); htmx follows by itself."""
    return RedirectResponse(address, 303)


def not_found(request: Request, typed: str = "") -> HTMLResponse:
    """Absent and forbidden look the same; what was `typed` for it is given back."""
    return page(request, "pages/not_found", 404, typed=typed)


def too_soon(request: Request, seconds: int) -> HTMLResponse:
    """Says when to come back (429)."""
    answer = page(request, "pages/too_soon", 429, minutes=max(1, -(-seconds // 60)))
    answer.headers["retry-after"] = str(seconds)
    return answer


def is_swap(request: Request) -> bool:
    """True where htmx asks for a piece of a page, not for the page."""
    return request.headers.get("hx-request") == "true"
