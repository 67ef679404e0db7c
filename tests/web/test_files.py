"""Files in spaces: brought by a form, a script or a program; read by those who may read the space alone."""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from graph import file, message, token
from graph.database import Graph
from graph.file import UNSAID
from graph.identity import new_id, now
from tests.network import Network
from tests.web import samples
from tests.web.conftest import Client, Site
from tests.web.talk import audit, bodies, plain
from web.files.gate import EACH
from web.files.incoming import LARGEST, Files
from web.house import House

pytestmark = pytest.mark.anyio

SWAP = {"hx-request": "true"}
CV = ("CV d’Amélie.pdf", samples.pdf(), "text/html")
PHOTO = ("photo.jpg", samples.photo(), "application/x-msdownload")


@pytest.fixture
async def room(network: Network) -> str:
    return await network.room(await audit(network))


async def bring(client: Client, space: str, given: Any = CV, **headers: str) -> Any:
    return await client.post(
        f"/spaces/{space}/files", data={"csrf": client.csrf}, files={"file": given}, headers=headers
    )


async def say(client: Client, space: str, *given: Any, body: str = "", more: str = "", **fields: Any) -> Any:
    files = [("files", one) for one in given] or [("files", ("", b"", "application/octet-stream"))]
    data = {"csrf": client.csrf, "body": body, **fields}
    return await client.post(f"/spaces/{space}/messages{more}", data=data, files=files)


def shown(page: str) -> list[str]:
    """The addresses of the documents and pictures of a page."""
    return re.findall(r'href="(/files/[^"]+)"', page)


async def test_without_script_words_and_files_go_in_one_form(network: Network, site: Site, room: str) -> None:
    melanie, yasmine = await site("melanie"), await site("yasmine")
    answer = await say(melanie, room, CV, PHOTO, body="Regardez mon CV")
    assert answer.status_code == 303
    page = plain((await yasmine.get(f"/rooms/{room}")).text)
    assert bodies(page) == ["Regardez mon CV"]
    assert "CV d’Amélie.pdf" in page
    assert "PDF · 1 page · 1 Ko" in page
    assert re.search(r'<img src="/files/[^"]+/small" width="400" height="300" alt="photo.jpg" loading="lazy"', page)
    assert 'alt="Première page de CV d’Amélie.pdf"' in page
    for address in shown(page):
        assert (await yasmine.get(address)).status_code == 200


async def test_a_message_may_be_files_alone_and_is_named_by_them(network: Network, site: Site, room: str) -> None:
    melanie, yasmine = await site("melanie"), await site("yasmine")
    answer = await say(melanie, room, CV)
    id = answer.headers["location"].rpartition("#m-")[2]
    await message.post(network.graph, "yasmine", room, new_id(), "Bien vu", now(), id)
    page = (await yasmine.get(f"/rooms/{room}")).text
    assert '<span class="words">CV d’Amélie.pdf</span>' in page
    assert f"hit-{id}" in (await yasmine.get(f"/spaces/{room}/search?q=amelie")).text
    assert (await say(melanie, room)).status_code == 422
    answer = await melanie.send_form(f"/messages/{id}/edit", body="")
    assert answer.status_code == 303
    assert (await network.graph.read("MATCH (m:Message {id: $id}) RETURN m.editedAt AS at", id=id))[0]["at"]


