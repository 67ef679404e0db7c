"""Every address of the site, one line each."""

from starlette.routing import BaseRoute, Mount, Route

from web import graphql, site
from web.pages import enter

ROUTES: list[BaseRoute] = [
    Mount("/static", site.STATIC),
    Route("/graphql", graphql.ENDPOINT),
    Route("/language", site.language, methods=["POST"]),
    Route("/theme", site.theme, methods=["POST"]),
]

DEMO_ROUTES: list[BaseRoute] = [
    Route("/enter", enter.show, methods=["GET"]),
    Route("/enter", enter.enter, methods=["POST"]),
]
