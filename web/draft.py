"""What a member is about to ask or to offer: what they wrote, what was guessed, what they changed by hand.

The form sends back what was guessed the last time; where a field still says the same, nobody has touched it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.identity import new_id
from web.form import Form

KINDS = ("REQUEST", "OFFER")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Draft:
    """`topics` and `community` are ids; `id` names the thread to come, so that sending twice opens one."""

    kind: str = "REQUEST"
    phrase: str = ""
    title: str = ""
    community: str = ""
    topics: tuple[str, ...] = ()
    guessed_title: str = ""
    guessed_community: str = ""
    guessed_topics: tuple[str, ...] = ()
    adding: str = ""
    id: str = ""

    @property
    def named(self) -> str:
        """The id of the thread to come."""
        return self.id or new_id()


def typed(sent: Form) -> Draft:
    """What a form sent."""
    return Draft(
        kind=sent["kind"] if sent["kind"] in KINDS else "REQUEST",
        phrase=sent["phrase"].replace("\r\n", "\n"),
        title=sent["title"],
        community=sent["community"],
        topics=tuple(dict.fromkeys(sent.all("topics"))),
        guessed_title=sent["guessed_title"],
        guessed_community=sent["guessed_community"],
        guessed_topics=tuple(sent.all("guessed_topics")),
        adding=sent["adding"].strip(),
        id=sent["id"] if ID.fullmatch(sent["id"]) else "",
    )


def guessed(draft: Draft, guess: Mapping[str, Any]) -> Draft:
    """The draft with a new guess in it, wherever nothing was changed by hand."""
    title, topics = guess["title"], tuple(topic["id"] for topic in guess["topics"])
    community = guess["community"]["id"] if guess["community"] else ""
    by_hand = draft.title != draft.guessed_title
    own_topics = set(draft.topics) != set(draft.guessed_topics)
    own_place = draft.community != draft.guessed_community
    return replace(
        draft,
        title=draft.title if by_hand else title,
        guessed_title=draft.guessed_title if by_hand else title,
        topics=draft.topics if own_topics else topics,
        guessed_topics=draft.guessed_topics if own_topics else topics,
        community=draft.community if own_place else community,
        guessed_community=draft.guessed_community if own_place else community,
    )


def added(draft: Draft, found: Sequence[str]) -> Draft:
    """The draft with more topics, and the box where they were written empty again."""
    return replace(draft, topics=tuple(dict.fromkeys([*draft.topics, *found])), adding="")