async def test_it_is_served_as_what_it_is_and_can_do_nothing(site: Site, room: str) -> None:
    melanie = await site("melanie")
    await say(melanie, room, CV, PHOTO)
    page = (await melanie.get(f"/rooms/{room}")).text
    (first_page, cv, photo) = shown(page)
    told = await melanie.get(cv)
    assert (told.headers["content-type"], told.content) == ("application/pdf", CV[1])
    assert told.headers["content-disposition"] == (
        "attachment; filename=\"CV dAmelie.pdf\"; filename*=UTF-8''CV%20d%E2%80%99Am%C3%A9lie.pdf"
    )
    seen = await melanie.get(photo)
    assert seen.headers["content-type"] == "image/jpeg"
    assert samples.SECRET.encode() not in seen.content
    assert (await melanie.get(first_page)).headers["content-type"] == "image/webp"
    for one in (told, seen):
        assert one.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in one.headers["content-security-policy"]
        assert one.headers["cache-control"] == "private, no-cache"
    again = await melanie.get(cv, headers={"if-none-match": told.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_who_may_not_read_the_space_finds_nothing(network: Network, site: Site, room: str) -> None:
    melanie = await site("melanie")
    waiting = (await bring(melanie, room)).json()
    addresses = [waiting["path"], waiting["preview"]["path"], waiting["pagePath"]]
    absent = (await melanie.get(f"/files/{new_id()}/x.pdf")).text.replace("melanie", "")

    async def found(*members: str) -> set[int]:
        return {(await (await site(one)).get(address)).status_code for one in members for address in addresses}

    assert await found("melanie") == {200}
    assert await found("yasmine", "sarah", "ines", "zoe", "") == {404}
    assert absent.count("Une maille a sauté") == (await (await site("yasmine")).get(addresses[0])).text.count(
        "Une maille a sauté"
    )
    told = new_id()
    await message.post(network.graph, "melanie", room, told, "", now(), files=[waiting["id"]])
    assert await found("melanie", "yasmine", "ines") == {200}
    assert await found("zoe", "") == {404}
    await network.run("MATCH (:Member {id: 'yasmine'})-[of:MEMBER_OF]->(:Community {id: 'audit'}) DELETE of")
    assert await found("yasmine") == {404}
    etag = (await melanie.get(addresses[0])).headers["etag"]
    await melanie.send_form(f"/messages/{told}/withdraw")
    assert await found("melanie", "ousmane", "ines") == {404}
    assert (await melanie.get(addresses[0], headers={"if-none-match": etag})).status_code == 404
    await melanie.send_form(f"/messages/{told}/restore")
    assert await found("melanie", "ousmane") == {200}


async def test_files_of_a_circle_are_not_for_the_staff(network: Network, site: Site, room: str) -> None:
    circle = await network.circle("maille", "melanie", "yasmine")
    made = (await bring(await site("melanie"), circle)).json()
    await message.post(network.graph, "melanie", circle, new_id(), "", now(), files=[made["id"]])
    for member, status in (("yasmine", 200), ("ines", 404), ("sarah", 404)):
        assert (await (await site(member)).get(made["path"])).status_code == status


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("cv.pdf", b"MZ" + bytes(300), "ni un PDF, ni une image"),
        ("logo.png", b"<html><script>alert(1)</script>", "ni un PDF, ni une image"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ni un PDF, ni une image"),
        ("cv.png", samples.pdf(), "autre chose que ce que son nom annonce"),
        ("cv.pdf", samples.pdf() + samples.docx(), "deux fichiers en un"),
        ("cv.docx", samples.docx(**{"word__vbaProject--bin": b"x"}), "contient des macros"),
        ("cv.docx", samples.locked_zip(samples.docx()), "a un mot de passe"),
        ("cv.pdf", bytes(LARGEST + 1), "dépasse 10 Mo"),
        ("x.png", samples.picture("PNG", size=(8000, 8000), mode="1"), "trop grand une fois ouvert"),
    ],
    ids=lambda given: None if isinstance(given, bytes) else str(given)[:20],
)
async def test_a_refused_file_says_why_and_loses_neither_words_nor_the_other_files(
    network: Network, site: Site, room: str, name: str, given: bytes, words: str
) -> None:
    melanie = await site("melanie")
    answer = await say(melanie, room, PHOTO, (name, given, "application/pdf"), body="Mes mots")
    assert answer.status_code == 422
    page = plain(answer.text)
    assert words in page
    assert ">Mes mots</textarea>" in page
    (kept,) = re.findall(r'name="file" value="([^"]+)"', page)
    assert "Retirer photo.jpg" in page
    assert bodies((await melanie.get(f"/rooms/{room}")).text) == []
    assert (await say(melanie, room, body="Mes mots", file=kept)).status_code == 303
    assert "photo.jpg" in (await melanie.get(f"/rooms/{room}")).text


async def test_exactly_ten_megabytes_are_not_too_large(site: Site, room: str) -> None:
    given = samples.pdf()
    given += b"%" * (LARGEST - len(given))
    answer = await bring(await site("melanie"), room, ("cv.pdf", given, "application/pdf"))
    assert (answer.status_code, answer.json()["size"]) == (201, LARGEST)
    answer = await bring(await site("melanie"), room, ("cv.pdf", given + b"%", "application/pdf"))
    assert answer.status_code == 422


async def test_only_addresses_that_bring_files_take_a_large_body(site: Site, room: str) -> None:
    melanie = await site("melanie")
    large = {"file": ("x.pdf", bytes(LARGEST + 100_000), "application/pdf")}
    for address, status in ((f"/spaces/{room}/draft", 413), ("/ask", 413), (f"/spaces/{room}/files", 413)):
        answer = await melanie.post(address, data={"csrf": melanie.csrf}, files=large)
        assert answer.status_code == status, address
    plain_form = {"csrf": melanie.csrf, "body": "x" * 300_000}
    assert (await melanie.post(f"/spaces/{room}/messages", data=plain_form)).status_code == 413


async def test_a_fifth_file_waits_for_the_next_message(network: Network, site: Site, room: str) -> None:
    melanie = await site("melanie")
    five = [(f"{number}.pdf", samples.pdf(str(number)), "application/pdf") for number in range(5)]
    answer = await say(melanie, room, *five, body="Cinq")
    assert answer.status_code == 422
    assert "« 4.pdf » serait le cinquième" in plain(answer.text)
    kept = re.findall(r'name="file" value="([^"]+)"', answer.text)
    assert len(kept) == 4
    assert (await say(melanie, room, body="Quatre", file=kept)).status_code == 303


async def test_one_is_taken_away_and_the_words_stay(site: Site, room: str) -> None:
    melanie = await site("melanie")
    made = (await bring(melanie, room)).json()
    answer = await say(melanie, room, PHOTO, body="Mes mots", more=f"?discard={made['id']}")
    assert (answer.status_code, ">Mes mots</textarea>" in answer.text) == (200, True)
    assert ("CV d’Amélie" in answer.text, "photo.jpg" in answer.text) == (False, True)
    assert (await melanie.get(made["path"])).status_code == 404
    yasmine = await site("yasmine")
    (photo,) = re.findall(r'name="file" value="([^"]+)"', answer.text)
    await say(yasmine, room, more=f"?discard={photo}")
    assert (await melanie.get(f"/files/{photo}/small")).status_code == 200


async def test_a_preview_keeps_files(site: Site, room: str) -> None:
    melanie = await site("melanie")
    answer = await say(melanie, room, CV, body="**gras**", more="?preview=1")
    assert (answer.status_code, "<strong>gras</strong>" in answer.text, "CV d’Amélie" in answer.text) == (
        200,
        True,
        True,
    )
    assert "CV d’Amélie" in (await melanie.get(f"/rooms/{room}")).text
    assert "CV d’Amélie" not in (await (await site("yasmine")).get(f"/rooms/{room}")).text


async def test_a_form_that_is_sent_twice_says_it_once(network: Network, site: Site, room: str) -> None:
    melanie, id = await site("melanie"), new_id()
    for _ in range(2):
        assert (await say(melanie, room, CV, body="Une fois", id=id)).status_code == 303
    page = (await melanie.get(f"/rooms/{room}")).text
    assert bodies(page) == ["Une fois"]
    assert 'name="file"' not in page
    assert len(await network.graph.read("MATCH (f:File) RETURN f.id AS id")) == 1


async def test_the_script_gets_a_line_or_a_reason(site: Site, room: str) -> None:
    melanie = await site("melanie")
    answer = await bring(melanie, room, ("<b>.pdf", samples.pdf(), "x/y"), **SWAP)
    assert answer.status_code == 201
    assert answer.text.startswith('<li class="waits" data-file="')
    assert "-b-.pdf" in answer.text
    first = re.findall(r'data-file="([^"]+)"', answer.text)
    again = await bring(melanie, room, ("cv.pdf", samples.pdf(), "x/y"), **SWAP)
    assert re.findall(r'data-file="([^"]+)"', again.text) == first, "the same bytes are the same file"
    wrong = await bring(melanie, room, ("<b>", b"rien", "x/y"), **SWAP)
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "text/plain; charset=utf-8")
    assert (await melanie.post(f"/spaces/{room}/files", data={"csrf": melanie.csrf}, headers=SWAP)).status_code == 422


