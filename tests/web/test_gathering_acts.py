"""Opening a gathering, answering it, waiting for a seat, being told once, and the calendar that reads it."""

import re
from email.utils import formatdate

import pytest
from icalendar import Calendar, Event

from graph.database import Graph
from graph.identity import new_id, now
from server.reminders import Round, tell_due
from tests.network import Network
from tests.web.conftest import Letters, Site
from tests.web.talk import audit, plain, without
from web.house import House
from web.mail import Mail

pytestmark = pytest.mark.anyio

HOUR = 3_600_000
FORM = {
    "name": "Oraux blancs",
    "body": "À trois",
    "starts": "2099-03-02T18:30",
    "minutes": "90",
    "zone": "Europe/Paris",
}
FORM |= {"place": "Lille", "link": "", "seats": "1", "day_before": "yes", "remind": ""}


async def opened(site: Site, member: str = "melanie", **changes: str) -> str:
    answer = await (await site(member)).send_form("/gatherings/new", **{**FORM, "community": "audit", **changes})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


async def test_a_member_proposes_one_and_comes(graph: Graph, network: Network, site: Site) -> None:
    await audit(network)
    assert "Proposer la rencontre" in (await (await site("melanie")).get("/gatherings/new?community=audit")).text
    id = await opened(site)
    (row,) = await graph.read("MATCH (g:Gathering {id: $id}) RETURN g.startsAt AS s, g.endsAt AS e", id=id)
    assert (row["s"], row["e"] - row["s"]) == (4076155800000, 90 * 60_000)  # half past six in Paris
    page = plain((await (await site("ousmane")).get(f"/gatherings/{id}")).text)
    assert ("Mélanie Carpentier" in page, "C’est complet." in page, "Attendre une place" in page) == (True, True, True)
    assert "Oraux blancs" in (await (await site("ousmane")).get("/gatherings")).text
    assert "Oraux blancs" not in (await (await site("zoe")).get("/gatherings")).text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("starts", "demain", "starts"),
        ("starts", "2001-01-01T10:00", "starts"),
        ("minutes", "0", "minutes"),
        ("zone", "../etc/passwd", "zone"),
        ("link", "javascript:alert(1)", "link"),
        ("seats", "-1", "seats"),
        ("remind", "2099-03-03T00:00", "remind"),
        ("name", " ", "name"),
        ("community", "autre", "community"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    graph: Graph, network: Network, site: Site, field: str, value: str, told: str
) -> None:
    await audit(network)
    sent = {**FORM, "community": "audit", field: value}
    answer = await (await site("melanie")).send_form("/gatherings/new", **sent)
    assert (answer.status_code, f'href="#{told}"' in answer.text, "À trois" in answer.text) == (422, True, True)
    assert await graph.read("MATCH (g:Gathering) RETURN g.id AS id") == []


async def test_a_seat_that_frees_comes_to_who_waits_and_a_mail_says_so_once(
    graph: Graph, network: Network, site: Site, house: House, letters: Letters
) -> None:
    await audit(network)
    id, melanie, ousmane = await opened(site), await site("melanie"), await site("ousmane")
    await ousmane.send_form(f"/gatherings/{id}/answer", answer="COMING")
    assert "Vous êtes au rang 1" in plain((await ousmane.get(f"/gatherings/{id}")).text)
    await melanie.send_form(f"/gatherings/{id}/answer", answer="NOT")
    assert "Vous venez" in plain((await ousmane.get(f"/gatherings/{id}")).text)
    letters.broken = True
    assert await tell_due(house, now()) == Round(0, "no mail today")
    letters.broken = False
    assert [(await tell_due(house, now())).sent for _ in range(3)] == [1, 0, 0]
    ((mail, _),) = letters.kept
    assert (mail.to, "place s’est libérée" in mail.subject, f"/gatherings/{id}" in mail.text) == (
        *("ousmane@exemple.fr", True, True),
    )
    assert event(mail)["status"] == "CONFIRMED"


async def test_it_is_called_off_by_who_looks_after_it_and_those_who_come_are_told(
    network: Network, site: Site, house: House, letters: Letters
) -> None:
    await audit(network)
    id, ousmane = await opened(site, seats=""), await site("ousmane")
    await ousmane.send_form(f"/gatherings/{id}/answer", answer="MAYBE")
    for act in ("edit", "cancel"):
        assert (await ousmane.send_form(f"/gatherings/{id}/{act}", **FORM)).status_code == 404
    sarah = await site("sarah")  # who curates
    answer = await sarah.send_form(f"/gatherings/{id}/edit", **{**FORM, "seats": "", "place": "Douai"})
    assert answer.status_code == 303
    assert (await sarah.send_form(f"/gatherings/{id}/cancel")).status_code == 303
    page = plain((await ousmane.get(f"/gatherings/{id}")).text)
    assert ("n’aura pas lieu" in page, "a annulé la rencontre" in page, f"{id}/answer" in page) == (True, True, False)
    assert (await tell_due(house, now())).sent == 2
    mails = [mail for mail, _ in letters.kept]
    assert {mail.to for mail in mails} == {"melanie@exemple.fr", "ousmane@exemple.fr"}
    assert all(mail.subject.startswith("Annulée") for mail in mails)
    assert {event(mail)["status"] for mail in mails} == {"CANCELLED"}


