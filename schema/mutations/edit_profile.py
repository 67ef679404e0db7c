"""Say who one is, what one seeks and what one brings."""

from typing import Annotated
from zoneinfo import available_timezones

import strawberry

from graph import member
from graph.identity import now
from schema.execution import by_id
from schema.language import LANGUAGES
from schema.member import Member
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, invalid, not_found, wrong_text

LONGEST = {"name": 80, "headline": 160, "about": 2000, "region": 80}
MOST_TOPICS = 20

EditProfileResult = Annotated[
    Member | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("EditProfileResult")
]


@strawberry.input(description="What a member says of themselves. What is left out stays as it is.")
class Profile:
    name: str
    headline: str = ""
    about: str = ""
    region: str = ""
    timezone: str = "Europe/Paris"
    locale: str = "fr"
    discreet: bool = False
    suggested: bool | None = None
    answers_by_mail: bool | None = None
    seeks: list[strawberry.ID] | None = None
    brings: list[strawberry.ID] | None = None


async def edit_profile(info: strawberry.Info, profile: Profile) -> EditProfileResult:
    """Writes your profile, and, where they are given, the topics that you seek and bring."""
    context = info.context
    if refusal := held_back(info, "act") or _wrong(info, profile):
        return refusal
    words = {name: getattr(profile, name).strip() for name in LONGEST}
    rest = {name: getattr(profile, name) for name in ("timezone", "locale", "discreet", "suggested", "answers_by_mail")}
    await member.edit(context.graph, context.viewer, words | rest)
    if profile.seeks is not None and profile.brings is not None:
        await member.seek_and_bring(context.graph, context.viewer, profile.seeks, profile.brings, now())
    return await by_id.one(Member, context.viewer, info, otherwise=not_found(info))


def _wrong(info: strawberry.Info, profile: Profile) -> Invalid | None:
    for name, longest in LONGEST.items():
        text = getattr(profile, name)
        if refusal := wrong_text(info, name, text if name == "name" else text or "-", longest):
            return refusal
    if profile.timezone not in available_timezones():
        return invalid(info, "timezone", "Ce fuseau horaire n’existe pas : Europe/Paris, Indian/Reunion…")
    if profile.locale not in LANGUAGES:
        return invalid(info, "locale", "Le site parle français et anglais.")
    if len(profile.seeks or []) > MOST_TOPICS or len(profile.brings or []) > MOST_TOPICS:
        return invalid(info, "topics", "Vingt sujets au plus de chaque côté.")
    return None
