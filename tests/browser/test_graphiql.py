"""GraphiQL follows a space: what is said elsewhere stands there by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.writes import SAY

pytestmark = pytest.mark.browser

ROOMS = """query ($slug: String!) { community(slug: $slug) { rooms { id } } }"""
FOLLOW = """subscription Salon { spaceChanges(space: "%s") { to changes { message { body } } } }"""
SET = "(text) => document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue(text)"

KNOWN = "() => localStorage.getItem('graphiql:operationName') === 'Salon'"  # it reads what is typed a moment later


def test_a_subscription_shows_what_is_said_until_it_is_stopped(person: Invite) -> None:
    theo, claire = person("theo"), person("claire")
    room = theo.query(ROOMS, slug="data-et-code")["community"]["rooms"][0]["id"]
    page = theo.open("/graphql")
    expect(page.locator(".graphiql-query-editor .CodeMirror")).to_be_visible()
    page.evaluate(SET, FOLLOW % room)
    page.wait_for_function(KNOWN)
    page.locator("button.graphiql-execute-button").click()
    answer = page.locator(".graphiql-response .CodeMirror")
    expect(answer).to_contain_text('"changes": []')
    claire.query(SAY, space=room, body="dit ailleurs")
    expect(answer).to_contain_text("dit ailleurs")
    page.locator("button.graphiql-execute-button").click()
    expect(page.locator("button.graphiql-execute-button")).to_have_attribute("aria-label", "Execute query (Ctrl-Enter)")
    assert not theo.wrong
