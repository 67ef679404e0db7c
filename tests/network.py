"""Builds the small networks of tests: members, topics and communities in few words, the rest through graph/ itself."""

from collections.abc import Sequence
from hashlib import sha256
from typing import LiteralString

from graph import file, message, thread
from graph.database import Graph, Transaction
from graph.folding import folded
from graph.identity import new_id, now

MEMBER: LiteralString = """
CREATE (:Member:Searchable {id: $id, slug: $slug, name: $name, email: $slug + '@exemple.fr', locale: 'fr',
    timezone: 'Europe/Paris', joinedAt: $at, discreet: $discreet, searchText: $search})"""
TOPIC: LiteralString = "CREATE (:Topic:Searchable {id: $id, slug: $slug, fr: $name, en: $name, searchText: $search})"
COMMUNITY: LiteralString = """
CREATE (:Community:Searchable {id: $id, slug: $slug, name: $name, purpose: '', rules: '', door: $door, root: $root,
    createdAt: $at, searchText: $search})"""
JOIN: LiteralString = """
MATCH (m:Member {id: $member}) MATCH (c:Community {id: $community})
CREATE (m)-[:MEMBER_OF {key: $member + ':' + $community, since: $at}]->(c)"""
CURATE: LiteralString = """
MATCH (m:Member {id: $member}) MATCH (c:Community {id: $community})
CREATE (m)-[:CURATES {key: $member + ':' + $community, since: $at}]->(c)"""
SEEK: LiteralString = """
MATCH (m:Member {id: $member}) MATCH (t:Topic {id: $topic})
CREATE (m)-[:SEEKS {key: $member + ':' + $topic, since: $at}]->(t)"""
BRING: LiteralString = """
MATCH (m:Member {id: $member}) MATCH (t:Topic {id: $topic})
CREATE (m)-[:BRINGS {key: $member + ':' + $topic, since: $at}]->(t)"""
KNOW: LiteralString = """
MATCH (a:Member {id: $one}) MATCH (b:Member {id: $other})
CREATE (a)-[:KNOWS {key: $one + ':' + $other, since: $at}]->(b)"""
ROOM: LiteralString = """
MATCH (c:Community {id: $community})
CREATE (r:Space:Room {id: $id, name: $name, purpose: '', createdAt: $at})-[:HELD_IN]->(c)
CREATE (r)-[:TICKS]->(:Clock {id: $id, last: 0})"""
CIRCLE: LiteralString = """
MATCH (c:Community {id: $community})
CREATE (r:Space:Circle {id: $id, name: $name, purpose: '', createdAt: $at})-[:HELD_IN]->(c)
CREATE (r)-[:TICKS]->(:Clock {id: $id, last: 0})"""
TAKE_PART: LiteralString = """
MATCH (m:Member {id: $member}) MATCH (s:Space {id: $space})
CREATE (m)-[:TAKES_PART {key: $member + ':' + $space, since: $at, read: 0}]->(s)"""
GATHERING: LiteralString = """
MATCH (c:Community {id: $community})
CREATE (g:Space:Gathering {id: $id, name: $name, createdAt: $at, startsAt: $starts, endsAt: $starts + 3600000,
    place: 'Lille', body: '', seats: $seats})-[:HELD_IN]->(c)
CREATE (g)-[:TICKS]->(:Clock {id: $id, last: 0})"""


class Network:
    """A network that grows by one call a thing. Slugs are ids: `await net.member("amina")` makes the member amina."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    async def root(self) -> str:
        """The root community, id and slug `maille`, its door open."""
        return await self.community("maille", root=True)

    async def member(self, slug: str, *communities: str, name: str = "", discreet: bool = False) -> str:
        """A member of these communities."""
        name = name or slug.capitalize()
        values = {"slug": slug, "name": name, "discreet": discreet, "search": folded(name)}
        await self.run(MEMBER, id=slug, at=now(), **values)
        for community in communities:
            await self.join(slug, community)
        return slug

    async def topic(self, slug: str, name: str = "") -> str:
        """A topic, the same name in both languages."""
        await self.run(TOPIC, id=slug, slug=slug, name=name or slug, search=folded(name or slug))
        return slug

    async def community(self, slug: str, door: str = "OPEN", name: str = "", root: bool = False) -> str:
        """A community without members."""
        values = {"name": name or slug, "door": door, "root": root, "search": folded(name or slug)}
        await self.run(COMMUNITY, id=slug, slug=slug, at=now(), **values)
        return slug

    async def room(self, community: str, name: str = "Salon") -> str:
        """A room; answers its id."""
        id = new_id()
        await self.run(ROOM, id=id, community=community, name=name, at=now())
        return id

    async def circle(self, community: str, *members: str, name: str = "Cercle") -> str:
        """A circle of these members; answers its id."""
        id = new_id()
        await self.run(CIRCLE, id=id, community=community, name=name, at=now())
        for member in members:
            await self.run(TAKE_PART, member=member, space=id, at=now())
        return id

    async def gathering(
        self, community: str, name: str = "Rencontre", in_hours: int = 24, seats: int | None = None
    ) -> str:
        """A gathering of an hour; answers its id."""
        id = new_id()
        starts = now() + in_hours * 3_600_000
        await self.run(GATHERING, id=id, community=community, name=name, at=now(), starts=starts, seats=seats)
        return id

    async def thread(
        self,
        author: str,
        community: str,
        title: str = "Une demande",
        *topics: str,
        kind: str = "REQUEST",
        body: str = "Qui ?",
    ) -> str:
        """An open thread; answers its id."""
        id = new_id()
        assert await thread.open_thread(self.graph, author, id, kind, title, body, community, topics, now())
        return id

    async def say(self, member: str, space: str, body: str = "Bonjour", *files: str) -> str:
        """A message, with files that wait there; answers its id."""
        id = new_id()
        assert await message.post(self.graph, member, space, id, body, now(), files=files)
        return id

    async def bring_file(self, member: str, space: str, name: str = "cv.pdf", kind: str = "PDF") -> str:
        """A file that waits to be said, without bytes; answers its id."""
        id = new_id()
        upload = file.Upload(name, kind, sha256(name.encode()).hexdigest(), 1000)
        assert await file.keep(self.graph, member, space, id, upload, now()) == id
        return id

    async def helped(self, giver: str, receiver: str, community: str, thanks: str = "Merci") -> str:
        """A request of the receiver's that the giver answered, closed with thanks; answers the thread's id."""
        id = await self.thread(receiver, community)
        await self.say(giver, id)
        assert await thread.close(self.graph, receiver, id, [giver], thanks, now())
        return id

    async def join(self, member: str, community: str) -> None:
        await self.run(JOIN, member=member, community=community, at=now())

    async def curate(self, member: str, community: str) -> None:
        await self.run(CURATE, member=member, community=community, at=now())

    async def seek(self, member: str, topic: str) -> None:
        await self.run(SEEK, member=member, topic=topic, at=now())

    async def bring(self, member: str, topic: str) -> None:
        await self.run(BRING, member=member, topic=topic, at=now())

    async def know(self, one: str, other: str) -> None:
        await self.run(KNOW, one=one, other=other, at=now())

    async def run(self, statement: LiteralString, **parameters: str | int | bool | Sequence[str] | None) -> None:
        async def work(tx: Transaction) -> None:
            await tx.run(statement, **parameters)

        await self.graph.write(work)
