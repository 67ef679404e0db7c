"""An address of each page on the site that runs, and pages as they are when there is little or nothing to show."""

from collections.abc import Iterator

from starlette.routing import Route

from tests.browser.person import Person
from web.routes import DEMO_ROUTES, ROUTES

ELSEWHERE = {  # these send on to another page, or are among the states below
    "/developers/schema.graphql": "a text",
    "/messages/{id}": "to its space",
    "/gatherings/{id}.ics": "for a calendar",
    "/calendar/{secret}.ics": "for a calendar",
    "/mails/answers/{sign}": "the page of a mail",
    "/reports": "for the staff",
    "/spaces/{id}/names": "a piece of the composer",
    "/spaces/{id}/draft": "a piece of the composer",
    "/files/{id}/small": "a picture",
    "/files/{id}/page": "a picture",
    "/files/{id}/{name}": "a file",
    "/sign-in": "who is in goes on",
    "/sign-in/sent": "who asked for a link",
    "/sign-in/{token}": "the page of a mail",
    "/spaces/{id}": "to its own address",
    "/waiting": "who isn't in yet",
}
VISITED = (  # by who isn't signed in
    "/",
    "/communities",
    "/communities/marseille",
    "/developers",
    "/enter",
    "/mails/answers/nulle-part",
    "/search",
    "/sign-in",
    "/sign-in/nulle-part",
    "/topics/python",
    "/nulle-part",
)
STATES = (
    "/ask?kind=OFFER&text=Je+relis+dix+CV",
    "/communities/premiere-generation",
    "/members/personne",
    "/members?topic=aucun",
    "/search?q=audit",
    "/search?q=zyzomys",
    "/threads?kind=OFFER",
)
FIND = """{
  viewer { id communities(first: 50) { nodes { slug root curated rooms { id } } } }
  gatherings(first: 50) { id organised }
  circles { id }
}"""
EDIT = 'mutation ($id: ID!) { editMessage(messageId: $id, body: "Quelque chose de relu.") { __typename } }'
SAID = "query ($id: ID!) { thread(id: $id) { messages(last: 1) { nodes { id } } } }"


def routes() -> Iterator[str]:
    """The path of every page that a member may open."""
    for route in [*ROUTES, *DEMO_ROUTES]:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in ELSEWHERE:
            yield route.path


def filled(path: str, found: dict[str, str]) -> str:
    """The path with a thing of its kind in its place; KeyError for a kind that `find` doesn't know."""
    kind, before, place = path.split("/")[1], *path.partition("{")[::2]
    return before + found[kind] + place.partition("}")[2] if place else path


def find(one: Person) -> dict[str, str]:
    """By the first word of a path: what a member who curates, writes and takes part has of that kind."""
    data = one.query(FIND)
    places = [place for place in data["viewer"]["communities"]["nodes"] if not place["root"]]
    address = one.opens("Une demande à regarder de près", topics=("python", "sql"))
    one.open(address)
    one.says("Quelque chose à relire.")
    thread = address.rsplit("/", 1)[1]
    message = one.query(SAID, id=thread)["thread"]["messages"]["nodes"][0]["id"]
    one.query(EDIT, id=message)
    return {
        "communities": next(place["slug"] for place in places if place["curated"]),
        "developers": "Thread",
        "members": "claire",
        "topics": "python",
        "threads": thread,
        "rooms": next(room["id"] for place in places for room in place["rooms"]),
        "gatherings": next(one["id"] for one in data["gatherings"] if one["organised"]),
        "circles": data["circles"][0]["id"],
        "messages": message,
        "spaces": thread,
    }
