"""Every address of the pages, one line each; /graphql and /live, which also tell what goes on, are the server's."""

from starlette.routing import BaseRoute, Mount, Route

from web import site, unsubscribe
from web.pages import (
    answers,
    ask,
    calendar,
    circle,
    close,
    enter,
    file,
    gathering,
    home,
    message,
    outbox,
    report,
    room,
    rooms,
    search,
    sessions,
    sign_in,
    sign_in_link,
    space,
    thread,
    threads,
    waiting,
    words,
)
from web.pages.circles import acts as circle_acts
from web.pages.circles import edit as circle_edit
from web.pages.circles import invite as circle_invite
from web.pages.circles import list as circles
from web.pages.circles import new as new_circle
from web.pages.communities import belong, curate, duties
from web.pages.communities import edit as edit_community
from web.pages.communities import list as communities
from web.pages.communities import members as community_members
from web.pages.communities import new as new_community
from web.pages.communities import show as community
from web.pages.developers import show as developers
from web.pages.gatherings import acts as gathering_acts
from web.pages.gatherings import edit as gathering_plan
from web.pages.gatherings import list as gatherings
from web.pages.gatherings import present
from web.pages.me import tokens
from web.pages.members import chapters, topics
from web.pages.members import edit as profile
from web.pages.members import list as members
from web.pages.members import show as member
from web.pages.topics import list as all_topics
from web.pages.topics import show as topic