async def test_who_may_not_write_there_brings_nothing(network: Network, site: Site, room: str) -> None:
    for member, status in (("zoe", 404), ("ines", 404), ("", 401)):
        client = await site(member)
        answer = await bring(client, room)
        assert answer.status_code == status
        assert answer.json() == (await bring(client, new_id())).json()
        await say(client, room, CV, body="x")
    assert await network.graph.read("MATCH (f:File) RETURN f.id AS id") == []


async def test_a_program_brings_says_and_fetches(network: Network, site: Site, room: str, house: House) -> None:
    visitor = await site()
    headers = {"authorization": f"Bearer {await _token(network.graph, 'WRITE')}"}
    given = {"file": ("cv.pdf", samples.pdf(), "x/y")}
    answer = await visitor.post(f"/spaces/{room}/files", files=given, headers=headers)
    assert answer.status_code == 201
    made = answer.json()
    assert {name: made[name] for name in ("name", "type", "pages")} == {"name": "cv.pdf", "type": "PDF", "pages": 1}
    post = """mutation P($s: ID!, $f: [ID!]) {
        postMessage(space: $s, body: "", files: $f) { ... on Message { files { path } } } }"""
    asked = {"query": post, "variables": {"s": room, "f": [made["id"]]}}
    told = (await visitor.post("/graphql", json=asked, headers=headers)).json()
    assert told["data"]["postMessage"]["files"] == [{"path": made["path"]}]
    assert (await visitor.get(made["path"], headers=headers)).content == samples.pdf()
    assert (await visitor.get(made["path"])).status_code == 404
    assert (await visitor.get(made["path"], headers={"authorization": "Bearer mlt_no"})).status_code == 404
    reads = {"authorization": f"Bearer {await _token(network.graph, 'READ')}"}
    assert (await visitor.post(f"/spaces/{room}/files", files=given, headers=reads)).status_code == 403
    assert (await visitor.get(made["path"], headers=reads)).status_code == 200
    wrong = await visitor.post(f"/spaces/{room}/files", files={"file": ("x.pdf", b"x", "x/y")}, headers=headers)
    assert wrong.json()["errors"][0]["extensions"] == {"code": "KIND"}


