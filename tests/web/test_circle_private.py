"""A circle is hidden from the staff as from anybody: every page, every read; a report shows its few words."""

import pytest

from graph import circle, invitation, invite
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network
from tests.web.conftest import Client, Site
from tests.web.talk import audit

pytestmark = pytest.mark.anyio

SECRETS = ("Zibeline", "anthracite", "mélodica", "Xylophone", "kaléidoscope", "quincaille")
NAME, PURPOSE, SEEKS, BRINGS, SAID, _ = SECRETS
READS = """query ($id: ID!, $message: ID!) {
  node(id: $id) { id __typename } space(id: $id) { id name }
  other: node(id: $message) { id } message(id: $message) { id }
  circles { id name } invitations { name } mentions(first: 9) { id } reported(id: $message) { body }
  reports { note messages { body } }
  member(by: { slug: "melanie" }) {
    inCommon(with: "ousmane") { circles { id } }
    paths(from: "ousmane", first: 3) { steps { tie } }
  }
}"""


@pytest.fixture
async def hidden(graph: Graph, network: Network) -> tuple[str, list[str]]:
    """Mélanie and Ousmane's circle, to which Yasmine is invited; Inès is of the staff, and Sarah curates."""
    await audit(network)
    id, words = new_id(), {"name": NAME, "purpose": PURPOSE, "seeks": SEEKS, "brings": BRINGS}
    assert await circle.open_circle(graph, "melanie", id, words, None, ["ousmane"], now())
    await invitation.accept(graph, "ousmane", id, "", "", now())
    assert await invite.invite(graph, "melanie", id, ["yasmine"], now()) == "INVITED"
    return id, [await network.say("melanie", id, f"{SAID} {number}") for number in range(8)]


async def seen(client: Client, *addresses: str) -> list[str]:
    """Of these pages, those that hold one of the secrets."""
    pages = [(address, (await client.get(address)).text) for address in addresses]
    return [address for address, page in pages if any(secret.lower() in page.lower() for secret in SECRETS)]


@pytest.mark.parametrize("member", ["ines", "sarah", "zoe"])
async def test_no_page_shows_any_of_it(site: Site, hidden: tuple[str, list[str]], member: str) -> None:
    id, said = hidden
    client = await site(member)
    places = ("", "/edit", "/invite", "/close")
    addresses = [f"/circles/{id}{place}" for place in places] + [f"/spaces/{id}{place}" for place in ("", "/names")]
    addresses += [f"/messages/{said[0]}{place}" for place in ("", "/edit", "/report", "/versions", "/withdraw")]
    for address in addresses:
        assert (await client.get(address)).status_code == 404, address
    assert (await client.get(f"/spaces/{id}/search?q={SAID}")).status_code == 404
    addresses = ["/", "/circles", "/rooms", "/communities/audit", "/communities/maille", "/gatherings", "/reports"]
    addresses += [f"/search?q={secret}" for secret in SECRETS] + [f"/members/{one}" for one in ("melanie", "ousmane")]
    # what one has typed oneself stands in the field: the secrets are looked for beside it
    assert [one for one in await seen(client, *addresses) if "/search" not in one] == []
    for secret in SECRETS:
        page = (await client.get(f"/search?q={secret}")).text
        assert id not in page
        assert not any(one in page for one in said)


@pytest.mark.parametrize("member", ["ines", "sarah", "zoe"])
async def test_no_read_of_the_api_tells_of_it(site: Site, hidden: tuple[str, list[str]], member: str) -> None:
    id, said = hidden
    answer = await (await site(member)).post(
        "/graphql",
        json={"query": READS, "variables": {"id": id, "message": said[3]}},
        headers={"origin": "http://maille.test"},
    )
    assert "errors" not in answer.json(), answer.text
    data = answer.json()["data"]
    assert [data[name] for name in ("node", "space", "other", "message")] == [None] * 4
    assert [data[name] for name in ("circles", "invitations", "mentions", "reported", "reports")] == [[]] * 5
    assert (data["member"]["inCommon"]["circles"], data["member"]["paths"]) == ([], [])
    assert not any(secret in answer.text for secret in SECRETS)


async def test_a_report_shows_the_staff_what_surrounds_one_message_and_no_more(
    site: Site, hidden: tuple[str, list[str]]
) -> None:
    id, said = hidden
    ines = await site("ines")
    await (await site("melanie")).send_form(f"/messages/{said[3]}/report", note="Voyez")
    page = (await ines.get("/reports")).text
    assert [f"{SAID} {number}" in page for number in range(8)] == [False, *[True] * 5, False, False]
    assert not any(secret in page for secret in (NAME, PURPOSE, SEEKS, BRINGS))
    assert (id in page, (await ines.get(f"/circles/{id}")).status_code) == (False, 404)
    assert (await ines.get(f"/messages/{said[3]}")).status_code == 404