async def test_a_calendar_that_has_it_is_changed_by_what_the_mail_brings(
    network: Network, site: Site, house: House, letters: Letters
) -> None:
    """RFC 5546: the same UID, a higher SEQUENCE, no other METHOD than what is meant; the mail and the page agree."""
    await audit(network)
    id, ousmane, melanie = await opened(site, seats=""), await site("ousmane"), await site("melanie")
    await ousmane.send_form(f"/gatherings/{id}/answer", answer="MAYBE")
    first = one_of((await ousmane.get(f"/gatherings/{id}.ics")).content)
    assert (first["status"], first["sequence"]) == ("TENTATIVE", 0)
    await melanie.send_form(f"/gatherings/{id}/edit", **{**FORM, "seats": "", "place": "Douai"})
    assert (await tell_due(house, now())).sent == 2
    mails = {mail.to: mail for mail, _ in letters.kept}
    moved = mails["ousmane@exemple.fr"]
    assert moved.calendar
    assert "il y change l’heure et le lieu" in plain(moved.text)
    assert moved.calendar.content == (await ousmane.get(f"/gatherings/{id}.ics")).content
    assert (moved.calendar.method, event(moved)["status"]) == ("PUBLISH", "TENTATIVE")
    assert (event(moved)["uid"], event(moved)["sequence"], event(moved)["location"]) == (first["uid"], 1, "Douai")
    assert event(mails["melanie@exemple.fr"])["status"] == "CONFIRMED"
    assert not any(word in moved.calendar.content for word in (b"ATTENDEE", b"exemple.fr", b"mailto"))
    letters.kept.clear()
    await melanie.send_form(f"/gatherings/{id}/cancel")
    assert (await tell_due(house, now())).sent == 2
    for mail, _ in letters.kept:
        assert mail.calendar
        assert (mail.calendar.method, b"METHOD:CANCEL" in mail.calendar.content) == ("CANCEL", True)
        assert (event(mail)["uid"], event(mail)["sequence"]) == (first["uid"], 2)
        assert "il l’en retire" in plain(mail.text)
    last = one_of((await ousmane.get(f"/gatherings/{id}.ics")).content)
    assert (last["uid"], last["sequence"], last["status"]) == (first["uid"], 2, "CANCELLED")


def event(mail: Mail) -> Event:
    assert mail.calendar
    return one_of(mail.calendar.content)


def one_of(text: bytes) -> Event:
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    assert isinstance(found, Event)
    return found


async def test_before_one_talks_a_calm_line_says_from_when_on(network: Network, site: Site) -> None:
    early, soon = await network.gathering(await audit(network)), await network.gathering("audit", in_hours=0)
    melanie = await site("melanie")
    page = plain((await melanie.get(f"/gatherings/{early}")).text)
    assert ("On parle ici une demi-heure avant" in page, 'id="say"' in page) == (True, False)
    assert (await melanie.send_form(f"/spaces/{early}/messages", body="Coucou")).status_code == 422
    assert 'id="say"' in (await (await site("sarah")).get(f"/gatherings/{early}")).text
    assert 'id="say"' in (await melanie.get(f"/gatherings/{soon}")).text


async def test_who_came_is_noted_and_they_keep_notes(network: Network, site: Site) -> None:
    id = await network.gathering(await audit(network), in_hours=-1)
    await network.run("MATCH (g:Gathering {id: $id}) SET g.endsAt = g.endsAt + 7200000", id=id)
    melanie, sarah = await site("melanie"), await site("sarah")
    await melanie.send_form(f"/gatherings/{id}/answer", answer="COMING")
    assert (await melanie.send_form(f"/gatherings/{id}/notes", body="Trop tôt")).status_code == 404
    assert (await melanie.send_form(f"/gatherings/{id}/attendance", member="melanie")).status_code == 404
    assert (await sarah.send_form(f"/gatherings/{id}/attendance", member="melanie")).status_code == 303
    assert (await melanie.send_form(f"/gatherings/{id}/notes", body="On a **ri**")).status_code == 303
    page = (await (await site("ousmane")).get(f"/gatherings/{id}")).text
    assert ("<strong>ri</strong>" in page, f"{id}/notes" in page) == (True, False)