async def _token(graph: Graph, scope: str) -> str:
    made = await token.make(graph, "melanie", new_id(), "Essai", scope, now(), 30)
    assert made
    return made


async def test_the_same_bytes_of_two_members_lie_once_and_go_with_the_last(
    network: Network, site: Site, room: str, house: House
) -> None:
    melanie, yasmine = await site("melanie"), await site("yasmine")
    mine, theirs = (await bring(melanie, room)).json(), (await bring(yasmine, room)).json()
    assert mine["id"] != theirs["id"]
    hash = sha256(CV[1]).hexdigest()
    await file.discard(network.graph, "melanie", mine["id"], now())
    await house.files.sweep(network.graph, now())
    assert (await yasmine.get(theirs["path"])).content == CV[1]
    await house.files.sweep(network.graph, now() + UNSAID + 1000)
    assert (await yasmine.get(theirs["path"])).status_code == 404
    with pytest.raises(FileNotFoundError):
        await house.files.store.read(hash)


async def test_forty_files_a_day(network: Network, site: Site, room: str, house: House) -> None:
    paced = await site("melanie", pace=lambda what, who: 60 if what == "upload" else 0)
    answer = await bring(paced, room, **SWAP)
    assert (answer.status_code, "quarante fichiers par jour" in answer.text) == (429, True)


async def test_where_the_store_is_away_nothing_half_remains(
    network: Network, site: Site, room: str, house: House
) -> None:
    class Away:
        folder = None

        async def put(self, hash: str, path: object) -> None:
            raise OSError("away")

    melanie = await site("melanie", files=Files(store=Away()))  # type: ignore[arg-type]
    answer = await say(melanie, room, CV, body="Mes mots")
    assert (answer.status_code, "n’a pas pu être rangé" in answer.text, "Mes mots" in answer.text) == (422, True, True)
    assert await network.graph.read("MATCH (f:File) RETURN f.id AS id") == []
    assert replace(house).files is house.files


async def test_a_name_acts_nowhere(network: Network, site: Site, room: str) -> None:
    melanie = await site("melanie")
    await say(melanie, room, ('"><img src=x onerror=alert(1)>.pdf', samples.pdf(), "x/y"))
    page = (await melanie.get(f"/rooms/{room}")).text
    assert "<img src=x" not in page
    (address,) = [one for one in shown(page) if not one.endswith("/page")]
    assert "\n" not in (await melanie.get(address)).headers["content-disposition"]


async def test_only_so_many_bring_files_at_once_and_words_go_on(site: Site, room: str, house: House) -> None:
    melanie = await site("melanie")
    house.files.gate.inside["melanie"] = EACH
    large = ("x.pdf", samples.pdf() + bytes(300_000), "x/y")
    assert (await say(melanie, room, large, body="x")).status_code == 429
    answer = await bring(melanie, room)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (429, "BUSY")
    assert (await say(melanie, room, body="Des mots")).status_code == 303
    del house.files.gate.inside["melanie"]
    assert (await bring(melanie, room)).status_code == 201
    assert house.files.gate.inside.total() == 0


