"""A mail address, as the graph keeps it."""

import re
from typing import Final

LONGEST: Final = 254
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z0-9-]{2,}")


def mail_address(text: str) -> str | None:
    """The address in lower case, its domain in ASCII; None where a mail could not go there."""
    local, _, domain = text.strip().lower().rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return None
    return address if len(address) <= LONGEST and _ADDRESS.fullmatch(address) else None