async def test_whoever_else_came_is_found_where_they_spoke_or_by_their_name(network: Network, site: Site) -> None:
    id, early = await network.gathering(await audit(network), in_hours=-1), await network.gathering("audit")
    await network.run("MATCH (g:Gathering {id: $id}) SET g.endsAt = g.endsAt + 7200000", id=id)
    melanie, sarah, ousmane = await site("melanie"), await site("sarah"), await site("ousmane")
    await ousmane.send_form(f"/spaces/{id}/messages", body="Me voilà")
    where = f"/gatherings/{id}/attendance"
    absent = (await sarah.get(f"/gatherings/{new_id()}/attendance")).status_code
    for who, address in ((melanie, where), (sarah, f"/gatherings/{early}/attendance"), (await site("zoe"), where)):
        assert (await who.get(address)).status_code == absent == 404
    assert f'href="{where}"' in (await sarah.get(f"/gatherings/{id}")).text
    page = (await sarah.get(where)).text
    assert ('value="ousmane"' in page, 'value="yasmine"' in page) == (True, False)
    page = (await sarah.get(f"{where}?find=yasm")).text
    assert ('value="yasmine"' in page, 'value="ousmane"' in page) == (True, False)
    assert "Personne de ce nom" in plain((await sarah.get(f"{where}?find=zo")).text), "who is in the network alone"
    for member in ("ousmane", "yasmine", "zoe"):
        assert (await sarah.send_form(where, member=member, adds="yes")).status_code == 303
    page = (await sarah.get(f"/gatherings/{id}")).text
    assert re.findall(r'name="member" value="(\w+)" checked', page) == ["ousmane", "yasmine"]
    assert set(re.findall(r'name="among" value="(\w+)"', page)) >= {"ousmane", "yasmine"}
    assert (await sarah.send_form(where, among="ousmane")).status_code == 303  # the other keeps theirs
    assert re.findall(r'name="member" value="(\w+)" checked', (await sarah.get(f"/gatherings/{id}")).text) == [
        "yasmine"
    ]
    assert "Yasmine Ferhat" in (await melanie.get(f"/gatherings/{id}")).text
    assert (await (await site("yasmine")).send_form(f"/gatherings/{id}/notes", body="On a ri")).status_code == 303


async def test_a_calendar_reads_by_a_secret_that_is_shown_once_and_can_be_taken_back(
    network: Network, site: Site
) -> None:
    await audit(network)
    id, melanie, program = await opened(site), await site("melanie"), await site()
    page = (await melanie.send_form("/me/calendar", act="open")).text
    (path,) = re.findall(r"http://maille\.test(/calendar/[\w-]{40,}\.ics)", page)
    assert path not in (await melanie.get("/me/calendar")).text
    answer = await program.get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert f"UID:{id}@maille.test" in lines
    assert {"DTSTART;TZID=Europe/Paris:20990302T183000", "SUMMARY:Oraux blancs", "STATUS:CONFIRMED"} <= set(lines)
    tag = answer.headers["etag"]
    again = await program.get(path, headers={"if-none-match": f"W/{tag}"})
    assert (again.status_code, again.text, answer.headers["last-modified"][-3:]) == (304, "", "GMT")
    assert (await program.get(path, headers={"if-modified-since": formatdate(usegmt=True)})).status_code == 200
    await melanie.send_form(f"/gatherings/{id}/edit", **{**FORM, "name": "Oraux roses"})
    changed = await program.get(path, headers={"if-none-match": tag})
    assert (changed.status_code, "SEQUENCE:1" in changed.text, f"UID:{id}@" in changed.text) == (200, True, True)
    await melanie.send_form(f"/gatherings/{id}/cancel")
    text = (await program.get(path)).text
    assert ("STATUS:CANCELLED" in text, "SEQUENCE:2" in text) == (True, True)
    assert "METHOD:CANCEL" in (await melanie.get(f"/gatherings/{id}.ics")).text
    await melanie.send_form("/me/calendar", act="close")
    gone, never = await program.get(path), await program.get("/calendar/nothing.ics")
    assert (gone.status_code, never.status_code, id in gone.text) == (404, 404, False)


async def test_one_gathering_goes_into_a_calendar_of_who_may_see_it(network: Network, site: Site) -> None:
    await audit(network)
    id, absent = await opened(site, seats=""), new_id()
    assert "BEGIN:VEVENT" in (await (await site("ousmane")).get(f"/gatherings/{id}.ics")).text
    zoe = await site("zoe")
    there, nowhere = await zoe.get(f"/gatherings/{id}.ics"), await zoe.get(f"/gatherings/{absent}.ics")
    assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