async def test_what_a_picture_shows_is_said_in_words_and_its_name_stands_in_for_them(
    network: Network, site: Site, room: str
) -> None:
    melanie, yasmine = await site("melanie"), await site("yasmine")
    answer = await say(melanie, room, PHOTO, CV, body="Mes mots", more="?preview=1")
    photo, cv = re.findall(r'name="alt-([^"]+)" value=""', answer.text)
    words = {f"alt-{photo}": " Le plan\nde mon stand <b> ", "file": [photo, cv]}
    answer = await say(melanie, room, body="", more="?preview=1", **words)
    assert 'value="Le plan de mon stand &lt;b&gt;"' in answer.text, "it waits with its file"
    answer = await say(melanie, room, body="Mes mots", **words)
    id = answer.headers["location"].rpartition("#m-")[2]
    page = plain((await yasmine.get(f"/rooms/{room}")).text)
    assert 'alt="Le plan de mon stand &lt;b&gt;"' in page
    assert 'alt="Première page de CV d’Amélie.pdf"' in page
    assert f"hit-{id}" in (await yasmine.get(f"/spaces/{room}/search?q=stand")).text
    assert (await yasmine.send_form(f"/files/{photo}/alt", alt="x")).status_code == 404
    assert (await yasmine.send_form(f"/messages/{id}/edit", **{"body": "x", f"alt-{photo}": "x"})).status_code == 404
    edited = {f"alt-{photo}": "", f"alt-{cv}": "Une page, deux colonnes"}
    assert f'name="alt-{cv}"' in (await melanie.get(f"/messages/{id}/edit")).text
    assert (await melanie.send_form(f"/messages/{id}/edit", body="Mes mots", **edited)).status_code == 303
    page = plain((await yasmine.get(f"/rooms/{room}")).text)
    assert ('alt="photo.jpg"' in page, "stand" in page, "modifié" in page) == (True, False, False)
    assert 'alt="Première page de CV d’Amélie.pdf : Une page, deux colonnes"' in page
    long = await melanie.send_form(f"/messages/{id}/edit", **{"body": "Autres mots", f"alt-{cv}": "x" * 301})
    assert (long.status_code, "1 signes" in plain(long.text) or "1 signe" in plain(long.text)) == (422, True)
    assert ">Autres mots</textarea>" in long.text


async def test_the_script_and_a_program_say_what_a_picture_shows(network: Network, site: Site, room: str) -> None:
    melanie, visitor = await site("melanie"), await site()
    waiting = (await bring(melanie, room, PHOTO)).json()
    assert waiting["alt"] is None
    assert (await melanie.send_form(f"/files/{waiting['id']}/alt", alt="Mon stand")).status_code == 204
    assert (await melanie.send_form(f"/files/{waiting['id']}/alt", alt="x" * 301)).status_code == 422
    assert 'value="Mon stand"' in (await melanie.get(f"/rooms/{room}")).text
    headers = {"authorization": f"Bearer {await _token(network.graph, 'WRITE')}"}
    given = {"file": ("plan.png", samples.picture("PNG"), "x/y")}
    for alt, status in (("Le plan", 201), ("x" * 301, 422)):
        answer = await visitor.post(f"/spaces/{room}/files", files=given, data={"alt": alt}, headers=headers)
        assert answer.status_code == status
    describe = "mutation D($id: ID!, $alt: String!) { describeFile(fileId: $id, alt: $alt) { ... on File { alt } } }"
    asked = {"query": describe, "variables": {"id": waiting["id"], "alt": "Le stand, vu d’en haut"}}
    told = (await visitor.post("/graphql", json=asked, headers=headers)).json()
    assert told["data"]["describeFile"] == {"alt": "Le stand, vu d’en haut"}


