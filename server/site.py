"""Makes the site of a graph. Loading this takes most of a start, so that commands do it late."""

from starlette.applications import Starlette

from graph.database import Graph
from graph.demo import PERSONAS
from schema.context import tell_nobody
from server.app import application
from server.documents_file import kept
from server.files import store
from server.limits import Limits
from server.mail import Outbox
from server.settings import Settings
from web.files.incoming import Files
from web.house import House, Post
from web.templates import Templates


def demo_site(graph: Graph, settings: Settings, secret: str) -> Starlette:
    """A site whose mails are kept to be read, and where anybody enters as a persona."""
    outbox = Outbox()
    house = House(
        graph=graph,
        templates=Templates(reload=True),
        tell=tell_nobody,
        pace=Limits().pace,
        mail=outbox.send,
        address=settings.site,
        relayed=settings.relay.only,
        kept=kept(settings.documents, settings.graphql == "known"),
        files=Files(store(settings)),
        outbox=outbox.mails,
        personas=PERSONAS,
    )
    return application(house, secret, https=settings.secure, relay=settings.relay)


def real_site(graph: Graph, settings: Settings, secret: str, mail: Post) -> Starlette:
    """A site for members."""
    house = House(
        graph=graph,
        templates=Templates(),
        tell=tell_nobody,
        pace=Limits().pace,
        mail=mail,
        address=settings.site,
        relayed=settings.relay.only,
        kept=kept(settings.documents, settings.graphql == "known"),
        files=Files(store(settings)),
    )
    return application(house, secret, https=settings.secure, broker=settings.broker, relay=settings.relay)