ROUTES: list[BaseRoute] = [
    Mount("/static", site.STATIC),
    Route("/", home.show, methods=["GET"]),
    Route("/ask", ask.show, methods=["GET"]),
    Route("/ask", ask.send, methods=["POST"]),
    Route("/ask/guess", ask.guess, methods=["POST"]),
    Route("/search", search.show, methods=["GET"]),
    Route("/topics", all_topics.show, methods=["GET"]),
    Route("/topics/{slug}", topic.show, methods=["GET"]),
    Route("/charter", words.charter, methods=["GET"]),
    Route("/data", words.data, methods=["GET"]),
    Route("/developers", developers.show, methods=["GET"]),
    Route("/developers/schema.graphql", developers.printed, methods=["GET"]),
    Route("/developers/{name}", developers.one, methods=["GET"]),
    Route("/accessibility", words.accessibility, methods=["GET"]),
    Route("/language", site.language, methods=["POST"]),
    Route("/theme", site.theme, methods=["POST"]),
    Route("/sign-in", sign_in.show, methods=["GET"]),
    Route("/sign-in", sign_in.send, methods=["POST"]),
    Route("/sign-in/sent", sign_in.sent, methods=["GET"]),
    Route("/sign-in/{token}", sign_in_link.show, methods=["GET"]),
    Route("/sign-in/{token}", sign_in_link.use, methods=["POST"]),
    Route("/sign-out", sessions.leave, methods=["POST"]),
    Route("/waiting", waiting.show, methods=["GET"]),
    Route("/waiting", waiting.knock, methods=["POST"]),
    Route("/communities", communities.show, methods=["GET"]),
    Route("/communities/new", new_community.show, methods=["GET"]),
    Route("/communities/new", new_community.save, methods=["POST"]),
    Route("/communities/{slug}", community.show, methods=["GET"]),
    Route("/communities/{slug}/members", community_members.show, methods=["GET"]),
    Route("/communities/{slug}/join", belong.join, methods=["POST"]),
    Route("/communities/{slug}/leave", belong.leave, methods=["POST"]),
    Route("/communities/{slug}/edit", edit_community.show, methods=["GET"]),
    Route("/communities/{slug}/edit", edit_community.save, methods=["POST"]),
    Route("/communities/{slug}/curate", curate.show, methods=["GET"]),
    Route("/communities/{slug}/requests", duties.answer_request, methods=["POST"]),
    Route("/communities/{slug}/curators", duties.appoint, methods=["POST"]),
    Route("/communities/{slug}/step-back", duties.step_back, methods=["POST"]),
    Route("/communities/{slug}/rooms", duties.open_room, methods=["POST"]),
    Route("/members", members.show, methods=["GET"]),
    Route("/members/{slug}", member.show, methods=["GET"]),
    Route("/me", member.me, methods=["GET"]),
    Route("/me/edit", profile.show, methods=["GET"]),
    Route("/me/edit", profile.save, methods=["POST"]),
    Route("/me/topics", topics.show, methods=["GET"]),
    Route("/me/topics", topics.save, methods=["POST"]),
    Route("/me/chapters", chapters.show, methods=["GET"]),
    Route("/me/chapters", chapters.start, methods=["POST"]),
    Route("/me/chapters/end", chapters.end, methods=["POST"]),
    Route("/me/sessions", sessions.show, methods=["GET"]),
    Route("/me/sessions", sessions.end, methods=["POST"]),
    Route("/me/calendar", calendar.show, methods=["GET"]),
    Route("/me/calendar", calendar.change, methods=["POST"]),
    Route(f"{unsubscribe.PATH}{{sign}}", answers.show, methods=["GET"]),
    Route(f"{unsubscribe.PATH}{{sign}}", answers.stop, methods=["POST"]),
    Route("/reports", report.unsettled, methods=["GET"]),
    Route("/reports", report.settle, methods=["POST"]),
    Route("/me/tokens", tokens.show, methods=["GET"]),
    Route("/me/tokens", tokens.make, methods=["POST"]),
    Route("/me/tokens/revoke", tokens.revoke, methods=["POST"]),
    Route("/threads", threads.show, methods=["GET"]),
    Route("/threads/{id}", thread.show, methods=["GET"]),
    Route("/threads/{id}/side", thread.side, methods=["POST"]),
    Route("/threads/{id}/pass", thread.let_pass, methods=["POST"]),
    Route("/threads/{id}/pin", thread.pin, methods=["POST"]),
    Route("/threads/{id}/reopen", thread.reopen, methods=["POST"]),
    Route("/threads/{id}/close", close.show, methods=["GET"]),
    Route("/threads/{id}/close", close.close, methods=["POST"]),
    Route("/rooms", rooms.show, methods=["GET"]),
    Route("/rooms/{id}", room.show, methods=["GET"]),
    Route("/gatherings", gatherings.show, methods=["GET"]),
    Route("/gatherings/new", gathering_plan.new, methods=["GET"]),
    Route("/gatherings/new", gathering_plan.save, methods=["POST"]),
    Route("/gatherings/{id}.ics", gathering_acts.entry, methods=["GET"]),
    Route("/gatherings/{id}", gathering.show, methods=["GET"]),
    Route("/gatherings/{id}/attend", gathering.attend, methods=["POST"]),
    Route("/gatherings/{id}/answer", gathering_acts.answer, methods=["POST"]),
    Route("/gatherings/{id}/edit", gathering_plan.change, methods=["GET"]),
    Route("/gatherings/{id}/edit", gathering_plan.keep, methods=["POST"]),
    Route("/gatherings/{id}/cancel", gathering_acts.cancel, methods=["POST"]),
    Route("/gatherings/{id}/attendance", present.show, methods=["GET"]),
    Route("/gatherings/{id}/attendance", gathering_acts.attendance, methods=["POST"]),
    Route("/gatherings/{id}/notes", gathering_acts.notes, methods=["POST"]),
    Route("/calendar/{secret}.ics", calendar.read, methods=["GET"]),
    Route("/circles", circles.show, methods=["GET"]),
    Route("/circles/new", new_circle.show, methods=["GET"]),
    Route("/circles/{id}/answer", circle_acts.answer, methods=["POST"]),
    Route("/circles/{id}/invite", circle_invite.show, methods=["GET"]),
    Route("/circles/{id}/invite", circle_invite.send, methods=["POST"]),
    Route("/circles/{id}/take-back", circle_invite.take_back, methods=["POST"]),
    Route("/circles/{id}/edit", circle_edit.show, methods=["GET"]),
    Route("/circles/{id}/edit", circle_edit.save, methods=["POST"]),
    Route("/circles/{id}/ends", circle_edit.say, methods=["POST"]),
    Route("/circles/{id}/leave", circle_acts.leave, methods=["POST"]),
    Route("/circles/{id}/close", circle_acts.closing, methods=["GET"]),
    Route("/circles/{id}/close", circle_acts.close, methods=["POST"]),
    Route("/circles/new", new_circle.save, methods=["POST"]),
    Route("/circles/{id}", circle.show, methods=["GET"]),
    Route("/spaces/read", space.read_all, methods=["POST"]),
    Route("/spaces/{id}", space.show, methods=["GET"]),
    Route("/spaces/{id}/messages", space.post, methods=["POST"]),
    Route("/spaces/{id}/files", file.bring, methods=["POST"]),
    Route("/files/{id}/small", file.small, methods=["GET"]),
    Route("/files/{id}/page", file.first_page, methods=["GET"]),
    Route("/files/{id}/alt", file.describe, methods=["POST"]),
    Route("/files/{id}/{name}", file.show, methods=["GET"]),
    Route("/spaces/{id}/draft", space.drafted, methods=["GET"]),
    Route("/spaces/{id}/draft", space.draft, methods=["POST"]),
    Route("/spaces/{id}/names", space.names, methods=["GET"]),
    Route("/spaces/{id}/search", space.search, methods=["GET"]),
    Route("/spaces/{id}/read", space.read, methods=["POST"]),
    Route("/messages/{id}", message.show, methods=["GET"]),
    Route("/messages/{id}/edit", message.editing, methods=["GET"]),
    Route("/messages/{id}/edit", message.edit, methods=["POST"]),
    Route("/messages/{id}/report", report.show, methods=["GET"]),
    Route("/messages/{id}/report", report.send, methods=["POST"]),
    Route("/messages/{id}/reactions", message.react, methods=["POST"]),
    Route("/messages/{id}/restore", message.restore, methods=["POST"]),
    Route("/messages/{id}/versions", message.versions, methods=["GET"]),
    Route("/messages/{id}/withdraw", message.withdrawing, methods=["GET"]),
    Route("/messages/{id}/withdraw", message.withdraw, methods=["POST"]),
]

DEMO_ROUTES: list[BaseRoute] = [
    Route("/enter", enter.show, methods=["GET"]),
    Route("/enter", enter.enter, methods=["POST"]),
    Route("/outbox", outbox.show, methods=["GET"]),
]
