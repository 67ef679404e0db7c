"""The list of reads and the list of writes."""

from collections.abc import Callable
from inspect import getdoc
from typing import Any

import strawberry

from schema.circle import Circle, invitations
from schema.described import describe
from schema.gathering import Gathering
from schema.made import Schema
from schema.mentions import mentions
from schema.mutations.answer_gathering import answer_gathering
from schema.mutations.answer_invitation import answer_invitation
from schema.mutations.answer_join_request import answer_join_request
from schema.mutations.appoint_curator import appoint_curator
from schema.mutations.attend_gathering import attend_gathering
from schema.mutations.cancel_gathering import cancel_gathering
from schema.mutations.close_chapter import close_chapter
from schema.mutations.close_circle import close_circle
from schema.mutations.close_thread import close_thread
from schema.mutations.describe_file import describe_file
from schema.mutations.discard_file import discard_file
from schema.mutations.edit_circle import edit_circle
from schema.mutations.edit_circle_end import edit_circle_end
from schema.mutations.edit_community import edit_community
from schema.mutations.edit_gathering import edit_gathering
from schema.mutations.edit_message import edit_message
from schema.mutations.edit_profile import edit_profile
from schema.mutations.invite_to_circle import invite_to_circle
from schema.mutations.join_community import join_community
from schema.mutations.keep_notes import keep_notes
from schema.mutations.leave_circle import leave_circle
from schema.mutations.leave_community import leave_community
from schema.mutations.make_token import make_token
from schema.mutations.mark_all_read import mark_all_read
from schema.mutations.mark_attendance import mark_attendance
from schema.mutations.mark_read import mark_read
from schema.mutations.open_chapter import open_chapter
from schema.mutations.open_circle import open_circle
from schema.mutations.open_community import open_community
from schema.mutations.open_gathering import open_gathering
from schema.mutations.open_room import open_room
from schema.mutations.open_thread import open_thread
from schema.mutations.pass_thread import pass_thread
from schema.mutations.pin_thread import pin_thread
from schema.mutations.post_message import post_message
from schema.mutations.react import react
from schema.mutations.reopen_thread import reopen_thread
from schema.mutations.report_message import report_message
from schema.mutations.restore_message import restore_message
from schema.mutations.revoke_token import revoke_token
from schema.mutations.save_draft import save_draft
from schema.mutations.settle_report import settle_report
from schema.mutations.step_back import step_back
from schema.mutations.take_back_invitation import take_back_invitation
from schema.mutations.take_side import take_side
from schema.mutations.withdraw_message import withdraw_message
from schema.reads import by_id, finding, lists
from schema.report import reported, reports
from schema.room import Room
from schema.subscription import space_changes
from schema.thread import Thread
from schema.token import my_tokens


def asked(resolver: Callable[..., Any]) -> Any:
    """A read, described by the first words of its function."""
    return strawberry.field(resolver=resolver, description=getdoc(resolver))


def done(resolver: Callable[..., Any]) -> Any:
    """A write, described by the first words of its function."""
    return strawberry.mutation(resolver=resolver, description=getdoc(resolver))


@strawberry.type(description="Everything that may be asked. What you may not see is absent.")
class Query:
    viewer = asked(by_id.viewer)
    node = asked(by_id.node)
    member = asked(by_id.member)
    members = asked(lists.members)
    community = asked(by_id.community)
    communities = asked(lists.communities)
    thread = asked(by_id.thread)
    threads = asked(lists.threads)
    my_threads = asked(lists.my_threads)
    my_tokens = asked(my_tokens)
    space = asked(by_id.space)
    message = asked(by_id.message)
    messages = asked(lists.messages)
    topic = asked(by_id.topic)
    topics = asked(lists.topics)
    rooms = asked(lists.rooms)
    circles = asked(lists.circles)
    invitations = asked(invitations)
    gatherings = asked(lists.gatherings)
    reports = asked(reports)
    reported = asked(reported)
    search = asked(finding.search_all)
    find = asked(finding.find)
    rings = asked(finding.rings)
    mentions = asked(mentions)
    within_reach = asked(finding.within_reach)
    guess_thread = asked(finding.guess_thread)


@strawberry.type(description="Everything that may be done. A refusal is an answer: it says what to do.")
class Mutation:
    answer_gathering = done(answer_gathering)
    answer_invitation = done(answer_invitation)
    answer_join_request = done(answer_join_request)
    appoint_curator = done(appoint_curator)
    attend_gathering = done(attend_gathering)
    cancel_gathering = done(cancel_gathering)
    close_chapter = done(close_chapter)
    close_circle = done(close_circle)
    close_thread = done(close_thread)
    describe_file = done(describe_file)
    discard_file = done(discard_file)
    edit_circle = done(edit_circle)
    edit_circle_end = done(edit_circle_end)
    edit_community = done(edit_community)
    edit_gathering = done(edit_gathering)
    edit_message = done(edit_message)
    edit_profile = done(edit_profile)
    invite_to_circle = done(invite_to_circle)
    join_community = done(join_community)
    keep_notes = done(keep_notes)
    leave_circle = done(leave_circle)
    leave_community = done(leave_community)
    make_token = done(make_token)
    mark_all_read = done(mark_all_read)
    mark_attendance = done(mark_attendance)
    mark_read = done(mark_read)
    open_chapter = done(open_chapter)
    open_circle = done(open_circle)
    open_community = done(open_community)
    open_gathering = done(open_gathering)
    open_room = done(open_room)
    open_thread = done(open_thread)
    pass_thread = done(pass_thread)
    pin_thread = done(pin_thread)
    post_message = done(post_message)
    react = done(react)
    reopen_thread = done(reopen_thread)
    report_message = done(report_message)
    restore_message = done(restore_message)
    revoke_token = done(revoke_token)
    save_draft = done(save_draft)
    settle_report = done(settle_report)
    step_back = done(step_back)
    take_back_invitation = done(take_back_invitation)
    take_side = done(take_side)
    withdraw_message = done(withdraw_message)


@strawberry.type(description="What is told as it happens, over graphql-transport-ws or as text/event-stream.")
class Subscription:
    space_changes = strawberry.subscription(resolver=space_changes, description=getdoc(space_changes))


SCHEMA = Schema(query=Query, mutation=Mutation, subscription=Subscription, types=[Thread, Room, Gathering, Circle])
"""What may be asked, done and announced."""
describe(SCHEMA._schema)
