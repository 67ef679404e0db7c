"""Who may see what of a small random network, told in plain Python from its rows: no Cypher, no guard of the graph."""

from collections.abc import Iterable
from functools import cached_property

from graph.viewer import VISITOR
from tests.schema.differential.network import DISCREET, DOORS, MEMBERS, ROOT, TOPICS, World

SPACES = ("threads", "rooms", "gatherings", "circles")
PEOPLE = ("places", "members", "chapters", "asking", "helps", "sessions", "links", "tokens")
SEALED = (*PEOPLE, "said", "facts", "versions", "drafts", "reports", "files")


class Eyes:
    """What one viewer may see, by the ids of things and of their seals."""

    def __init__(self, world: World, viewer: str) -> None:
        self.world, self.viewer = world, viewer

    @cached_property
    def seen(self) -> frozenset[str]:
        """Ids of all that may be in an answer to this viewer."""
        parts = (self.places, self.spaces, self.messages, self.people, self._chapters, self._requests)
        parts += (self._reasons, self._versions, self.files)
        helps = {row["id"] for row in self.world.rows["helps"] if row["community"] in self.places}
        own = {row["id"] for table in ("drafts", "tokens") for row in self._mine(table)}
        return frozenset(helps.union(own, self._invited, self._reported, *parts))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Ids of all that must be in none."""
        rows = self.world.rows
        known = {row["id"] for table in (*SPACES, *SEALED) for row in rows[table]}
        known |= {f"w{row['id'][1:]}" for row in rows["withdrawn"]} | {
            f"{kind}{id[1:]}" for id in MEMBERS for kind in "ez"
        }
        return frozenset(known) - self.seen

    @property
    def found(self) -> set[str]:
        """Ids that `node` finds; who is shown only where they write or take part is not among them."""
        return self.places | self.spaces | self.messages | self.acquaintances | self.files | set(TOPICS)

    @property
    def staff(self) -> bool:
        return self._has("curating", place=ROOT)

    @cached_property
    def mine(self) -> set[str]:
        """The communities that the viewer is in."""
        return {row["place"] for row in self.world.rows["belonging"] if row["member"] == self.viewer}

    @cached_property
    def curated(self) -> set[str]:
        return {row["place"] for row in self.world.rows["curating"] if row["member"] == self.viewer}

    @cached_property
    def places(self) -> set[str]:
        return {place for place, door in DOORS.items() if door != "HIDDEN" or place in self.mine or self.staff}

    @cached_property
    def spaces(self) -> set[str]:
        """Threads, rooms and gatherings of one's communities (staff: of all), circles that one takes part in."""
        held = {row["id"]: row["place"] for table in SPACES for row in self.world.rows[table]}
        taken = {row["space"] for row in self.world.rows["parts"] if row["member"] == self.viewer}
        return {id for id, place in held.items() if (id in taken if id[0] == "k" else self.staff or place in self.mine)}

    @cached_property
    def messages(self) -> set[str]:
        return {row["id"] for table in ("said", "facts") for row in self._in_spaces(table)}

    @cached_property
    def acquaintances(self) -> set[str]:
        """Members whom the viewer may see wherever they are met."""
        if self.viewer == VISITOR:
            return set()
        shared = {row["member"] for row in self.world.rows["belonging"] if row["place"] in self.mine - {ROOT}}
        asking = {row["member"] for row in self.world.rows["asking"] if row["place"] in self.curated}
        return (set(MEMBERS) - set(DISCREET)) | {self.viewer} | shared | asking

    @property
    def neighbours(self) -> set[str]:
        """Those of them who are in a community with the viewer: what the list of members holds."""
        return {row["member"] for row in self.world.rows["belonging"] if row["place"] in self.mine} & self.acquaintances

    @cached_property
    def people(self) -> set[str]:
        """With them, those who wrote, opened or take part where the viewer may read: it shows them there."""
        shown = {row["by"] for table in ("threads", "said", "facts") for row in self._in_spaces(table)}
        return (
            self.acquaintances
            | shown
            | {row["member"] for table in ("parts", "coming") for row in self._in_spaces(table)}
        )

    @cached_property
    def files(self) -> set[str]:
        """Those of messages that one may read and nobody withdrew, and one's own that wait."""
        return self._brought(self.messages) | {
            row["id"] for row in self.world.rows["files"] if row["waits"] and row["by"] == self.viewer
        }

    @property
    def _chapters(self) -> set[str]:
        return {row["id"] for row in self.world.rows["chapters"] if row["member"] in self.people}

    @property
    def _invited(self) -> set[str]:
        """Circles that the viewer is asked into: what they are for is told, and nothing of what is said there."""
        return {row["circle"] for row in self._mine("invitations")}

    @property
    def _reported(self) -> set[str]:
        """What a member showed the staff of a circle: one message, and those around it."""
        told = set()
        for row in self.world.rows["reports"] if self.staff else ():
            place = {one["id"]: one["number"] for one in self.world.rows["said"] if one["space"] == row["space"]}
            near = {id for id, number in place.items() if abs(number - place[row["message"]]) <= 2}
            told |= near | {row["id"]} | self._brought(near)
        return told

    def _brought(self, messages: set[str]) -> set[str]:
        """The files of these messages, but for those that were withdrawn."""
        left = messages - {row["id"] for row in self.world.rows["withdrawn"]}
        return {row["file"] for row in self.world.rows["carries"] if row["message"] in left}

    def _mine(self, table: str) -> Iterable[dict[str, str]]:
        return (row for row in self.world.rows[table] if row["member"] == self.viewer)

    @property
    def _requests(self) -> set[str]:
        told = lambda row: self.staff or row["member"] == self.viewer or row["place"] in self.curated  # noqa: E731
        return {row["id"] for row in self.world.rows["asking"] if told(row)}

    @property
    def _reasons(self) -> set[str]:
        """Why a curator withdrew: told to who wrote it and, but in a circle, to curators."""
        return {f"w{row['id'][1:]}" for row in self.world.rows["withdrawn"] if self._answers_for(row)}

    @property
    def _versions(self) -> set[str]:
        """What a message said before: told to the same, and to nobody once it is withdrawn."""
        return {f"v{row['id'][1:]}" for row in self.world.rows["edited"] if self._answers_for(row)}

    def _answers_for(self, message: dict[str, str]) -> bool:
        held = {row["id"]: row["place"] for table in SPACES[:3] for row in self.world.rows[table]}
        place = held.get(message["space"])
        return message["wrote"] == self.viewer or (place is not None and (self.staff or place in self.curated))

    def _of_messages(self, table: str) -> Iterable[dict[str, str]]:
        return (row for row in self.world.rows[table] if row["message"] in self.messages)

    def _in_spaces(self, table: str) -> Iterable[dict[str, str]]:
        return (row for row in self.world.rows[table] if row.get("space", row.get("id")) in self.spaces)

    def _has(self, table: str, **values: str) -> bool:
        wanted = values | {"member": self.viewer}
        return any(all(row[name] == value for name, value in wanted.items()) for row in self.world.rows[table])
