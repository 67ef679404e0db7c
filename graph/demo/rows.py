"""Things of the invented network as the rows that its statements take."""

from collections.abc import Callable, Mapping

from graph.database import Row
from graph.demo.brought import uploads
from graph.demo.network import Chapter, Help, Line, Part, Person, Place, Space, Subject, Thread
from graph.folding import folded
from graph.shelf import held_key, shelf_key


def subject(one: Subject) -> Row:
    text = one.text
    return {
        "id": one.id,
        "slug": text.slug,
        "fr": text.fr,
        "en": text.en,
        "search": folded(text.fr, text.en, *text.words),
    }


def place(one: Place) -> Row:
    text = one.text
    return {
        "id": one.id,
        "slug": text.slug,
        "name": text.name,
        "purpose": text.purpose,
        "rules": "\n".join(text.rules),
        "door": text.door,
        "created": one.created,
        "search": folded(text.name, text.purpose),
    }


def within(ids: Mapping[str, str]) -> Callable[[Subject | Place], Row]:
    """A row for what is within another of these."""
    return lambda one: {"narrow": one.id, "broad": ids[one.text.within or ""]}


def person(one: Person) -> Row:
    words = folded(one.name, one.headline, one.about, one.region)
    kept = ("id", "slug", "name", "headline", "about", "email", "region", "timezone", "locale", "joined", "discreet")
    return {name: getattr(one, name) for name in kept} | {"search": words}


def chapter(pair: tuple[Person, Chapter]) -> Row:
    return vars(pair[1]) | {"member": pair[0].id}


def topic(pair: tuple[Person, str]) -> Row:
    return {"member": pair[0].id, "topic": pair[1], "since": pair[0].joined}


def member(pair: tuple[Person, Place]) -> Row:
    return {"member": pair[0].id, "place": pair[1].id, "since": max(pair[0].joined, pair[1].created)}


def space(one: Space) -> Row:
    values = dict(one.values)
    values["where"] = values.pop("place", None)
    said = [line.id for line in one.lines if line.fact is None]
    clock = {"last": len(one.lines), "said": len(said), "latest": said[-1] if said else None}
    return values | clock | {"id": one.id, "name": one.name, "created": one.created, "place": one.place}


def thread(one: Thread) -> Row:
    status = one.values["status"]
    return space(one) | {
        "by": one.by,
        "active": max((line.at for line in one.lines if line.fact is None), default=one.created),
        "openKey": one.id if status == "OPEN" else None,
        "heldKey": held_key(one.place, one.id),
        "shelfKey": shelf_key(one.place, status, one.created if one.closed is None else one.closed, one.id),
        "closed": one.closed,
        "search": folded(one.name, one.values["body"]),
    }


def part(pair: tuple[Space, Part]) -> Row:
    return vars(pair[1]) | {"space": pair[0].id}


def invitation(pair: tuple[Space, str]) -> Row:
    space, member = pair
    return {"member": member, "circle": space.id, "since": space.created, "by": space.values["by"]}


def message(said: tuple[Space, int, Line]) -> Row:
    space, number, line = said
    words = {"search": folded(line.body, *(uploads()[name].name for name in line.files))}
    return vars(line) | words | {"space": space.id, "number": number, "changed": f"{space.id}:{number:010d}"}


def file(brought: tuple[Line, int, str]) -> Row:
    line, place, name = brought
    upload = uploads()[name]
    small, large = upload.small, upload.large
    plain = {one: getattr(upload, one) for one in ("name", "kind", "hash", "size", "width", "height", "pages")}
    shown = {"small": small and small.hash, "large": large and large.hash}
    sizes = {"smallWidth": small and small.width, "smallHeight": small and small.height}
    return (
        {"id": file_id(line, place), "by": line.by, "message": line.id, "place": place, "at": line.at}
        | plain
        | shown
        | sizes
    )


def kept(brought: tuple[Line, int, str, str]) -> Row:
    line, place, _, hash = brought
    return {"file": file_id(line, place), "hash": hash}


def file_id(line: Line, place: int) -> str:
    """Made of that of its message, so that the same network has the same ids."""
    return f"{line.id[:-1]}{place}"


def help(one: Help) -> Row:
    thread = one.thread
    return {
        "key": f"{thread.id}:{one.giver}:{one.receiver}",
        "giver": one.giver,
        "receiver": one.receiver,
        "at": one.at,
        "thread": thread.id,
        "community": thread.place,
        "topics": list(thread.topics),
        "thanks": thread.thanks,
    }
