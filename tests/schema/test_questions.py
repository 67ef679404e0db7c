"""The questions that only a graph can answer, as they are asked; what is hidden is in no answer."""

import json
from typing import Any

import pytest

from graph.database import Graph
from tests.network import Network
from tests.schema.conftest import Ask

pytestmark = pytest.mark.anyio

PATHS = """query Paths($slug: String!, $from: ID, $longest: Int) { member(slug: $slug) {
  paths(from: $from, maxLength: $longest) { steps { from { slug } to { slug } tie at outward } } } }"""
REACHABLE = """query Reachable($id: ID!) { thread(id: $id) { reachable(first: 3) {
  member { slug } topics { slug } path { steps { from { slug } to { slug } tie } } } } }"""
AROUND = """query Around($slug: String!) { topic(slug: $slug) { around(first: 4) { seekers { slug } bringers { slug }
  communities { slug } threads { title } gatherings { name } } } }"""
IN_COMMON = """query InCommon($slug: String!, $with: ID) { member(slug: $slug) { inCommon(with: $with) {
  communities { slug } circles { name } topics { topic { slug } theirs other }
  helps { at thanks giver { slug } receiver { slug } topics { slug } thread { title } } } } }"""
CONNECTORS = """query Connectors($slug: String!) { community(slug: $slug) { weave(weeks: 2)
  connectors(first: 4) { member { slug } communities { slug } } } }"""
RINGS = """query Rings($topic: ID, $community: ID, $length: Int) {
  rings(topic: $topic, community: $community, length: $length) {
    links { from { slug } to { slug } topic { slug } } } }"""
FIND = """query Find($text: String!, $kinds: [SearchKind!], $first: Int) {
  find(text: $text, kinds: $kinds, first: $first) {
  found { __typename ... on Member { slug } ... on Thread { title } ... on Community { slug } ... on Topic { slug } }
  highlights { in fragments { text hit } } } }"""


@pytest.fixture
async def house(network: Network) -> Network:
    """Amina, karim and claire of audit; canary is discreet, and of a hidden community."""
    await network.root()
    await network.community("audit")
    await network.community("lyon")
    await network.community("canary-place", "HIDDEN")
    for slug in ("amina", "karim", "claire"):
        await network.member(slug, "maille", "audit")
    await network.member("lou", "maille")
    await network.member("canary", "maille", "canary-place", discreet=True)
    await network.join("karim", "lyon")
    for slug in ("oral", "salaire", "python"):
        await network.topic(slug)
    return network


async def ring(house: Network, *members: str) -> None:
    for topic, giver, receiver in zip(("oral", "salaire", "python"), members, [*members[1:], members[0]], strict=True):
        await house.bring(giver, topic)
        await house.seek(receiver, topic)


async def test_paths_tell_each_tie_and_its_date(ask: Ask, house: Network) -> None:
    await house.helped("amina", "karim", "maille")
    await house.circle("maille", "amina", "lou")
    (path,) = (await ask("amina", PATHS, slug="karim"))["member"]["paths"]
    (step,) = path["steps"]
    assert (step["from"]["slug"], step["to"]["slug"], step["tie"], step["outward"]) == (
        "amina",
        "karim",
        "HELPED",
        True,
    )
    assert step["at"].endswith("Z")
    told = (await ask("lou", PATHS, slug="karim"))["member"]["paths"][0]["steps"]
    assert [one["tie"] for one in told] == ["CIRCLE", "HELPED"]
    assert (await ask("lou", PATHS, slug="karim", longest=1))["member"]["paths"] == []
    backwards = (await ask("amina", PATHS, slug="amina", **{"from": "karim"}))["member"]["paths"][0]["steps"]
    assert (backwards[0]["from"]["slug"], backwards[0]["outward"]) == ("karim", False)


async def test_no_path_begins_at_or_goes_through_somebody_hidden(ask: Ask, house: Network) -> None:
    await house.know("lou", "canary")
    await house.know("canary", "karim")
    assert (await ask("lou", PATHS, slug="karim"))["member"]["paths"] == []
    assert (await ask("lou", PATHS, slug="karim", **{"from": "canary"}))["member"]["paths"] == []
    assert (await ask("visitor", PATHS, slug="karim"))["member"] is None


