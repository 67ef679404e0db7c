"""Open a gathering in a community."""

from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import strawberry

from graph import gathering as gatherings
from graph.gathering import Plan
from graph.gathering_mail import Wanted
from graph.identity import new_id, now
from schema.execution import by_id
from schema.gathering import Gathering
from schema.instant import Instant
from schema.refusal import HeldBack, Invalid, NotFound, invalid, not_found, paced, wrong_text

LONGEST_NAME, LONGEST_BODY, LONGEST_PLACE, LONGEST_LINK = 120, 4000, 200, 500
MOST_SEATS, LONGEST = 10_000, 7 * 24 * 3600 * 1000  # ms that it may last


@strawberry.input(description="What a gathering says of itself.")
class GatheringPlan:
    name: str
    starts_at: Instant
    ends_at: Instant
    zone: str = strawberry.field(default="Europe/Paris", description="The IANA name of the zone of its hour.")
    body: str = strawberry.field(default="", description="Markdown.")
    place: str = ""
    link: str = strawberry.field(default="", description="An address that begins with https:// or http://.")
    seats: int | None = strawberry.field(default=None, description="Null where everybody finds one.")
    remind_day_before: bool = strawberry.field(default=True, description="A mail the day before, to those who come.")
    remind_at: Instant | None = strawberry.field(default=None, description="And one at this instant.")


OpenGatheringResult = Annotated[Gathering | Invalid | NotFound | HeldBack, strawberry.union("OpenGatheringResult")]


def wrong(info: strawberry.Info, plan: GatheringPlan) -> Invalid | None:
    """Why a gathering can't be planned so; None where it can."""
    texts = [("name", plan.name, LONGEST_NAME), ("body", plan.body or "-", LONGEST_BODY)]
    texts += [("place", plan.place or "-", LONGEST_PLACE), ("link", plan.link or "-", LONGEST_LINK)]
    if found := next(filter(None, (wrong_text(info, *one) for one in texts)), None):
        return found
    if plan.link and not (plan.link.startswith(("https://", "http://")) and urlsplit(plan.link).hostname):
        return invalid(info, "link", "Un lien commence par https:// : copiez l’adresse entière.")
    if plan.seats is not None and not 1 <= plan.seats <= MOST_SEATS:
        return invalid(info, "seats", "Une place au moins, ou laissez vide s’il y en a pour tout le monde.")
    if plan.zone not in available_timezones():
        return invalid(info, "zone", "Ce fuseau horaire n’est pas connu.")
    if not 0 < plan.ends_at - plan.starts_at <= LONGEST:
        return invalid(info, "endsAt", "Une rencontre finit après son début, et dans la semaine.")
    if plan.remind_at is not None and plan.remind_at >= plan.starts_at:
        return invalid(info, "remindAt", "Un rappel part avant le début.")
    return None


def planned(plan: GatheringPlan) -> tuple[Plan, Wanted]:
    """The same in the words of the graph."""
    said = Plan(
        name=" ".join(plan.name.split()),
        body=plan.body.strip(),
        starts=plan.starts_at,
        ends=plan.ends_at,
        zone=plan.zone,
        place=plan.place.strip() or None,
        link=plan.link.strip() or None,
        seats=plan.seats,
    )
    return said, Wanted(plan.remind_day_before, plan.remind_at)


@paced("open")
async def open_gathering(info: strawberry.Info, community: strawberry.ID, plan: GatheringPlan) -> OpenGatheringResult:
    """Opens a gathering in a community of yours, and you come. Any member of the community may."""
    context, id = info.context, new_id()
    if refusal := wrong(info, plan):
        return refusal
    if plan.starts_at <= now():
        return invalid(info, "startsAt", "Choisissez un moment à venir.")
    if not await gatherings.open_gathering(context.graph, context.viewer, id, community, *planned(plan), now()):
        return not_found(info)
    return await by_id.one(Gathering, id, info, otherwise=not_found(info))
