"""The least that an answer can cost: one statement written by hand for it, in a bare route; beside /graphql.

uv run python -m tests.bench.bare --data FOLDER [--neo4j URL]
"""

import argparse
from pathlib import Path
from typing import Any, LiteralString

import orjson
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route

from graph.database import Graph
from schema.context import Context
from schema.instant import written
from schema.language import LANGUAGES
from server.running import run
from tests.bench.floor import MEMBER, WHO
from tests.site import house_on, running, serve_alone, site
from web.graphql import view

FEED = """query Feed { threads(status: OPEN, first: 20) { nodes { id kind title status openedAt
  author { id name headline } community { id name slug } topics { id slug fr } messageCount
  lastMessage { id body at author { id name } } } pageInfo { hasNextPage } } }"""
THREAD = """query Thread($id: ID!) { thread(id: $id) { id title status body author { id name }
  topics { id slug fr } seekerCount bringerCount
  messages(last: 50) { nodes { id kind body at number author { id name headline } side } } } }"""
PERSON = """query Member($id: ID!) { member(id: $id) { id name headline about region joinedAt
  chapters { stage since until } seeks { id slug fr } brings { id slug fr }
  communities(first: 20) { nodes { id name slug } } threads(first: 10) { nodes { id kind title status openedAt } }
  givenCount receivedCount } }"""

MINE: LiteralString = "EXISTS { MATCH (thread)-[:HELD_IN]->(c:Community) WHERE EXISTS { (viewer)-[:MEMBER_OF]->(c) } }"
_ROW: LiteralString = """{id: thread.id, kind: thread.kind, title: thread.title, status: thread.status,
  openedAt: thread.openedAt,
  author: head([(thread)<-[:OPENED]-(a:Member) | {id: a.id, name: a.name, headline: a.headline}]),
  community: head([(thread)-[:HELD_IN]->(c:Community) | {id: c.id, name: c.name, slug: c.slug}]),
  topics: COLLECT { MATCH (thread)-[:ABOUT]->(t:Topic) WITH t ORDER BY t.slug
    RETURN {id: t.id, slug: t.slug, fr: t.fr} AS topic },
  messageCount: COUNT { MATCH (thread)<-[:SAID_IN]-(:Message {kind: 'SAID'}) },
  lastMessage: head(COLLECT { MATCH (thread)<-[:SAID_IN]-(m:Message {kind: 'SAID'})
    WITH m ORDER BY m.number DESC LIMIT 1 RETURN {id: m.id, body: m.body, at: m.at,
      author: head([(m)<-[:WROTE]-(a:Member) | {id: a.id, name: a.name}])} AS m })}"""
