"""Which community an address names, for those who may see it, or may curate it."""

from typing import Any

from starlette.requests import Request

from web.ask import ask


async def place(request: Request) -> dict[str, Any] | None:
    """The community of the address; None where the viewer may not see it, or there is none."""
    found: dict[str, Any] | None
    found = (await ask(request, "pages/communities/place", slug=request.path_params["slug"]))["community"]
    return found


async def curated(request: Request) -> dict[str, Any] | None:
    """The same where the viewer curates it, or is of the staff."""
    found = await place(request)
    return found if found and found["curated"] else None