async def test_the_staff_open_what_was_reported_until_it_is_settled(network: Network, site: Site, room: str) -> None:
    circle = await network.circle("maille", "melanie", "yasmine")
    melanie, yasmine, ines = await site("melanie"), await site("yasmine"), await site("ines")
    _, bad, _ = [await _said(network, melanie, circle, one) for one in ("avant.jpg", "mal.jpg", "après.jpg")]
    address = bad["path"]
    shown_before = plain((await yasmine.get(f"/messages/{bad['message']}/report")).text)
    assert "L’équipe ouvre les fichiers de ce message, jusqu’à ce que ce soit réglé" in shown_before
    assert shown(shown_before) == [address], "of the others, the name alone"
    assert all(name in shown_before for name in ("avant.jpg", "mal.jpg", "après.jpg"))
    absent = await ines.get(f"/files/{new_id()}/mal.jpg")
    forbidden = await ines.get(address)
    assert (forbidden.status_code, len(forbidden.content)) == (404, len(absent.content))
    await yasmine.send_form(f"/messages/{bad['message']}/report", note="Voyez")
    assert shown((await ines.get("/reports")).text) == [address]
    assert (await ines.get(address)).headers["content-type"] == "image/jpeg"
    assert (await ines.get(f"/files/{bad['id']}/small")).status_code == 200
    for other in ("sarah", "zoe", "ousmane", ""):
        assert (await (await site(other)).get(address)).status_code == 404
    asked = {"query": "query F($id: ID!) { node(id: $id) { id } }", "variables": {"id": bad["id"]}}
    assert (await ines.post("/graphql", json=asked)).json()["data"] == {"node": None}
    (settle,) = re.findall(r'name="report" value="([^"]+)"', (await ines.get("/reports")).text)
    assert (await ines.send_form("/reports", report=settle)).status_code == 303
    assert (await ines.get(address)).status_code == 404
    assert (await ines.get(address, headers={"if-none-match": "*"})).status_code == 404


async def _said(network: Network, client: Client, space: str, name: str) -> Any:
    """A picture of Mélanie's, and the id of the message that carries it."""
    made = (await bring(client, space, (name, samples.photo(), "image/jpeg"))).json()
    id = new_id()
    await message.post(network.graph, "melanie", space, id, "", now(), files=[made["id"]])
    return made | {"message": id}


async def test_a_download_that_was_cut_goes_on_from_where_it_was(site: Site, room: str) -> None:
    melanie = await site("melanie")
    made = (await bring(melanie, room)).json()
    address, whole = made["path"], CV[1]
    told = await melanie.get(address)
    etag, size = told.headers["etag"], len(whole)
    assert (told.status_code, told.headers["accept-ranges"]) == (200, "bytes")
    assert "content-encoding" not in told.headers, "one entity tag, one row of bytes"

    async def get(asked: str, **more: str) -> tuple[int, bytes, str]:
        answer = await melanie.get(address, headers={"range": asked, **more})
        assert int(answer.headers["content-length"]) == len(answer.content)
        return answer.status_code, answer.content, answer.headers.get("content-range", "")

    assert await get("bytes=0-0") == (206, whole[:1], f"bytes 0-0/{size}")
    assert await get("bytes=10-19") == (206, whole[10:20], f"bytes 10-19/{size}")
    assert await get("Bytes=10-") == (206, whole[10:], f"bytes 10-{size - 1}/{size}")
    assert await get(f"bytes=10-{size * 9}") == (206, whole[10:], f"bytes 10-{size - 1}/{size}")
    assert await get("bytes=-5") == (206, whole[-5:], f"bytes {size - 5}-{size - 1}/{size}")
    assert await get(f"bytes=-{size * 9}") == (206, whole, f"bytes 0-{size - 1}/{size}")
    for beyond in (f"bytes={size}-", "bytes=-0", f"bytes={size}-{size + 9}"):
        assert await get(beyond) == (416, b"", f"bytes */{size}"), beyond
    for none in ("bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes=0-" + "9" * 99):
        assert await get(none) == (200, whole, ""), none
    assert (await get("bytes=0-3", **{"if-range": etag}))[0] == 206
    for other in ('"another"', f"W/{etag}", "Sat, 28 Nov 2026 10:00:00 GMT"):
        assert await get("bytes=0-3", **{"if-range": other}) == (200, whole, ""), other
    assert (await melanie.get(address, headers={"range": "bytes=0-3", "if-none-match": etag})).status_code == 304
    head = await melanie.head(address, headers={"range": "bytes=0-3"})
    assert (head.status_code, head.headers["content-length"]) == (200, str(size))
    small = await melanie.get(made["preview"]["path"], headers={"range": "bytes=0-3"})
    assert (small.status_code, small.content) == (206, b"RIFF")
    refused = await (await site("yasmine")).get(address, headers={"range": f"bytes={size}-"})
    assert (refused.status_code, "content-range" in refused.headers) == (404, False)