FEED_BARE: LiteralString = f"""
MATCH (thread:Thread) WHERE thread.openKey < '~'
WITH thread ORDER BY thread.openKey DESC LIMIT 100
MATCH (viewer:Member {{id: $viewer}}) WITH viewer, thread WHERE {MINE}
WITH thread ORDER BY thread.openKey DESC LIMIT 21 WITH thread, {_ROW} AS row RETURN collect(row) AS rows"""
THREAD_BARE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (thread:Thread {{id: $id}}) WHERE {MINE}
RETURN {{id: thread.id, title: thread.title, status: thread.status, body: thread.body,
  author: head([(thread)<-[:OPENED]-(a:Member) | {{id: a.id, name: a.name}}]),
  topics: COLLECT {{ MATCH (thread)-[:ABOUT]->(t:Topic) WITH t ORDER BY t.slug
    RETURN {{id: t.id, slug: t.slug, fr: t.fr}} AS topic }},
  seekerCount: COUNT {{ MATCH (thread)<-[:TAKES_PART {{side: 'SEEKS'}}]-(:Member) }},
  bringerCount: COUNT {{ MATCH (thread)<-[:TAKES_PART {{side: 'BRINGS'}}]-(:Member) }},
  messages: COLLECT {{ MATCH (thread)<-[:SAID_IN]-(m:Message) WITH thread, m ORDER BY m.number DESC LIMIT 51
    RETURN {{id: m.id, kind: m.kind, body: m.body, at: m.at, number: m.number,
      author: head([(m)<-[:WROTE]-(a:Member) | {{id: a.id, name: a.name, headline: a.headline}}]),
      side: head([(m)<-[:WROTE]-(:Member)-[p:TAKES_PART]->(thread) | p.side])}} AS m }} }} AS rows"""
# Who may see what, as the guards of the schema have it: the member, their communities and threads, their helps.
_SEEN: LiteralString = """(member.discreet = false OR member.id = viewer.id OR EXISTS {
  (viewer)-[:MEMBER_OF]->(s:Community)<-[:MEMBER_OF]-(member) WHERE s.root = false })"""
_PLACE: LiteralString = "(c.door <> 'HIDDEN' OR EXISTS { (viewer)-[:MEMBER_OF]->(c) })"
_HELPS: LiteralString = (
    "EXISTS { MATCH (c:Community {id: h.community}) WHERE " + _PLACE + " } AND " + _SEEN.replace("member", "other")
)
PERSON_BARE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (member:Member {{id: $id}}) WHERE {_SEEN}
RETURN {{id: member.id, name: member.name, headline: member.headline, about: member.about, region: member.region,
  joinedAt: member.joinedAt,
  chapters: COLLECT {{ MATCH (member)-[:HAS_CHAPTER]->(c:Chapter) WITH c ORDER BY c.since, c.id
    RETURN {{stage: c.stage, since: c.since, until: c.until}} AS c }},
  seeks: COLLECT {{ MATCH (member)-[:SEEKS]->(t:Topic) WITH t ORDER BY t.slug
    RETURN {{id: t.id, slug: t.slug, fr: t.fr}} AS t }},
  brings: COLLECT {{ MATCH (member)-[:BRINGS]->(t:Topic) WITH t ORDER BY t.slug
    RETURN {{id: t.id, slug: t.slug, fr: t.fr}} AS t }},
  communities: COLLECT {{ MATCH (member)-[:MEMBER_OF]->(c:Community) WHERE {_PLACE} WITH c ORDER BY c.slug LIMIT 21
    RETURN {{id: c.id, name: c.name, slug: c.slug}} AS c }},
  threads: COLLECT {{ MATCH (member)-[:OPENED]->(thread:Thread) WHERE {MINE}
    WITH thread ORDER BY thread.id DESC LIMIT 11 RETURN {{id: thread.id, kind: thread.kind,
      title: thread.title, status: thread.status, openedAt: thread.openedAt}} AS t }},
  givenCount: COUNT {{ MATCH (member)-[h:HELPED]->(other:Member) WHERE {_HELPS} }},
  receivedCount: COUNT {{ MATCH (member)<-[h:HELPED]-(other:Member) WHERE {_HELPS} }}}} AS rows"""


def _instants(row: Any, *names: str) -> Any:
    for name in names:
        if row.get(name) is not None:
            row[name] = written(row[name])
    return row


def feed(rows: Any) -> Any:
    """The answer to FEED."""
    for row in rows:
        _instants(row, "openedAt")
        if row["lastMessage"]:
            _instants(row["lastMessage"], "at")
    return {"threads": {"nodes": rows[:20], "pageInfo": {"hasNextPage": len(rows) > 20}}}


def thread(row: Any) -> Any:
    """The answer to THREAD."""
    row["messages"] = {"nodes": [_instants(one, "at") for one in row["messages"][:50]][::-1]}
    return {"thread": row}


def person(row: Any) -> Any:
    """The answer to PERSON."""
    row["chapters"] = [_instants(one, "since", "until") for one in row["chapters"]]
    row["communities"] = {"nodes": row["communities"][:20]}
    row["threads"] = {"nodes": [_instants(one, "openedAt") for one in row["threads"][:10]]}
    return {"member": _instants(row, "joinedAt")}


ROUTES = {"feed": (FEED_BARE, feed), "thread": (THREAD_BARE, thread), "person": (PERSON_BARE, person)}
DOCUMENTS = {"feed": FEED, "thread": THREAD, "person": PERSON}


def route(graph: Graph, viewer: str, statement: LiteralString, shape: Any) -> Any:
    """A route that answers what one statement finds."""

    async def bare(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        found = await graph.read(statement, viewer=viewer, **asked["variables"])
        return Response(orjson.dumps({"data": shape(found[0]["rows"])}), media_type="application/json")

    return bare


async def _serve(data: Path, neo4j: str) -> None:
    async with running(data, neo4j=neo4j) as graph:
        viewer = (await graph.read(WHO, slug=MEMBER))[0]["id"]

        async def context_of(_: HTTPConnection) -> Context:
            return Context(graph, LANGUAGES["fr"], viewer)

        view.context_of = context_of  # neither way looks up a session
        app = site(house_on(graph, ""))
        for name, (statement, shape) in ROUTES.items():
            app.routes.insert(0, Route(f"/bare/{name}", route(graph, viewer, statement, shape), methods=["POST"]))
        await serve_alone(app)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--neo4j", default="")
    given = parser.parse_args()
    return run(_serve(given.data, given.neo4j))


if __name__ == "__main__":
    raise SystemExit(main())
