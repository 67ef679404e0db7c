"""What went wrong is told in words, in the reader's language, with every header and no traceback."""

import httpx
import pytest
from structlog.testing import capture_logs

from graph.database import Graph
from tests.network import Network
from tests.web.conftest import Client, Site
from tests.web.plain import plain
from web.secure import SECURE

pytestmark = pytest.mark.anyio


def _calm(client: Client) -> Client:
    """The same client, which reads the answer to a bug where others would raise it."""
    transport = client._transport
    assert isinstance(transport, httpx.ASGITransport)
    transport.raise_app_exceptions = False
    return client


@pytest.mark.parametrize(
    ("method", "address", "headers", "status", "words"),
    [
        ("GET", "/nowhere", {}, 404, "Une maille a sauté"),
        ("PUT", "/ask", {}, 405, "Cette adresse ne s'ouvre pas ainsi"),
        ("POST", "/ask", {}, 403, "Ce formulaire a trop attendu"),
        ("POST", "/ask", {"origin": "https://ailleurs.fr"}, 403, "Cela venait d'un autre site"),
        ("POST", "/ask", {"sec-fetch-site": "cross-site"}, 403, "Cela venait d'un autre site"),
        ("POST", "/ask", {"content-length": "999999999"}, 413, "C'est trop long pour un envoi"),
    ],
)
async def test_a_refusal_is_a_page_in_words(
    network: Network, site: Site, method: str, address: str, headers: dict[str, str], status: int, words: str
) -> None:
    await network.member("amina", await network.root())
    for member in ("", "amina"):
        answer = await (await site(member=member)).request(method, address, headers=headers)
        assert answer.status_code == status
        assert words in plain(answer)
        assert answer.text.count("<h1") == 1
        assert answer.headers["content-security-policy"] == SECURE["content-security-policy"]


async def test_a_bug_is_told_by_a_number_and_nothing_more(network: Network, site: Site, graph: Graph) -> None:
    await network.member("amina", await network.root())
    amina = _calm(await site(member="amina"))

    async def broken(*given: object, **named: object) -> list[object]:
        raise RuntimeError("secret of the house")

    amina_house = amina._transport.app.state["house"]  # type: ignore[attr-defined]
    amina._transport.app.state["house"] = _Broken.of(amina_house, broken)  # type: ignore[attr-defined]
    answer = await amina.get("/topics")
    assert answer.status_code == 500
    assert "Un nœud, de notre côté" in plain(answer)
    assert "donnez ce numéro à l'équipe" in plain(answer)
    assert "secret of the house" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == SECURE["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


async def test_what_went_wrong_is_english_too(network: Network, site: Site) -> None:
    await network.root()
    visitor = await site(language="en")
    assert "A stitch has slipped" in (await visitor.get("/nowhere")).text
    assert "That is too long to send" in (await visitor.post("/ask", headers={"content-length": "999999999"})).text


async def test_a_piece_of_a_page_gets_a_line(network: Network, site: Site) -> None:
    await network.root()
    visitor = await site()
    for address in ("/nowhere", "/topics/nowhere/else"):
        answer = await visitor.get(address, headers={"hx-request": "true"})
        assert answer.status_code == 404
        assert "<html" not in answer.text
        assert 'role="alert"' in answer.text


async def test_who_leaves_while_their_form_is_on_the_way_is_no_bug(network: Network, site: Site) -> None:
    await network.member("amina", await network.root())
    client = await site(member="amina")
    transport, answers = client._transport, []
    assert isinstance(transport, httpx.ASGITransport)
    request = client.build_request("POST", "/ask", data={"phrase": "Bonjour"})
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/ask",
        "raw_path": b"/ask",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
    }

    async def gone() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def answered(message: dict[str, object]) -> None:
        answers.append(message.get("status"))

    with capture_logs() as logs:
        await transport.app(scope, gone, answered)  # type: ignore[arg-type]
    assert (answers[0], logs) == (400, [])


@pytest.mark.parametrize("address", ["/charter", "/data", "/accessibility"])
async def test_pages_of_words_are_there_for_all_in_both_languages(network: Network, site: Site, address: str) -> None:
    await network.member("amina", await network.root())
    french, english = await site(), await site(language="en")
    one, other = await french.get(address), await english.get(address)
    assert (one.status_code, other.status_code) == (200, 200)
    assert one.text.count("<h1") == 1
    assert '<html lang="en"' in other.text
    assert (await (await site(member="amina")).get(address)).status_code == 200


class _Broken:
    """A house whose graph can't be asked."""

    @staticmethod
    def of(house: object, read: object) -> object:
        from dataclasses import replace

        class Graph_:
            def __getattr__(self, name: str) -> object:
                return read if name == "read" else getattr(house.graph, name)  # type: ignore[attr-defined]

        return replace(house, graph=Graph_())  # type: ignore[type-var]