async def test_who_is_reachable_comes_with_topics_and_path(ask: Ask, house: Network) -> None:
    asked = await house.thread("amina", "audit", "Oral", "oral")
    await house.know("amina", "karim")
    await house.bring("karim", "oral")
    (one,) = (await ask("amina", REACHABLE, id=asked))["thread"]["reachable"]
    assert one == {
        "member": {"slug": "karim"},
        "topics": [{"slug": "oral"}],
        "path": {"steps": [{"from": {"slug": "amina"}, "to": {"slug": "karim"}, "tie": "KNOWS"}]},
    }


async def test_who_asked_not_to_be_suggested_never_is_and_may_change_it(ask: Ask, graph: Graph, house: Network) -> None:
    edit = """mutation Edit($profile: Profile!) { editProfile(profile: $profile) { __typename
      ... on Member { suggested } } }"""
    asked = await house.thread("amina", "audit", "Oral", "oral")
    await house.know("amina", "karim")
    await ring(house, "amina", "karim", "claire")
    assert (await ask("amina", RINGS))["rings"]
    await house.bring("karim", "oral")
    assert (await ask("amina", REACHABLE, id=asked))["thread"]["reachable"]
    told = await ask("karim", edit, profile={"name": "Karim", "suggested": False})
    assert told["editProfile"] == {"__typename": "Member", "suggested": False}
    assert (await ask("karim", edit, profile={"name": "Karim"}))["editProfile"]["suggested"] is False
    assert (await ask("amina", REACHABLE, id=asked))["thread"]["reachable"] == []
    assert (await ask("amina", RINGS))["rings"] == []
    assert (await ask("amina", CONNECTORS, slug="lyon"))["community"]["connectors"] == []
    assert (await ask("karim", edit, profile={"name": "Karim", "suggested": True}))["editProfile"]["suggested"]
    assert (await ask("amina", REACHABLE, id=asked))["thread"]["reachable"]


async def test_what_is_around_a_topic(ask: Ask, house: Network) -> None:
    await house.seek("amina", "oral")
    await house.bring("karim", "oral")
    await house.bring("canary", "oral")
    await house.thread("amina", "audit", "Mon oral", "oral")
    await house.gathering("audit", "Oraux blancs")
    assert (await ask("claire", AROUND, slug="oral"))["topic"]["around"] == {
        "seekers": [{"slug": "amina"}],
        "bringers": [{"slug": "karim"}],
        "communities": [{"slug": "audit"}, {"slug": "lyon"}],
        "threads": [{"title": "Mon oral"}],
        "gatherings": [{"name": "Oraux blancs"}],
    }


async def test_what_two_have_in_common(ask: Ask, house: Network) -> None:
    await house.seek("amina", "salaire")
    await house.bring("karim", "salaire")
    await house.helped("karim", "amina", "audit", "Merci mille fois")
    await house.circle("maille", "amina", "karim", name="Duo")
    told = (await ask("amina", IN_COMMON, slug="karim"))["member"]["inCommon"]
    assert told["communities"] == [{"slug": "audit"}, {"slug": "maille"}]
    assert told["topics"] == [{"topic": {"slug": "salaire"}, "theirs": "BRINGS", "other": "SEEKS"}]
    assert told["circles"] == [{"name": "Duo"}]
    (help,) = told["helps"]
    assert (help["giver"]["slug"], help["receiver"]["slug"], help["thanks"]) == ("karim", "amina", "Merci mille fois")
    assert help["thread"] == {"title": "Une demande"}
    seen = (await ask("lou", IN_COMMON, slug="karim", **{"with": "amina"}))["member"]["inCommon"]
    assert seen["circles"] == []
    assert seen["helps"][0]["thread"] is None
    nothing = {"communities": [], "circles": [], "topics": [], "helps": []}
    assert (await ask("karim", IN_COMMON, slug="amina", **{"with": "canary"}))["member"]["inCommon"] == nothing


async def test_who_connects_a_community(ask: Ask, house: Network) -> None:
    await house.helped("karim", "amina", "audit")
    told = (await ask("lou", CONNECTORS, slug="audit"))["community"]
    assert told["connectors"] == [{"member": {"slug": "karim"}, "communities": [{"slug": "lyon"}]}]
    assert told["weave"] == [0, 1]


