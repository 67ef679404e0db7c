"""Every name that the graph uses: its labels, its relationships, their properties."""

from typing import Final

LABELS: Final = (
    *("Member", "Chapter", "Topic", "Community", "Space", "Thread", "Room", "Gathering", "Circle", "Clock"),
    *("Message", "Version", "Session", "SignInLink", "Searchable", "Reminder", "Calendar", "Report", "Token"),
    *("File", "Blob"),
)
RELATIONSHIPS: Final = (
    *("HAS_CHAPTER", "WITHIN", "SEEKS", "BRINGS", "MEMBER_OF", "CURATES", "ASKS_TO_JOIN", "HELD_IN", "TICKS"),
    *("OPENED", "ABOUT", "TAKES_PART", "PASSED", "WROTE", "SAID_IN", "HELPED", "KNOWS", "HAS_SESSION"),
    *("REACTED", "REPLIES_TO", "MENTIONS", "WAS", "DRAFTS", "INVITED_TO", "REMINDS", "TOLD"),
    *("HAS_CALENDAR", "FILED", "CONCERNS", "SHOWS", "HOLDS", "LATEST"),
    *("UPLOADED", "CARRIES", "KEPT_AS"),
)
PROPERTIES: Final = (
    *("id", "slug", "name", "key", "searchText", "since", "until", "at", "note", "locale", "email"),
    *("headline", "about", "region", "timezone", "joinedAt", "discreet", "suggested"),  # Member
    *("answersByMail", "mailedAt"),
    *("stage",),  # Chapter
    *("fr", "en"),  # Topic
    *("purpose", "rules", "door", "root", "createdAt"),  # Community
    *("pinnedAt", "last", "said", "side", "read", "coming"),  # Space, its clock, who takes part
    *(
        "kind",
        "title",
        "body",
        "status",
        "openedAt",
        "activeAt",
        "closedAt",
        "openKey",
        "heldKey",
        "shelfKey",
    ),  # Thread
    *(
        "startsAt",
        "endsAt",
        "zone",
        "place",
        "link",
        "seats",
        "sequence",
        "changedAt",
        "notes",
        "notesAt",
        "notesBy",
    ),  # Gathering
    *("answer", "answeredAt", "came", "seeks", "brings"),  # who takes part in a gathering, in a circle
    *("helped", "next", "by"),  # Circle, an invitation to it
    *("dueAt", "member", "position"),  # Reminder
    *("settledAt", "settledBy"),  # Report
    *("fact", "number", "numberKey", "changed", "editedAt", "withdrawnAt", "withdrawnReason", "withdrawnBy"),  # Message
    *("kept", "fadesAt", "seen", "untold"),  # Message, Version, MENTIONS
    *("size", "width", "height", "pages", "small", "smallWidth", "smallHeight", "large", "waits", "alt"),  # File
    *("claimedAt",),  # Blob
    *("thread", "community", "topics", "thanks"),  # HELPED
    *("hash", "scope", "madeAt", "expiresAt"),  # Token
    *("seenAt", "agent", "shape", "usedAt", "staff", "turn"),  # Session, SignInLink, the visitor, locks
)
KNOWN: Final = {"labels": LABELS, "relationships": RELATIONSHIPS, "properties": PROPERTIES}
