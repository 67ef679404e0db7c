"""Members by the hundred: what a list adds, and what it leaves as it is."""

import pytest
from neo4j.exceptions import ConstraintError

from graph import founding, roster
from graph.database import Graph
from graph.identity import now
from graph.roster import Entry, Plan, compared
from tests.network import Network

pytestmark = pytest.mark.anyio

LEA = Entry(
    "Léa Faure", "lea@exemple.fr", "Audit", "Nord", "en", ["GRADUATE"], ["audit"], ["python"], ["maille", "lille"]
)


async def lille(graph: Graph) -> Network:
    network = Network(graph)
    await network.root()
    await network.community("lille")
    for topic in ("audit", "python"):
        await network.topic(topic)
    return network


async def bring(graph: Graph, *entries: Entry) -> Plan:
    plan = await roster.plan(graph, entries)
    await roster.write(graph, plan, now())
    return plan


async def test_a_new_member_is_all_that_the_list_says(graph: Graph) -> None:
    await lille(graph)
    plan = await bring(graph, LEA)
    assert (len(plan.new), plan.completed, plan.unchanged) == (1, 0, 0)
    (found,) = await roster.of(graph, "lille")
    assert found == Entry(
        "Léa Faure", "lea@exemple.fr", "Audit", "Nord", "en", ["GRADUATE"], ["audit"], ["python"], ["lille"]
    )
    assert [one.email for one in await roster.of(graph, "maille")] == ["lea@exemple.fr"]


async def test_the_same_list_again_changes_nothing(graph: Graph) -> None:
    await lille(graph)
    await bring(graph, LEA)
    with graph.counting() as count:
        plan = await bring(graph, LEA)
    assert (plan.new, plan.completed, plan.unchanged) == ([], 0, 1)
    assert count.statements == 1


async def test_who_is_there_keeps_their_profile_and_gets_what_is_missing(graph: Graph) -> None:
    network = await lille(graph)
    await network.member("lea", "maille", name="Léa F.")
    await network.bring("lea", "python")
    plan = await bring(graph, LEA)
    assert (plan.new, plan.completed, plan.unchanged) == ([], 1, 0)
    (found,) = await roster.of(graph, "lille")
    assert (found.name, found.headline, found.locale) == ("Léa F.", "", "fr")
    assert (found.stages, found.seeks, found.brings) == (["GRADUATE"], ["audit"], ["python"])


async def test_many_of_one_name_have_each_an_address(graph: Graph) -> None:
    network = await lille(graph)
    await network.member("lea-faure", "maille")
    await network.member("lea-faure-3", "maille")
    many = [Entry("Léa Faure", f"lea{number}@exemple.fr", communities=["maille"]) for number in range(1201)]
    await bring(
        graph,
        *many,
        Entry("Léa Faure 5", "lea-5@exemple.fr", communities=["maille"]),
        Entry("李", "li@exemple.fr", communities=["maille"]),
    )
    slugs = {
        row["slug"] for row in await graph.read("MATCH (m:Member)-[:MEMBER_OF]->(:Community) RETURN m.slug AS slug")
    }
    assert len(slugs) == 1205
    assert {"lea-faure", "lea-faure-2", "lea-faure-4", "membre"} <= slugs


async def test_nothing_is_half_written(graph: Graph) -> None:
    await lille(graph)
    plan = await roster.plan(graph, [LEA, Entry("Autre", "lea@exemple.fr", communities=["maille"])])
    with pytest.raises(ConstraintError):
        await roster.write(graph, plan, now())
    assert await roster.of(graph, "maille") == []


async def test_an_export_names_no_other_community(graph: Graph) -> None:
    network = await lille(graph)
    await network.community("secrete", "HIDDEN")
    await network.member("lea", "maille", "lille", "secrete")
    assert [one.communities for one in await roster.of(graph, "lille")] == [["lille"]]


async def test_a_topic_is_known_by_slug_and_by_both_names(graph: Graph) -> None:
    await lille(graph)
    await graph.write(
        lambda tx: tx.run(
            "CREATE (:Topic:Searchable {id: 't', slug: 'diplomes', fr: 'DCG, DSCG et DEC', en: 'Accountancy degrees'})"
        )
    )
    found = await roster.places(graph)
    assert {found.topics[name] for name in ("diplome", "dcg dscg et dec", "accountancy degree")} == {"t"}
    assert (found.root, found.communities["lille"]) == ("maille", "lille")


def test_a_plan_asks_each_thing_once() -> None:
    twice = Entry("Léa", "lea@exemple.fr", stages=["ALUM", "ALUM"], seeks=["a", "a"], communities=["m", "m"])
    plan = compared([twice], {})
    assert [len(pairs) for pairs in plan.added.values()] == [1, 1, 0, 1]


async def test_a_network_begins_with_its_root_and_its_topics_once(graph: Graph) -> None:
    assert await founding.found(graph, now())
    assert not await founding.found(graph, now())
    (root,) = await graph.read("MATCH (c:Community) RETURN c.slug AS slug, c.root AS root, c.door AS door")
    assert root == {"slug": "maille", "root": True, "door": "ON_REQUEST"}
    (topics,) = await graph.read("MATCH (t:Topic) RETURN count(t) AS number")
    (within,) = await graph.read("MATCH (:Topic)-[w:WITHIN]->(:Topic) RETURN count(w) AS number")
    assert topics["number"] > 100
    assert 0 < within["number"] < topics["number"]
    assert not await founding.staffed(graph)


async def test_a_network_with_curators_of_the_root_is_staffed(graph: Graph) -> None:
    network = await lille(graph)
    await network.member("ines", "maille", "lille")
    await network.curate("ines", "lille")
    assert not await founding.staffed(graph)
    await network.curate("ines", "maille")
    assert await founding.staffed(graph)