async def test_rings_lead_from_the_viewer_around(ask: Ask, house: Network) -> None:
    await ring(house, "amina", "karim", "claire")
    (one,) = (await ask("amina", RINGS))["rings"]
    assert [(link["from"]["slug"], link["topic"]["slug"], link["to"]["slug"]) for link in one["links"]] == [
        ("amina", "oral", "karim"),
        ("karim", "salaire", "claire"),
        ("claire", "python", "amina"),
    ]
    assert (await ask("claire", RINGS, community="audit", topic="oral", length=3))["rings"]
    assert (await ask("claire", RINGS, length=4))["rings"] == []
    assert (await ask("lou", RINGS))["rings"] == (await ask("visitor", RINGS))["rings"] == []


async def test_what_is_found_is_highlighted_as_text(ask: Ask, house: Network) -> None:
    await house.thread("karim", "audit", "Négocier <b>un</b> salaire", body="**Trois** *négociations* en [un an](/x).")
    await house.community("paris", name="Les négociants")
    found = (await ask("amina", FIND, text="négoci"))["find"]
    place, thread = sorted(found, key=lambda one: str(one["found"]["__typename"]))
    assert thread["found"] == {"__typename": "Thread", "title": "Négocier <b>un</b> salaire"}
    assert thread["highlights"] == [
        {
            "in": "TITLE",
            "fragments": [{"text": "Négocier", "hit": True}, {"text": " <b>un</b> salaire", "hit": False}],
        },
        {
            "in": "BODY",
            "fragments": [
                {"text": "Trois ", "hit": False},
                {"text": "négociations", "hit": True},
                {"text": " en un an.", "hit": False},
            ],
        },
    ]
    assert place["found"]["__typename"] == "Community"
    assert [one["in"] for one in place["highlights"]] == ["NAME"]
    only = (await ask("amina", FIND, text="négoci", kinds=["COMMUNITY"]))["find"]
    assert [one["found"]["__typename"] for one in only] == ["Community"]
    assert (await ask("amina", FIND, text="?"))["find"] == []


async def test_search_and_find_answer_the_same_things_in_the_same_order(ask: Ask, house: Network) -> None:
    search = """query Search($text: String!) { search(text: $text) {
      __typename ... on Member { slug } ... on Thread { title } ... on Community { slug } ... on Topic { slug } } }"""
    for n in range(3):
        await house.thread("karim", "audit", f"Oral {n}", "oral", body="oral " * n)
    for text in ("oral", "ka", "canary"):
        found = [one["found"] for one in (await ask("amina", FIND, text=text))["find"]]
        assert found == (await ask("amina", search, text=text))["search"]


@pytest.mark.parametrize("viewer", ["lou", "visitor"])
async def test_what_is_hidden_is_in_no_answer(ask: Ask, house: Network, viewer: str) -> None:
    await ring(house, "amina", "karim", "canary")
    for one in ("amina", "karim", "lou"):
        await house.know(one, "canary")
    for slug in ("amina", "karim"):
        await house.join(slug, "canary-place")
    await house.thread("amina", "canary-place", "canary", "oral", body="canary oral")
    await house.gathering("canary-place", "canary")
    await house.helped("karim", "amina", "canary-place", "canary")
    await house.circle("maille", "amina", "karim", name="canary")
    asked = await house.thread("amina", "maille", "Oral", "oral")
    answers: list[Any] = [
        await ask(viewer, PATHS, slug="karim"),
        await ask(viewer, REACHABLE, id=asked),
        *[await ask(viewer, AROUND, slug=slug) for slug in ("oral", "salaire", "python")],
        await ask(viewer, IN_COMMON, slug="karim", **{"with": "amina"}),
        await ask(viewer, CONNECTORS, slug="audit"),
        await ask(viewer, CONNECTORS, slug="canary-place"),
        await ask(viewer, RINGS),
        await ask(viewer, FIND, text="canary"),
        await ask(viewer, FIND, text="oral"),
    ]
    assert "canary" not in json.dumps(answers)
    assert "canary" in json.dumps(await ask("amina", FIND, text="canary"))
