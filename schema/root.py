"""The list of reads and the list of writes."""

import strawberry

from schema.circle import Circle
from schema.gathering import Gathering
from schema.made import Schema
from schema.mutations.answer_join_request import answer_join_request
from schema.mutations.appoint_curator import appoint_curator
from schema.mutations.attend_gathering import attend_gathering
from schema.mutations.close_chapter import close_chapter
from schema.mutations.close_thread import close_thread
from schema.mutations.edit_community import edit_community
from schema.mutations.edit_message import edit_message
from schema.mutations.edit_profile import edit_profile
from schema.mutations.join_community import join_community
from schema.mutations.leave_community import leave_community
from schema.mutations.mark_read import mark_read
from schema.mutations.open_chapter import open_chapter
from schema.mutations.open_community import open_community
from schema.mutations.open_room import open_room
from schema.mutations.open_thread import open_thread
from schema.mutations.pass_thread import pass_thread
from schema.mutations.pin_thread import pin_thread
from schema.mutations.post_message import post_message
from schema.mutations.reopen_thread import reopen_thread
from schema.mutations.step_back import step_back
from schema.mutations.take_side import take_side
from schema.mutations.withdraw_message import withdraw_message
from schema.reads import by_id, finding, lists
from schema.room import Room
from schema.thread import Thread


@strawberry.type(description="Everything that may be asked. What you may not see is absent.")
class Query:
    viewer = strawberry.field(by_id.viewer)
    node = strawberry.field(by_id.node)
    member = strawberry.field(by_id.member)
    members = strawberry.field(lists.members)
    community = strawberry.field(by_id.community)
    communities = strawberry.field(lists.communities)
    thread = strawberry.field(by_id.thread)
    threads = strawberry.field(lists.threads)
    my_threads = strawberry.field(lists.my_threads)
    space = strawberry.field(by_id.space)
    message = strawberry.field(by_id.message)
    topic = strawberry.field(by_id.topic)
    topics = strawberry.field(lists.topics)
    rooms = strawberry.field(lists.rooms)
    gatherings = strawberry.field(lists.gatherings)
    search = strawberry.field(finding.search_all)
    within_reach = strawberry.field(finding.within_reach)
    guess_thread = strawberry.field(finding.guess_thread)


@strawberry.type(description="Everything that may be done. A refusal is an answer: it says what to do.")
class Mutation:
    answer_join_request = strawberry.mutation(answer_join_request)
    appoint_curator = strawberry.mutation(appoint_curator)
    attend_gathering = strawberry.mutation(attend_gathering)
    close_chapter = strawberry.mutation(close_chapter)
    close_thread = strawberry.mutation(close_thread)
    edit_community = strawberry.mutation(edit_community)
    edit_message = strawberry.mutation(edit_message)
    edit_profile = strawberry.mutation(edit_profile)
    join_community = strawberry.mutation(join_community)
    leave_community = strawberry.mutation(leave_community)
    mark_read = strawberry.mutation(mark_read)
    open_chapter = strawberry.mutation(open_chapter)
    open_community = strawberry.mutation(open_community)
    open_room = strawberry.mutation(open_room)
    open_thread = strawberry.mutation(open_thread)
    pass_thread = strawberry.mutation(pass_thread)
    pin_thread = strawberry.mutation(pin_thread)
    post_message = strawberry.mutation(post_message)
    reopen_thread = strawberry.mutation(reopen_thread)
    step_back = strawberry.mutation(step_back)
    take_side = strawberry.mutation(take_side)
    withdraw_message = strawberry.mutation(withdraw_message)


SCHEMA = Schema(query=Query, mutation=Mutation, types=[Thread, Room, Gathering, Circle])
