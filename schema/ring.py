"""A ring: three to five members who could each help the next."""

import strawberry

from schema.member import Member
from schema.topic import Topic


@strawberry.type(description="One link of a ring.")
class RingLink:
    giver: Member = strawberry.field(name="from", description="Who brings the topic.")
    receiver: Member = strawberry.field(name="to", description="Who seeks it: the next of the ring.")
    topic: Topic = strawberry.field(description="What the one brings and the other seeks.")


@strawberry.type(description="Three to five members where each brings what the next seeks; nobody is in it twice.")
class Ring:
    links: list[RingLink] = strawberry.field(description="From you around and back to you.")
