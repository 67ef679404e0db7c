"""How voices find their way: from one browser to another, or by a relay of the house's own.

Credentials of the relay are good for some hours, made as draft-uberti-behave-turn-rest-00 says and as coturn's
`use-auth-secret` takes them: the name is EXPIRY:MEMBER, the password the base64 of its HMAC-SHA1 under a shared secret.
"""

import hmac
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

LASTS: Final = 6 * 3600  # seconds; longer than anybody speaks
STUN, TURN = ("stun:", "stuns:"), ("turn:", "turns:")


@dataclass(frozen=True)
class Relay:
    """No third party where nothing is set. `only`: everything goes by the relay, so nobody sees another's address."""

    turn: tuple[str, ...] = ()
    secret: str = ""
    stun: tuple[str, ...] = ()
    only: bool = False

    def rtc(self, member: str, at: int) -> dict[str, Any]:
        """The RTCConfiguration of a member's browser, at an instant in ms."""
        servers: list[dict[str, Any]] = [{"urls": list(self.stun)}] if self.stun else []
        if self.turn and self.secret:
            name = f"{at // 1000 + LASTS}:{member}"
            servers.append({"urls": list(self.turn), "username": name, "credential": credential(self.secret, name)})
        return {"iceServers": servers, "iceTransportPolicy": "relay" if self.only else "all"}

    def problems(self) -> Iterator[str]:
        """What of it can't work, and what to do."""
        if wrong := [address for address in self.turn if not address.startswith(TURN)]:
            yield f"MAILLE_TURN: {wrong[0]} must begin with turn: or turns:"
        if wrong := [address for address in self.stun if not address.startswith(STUN)]:
            yield f"MAILLE_STUN: {wrong[0]} must begin with stun: or stuns:"
        if self.turn and not self.secret:
            yield "set MAILLE_TURN_SECRET to the static-auth-secret of the relay: without it, it is not used"
        if self.secret and not self.turn:
            yield "set MAILLE_TURN to the address of the relay"
        if self.only and not (self.turn and self.secret):
            yield "MAILLE_TURN_ONLY needs MAILLE_TURN and MAILLE_TURN_SECRET: nobody would hear anybody"


NO_RELAY: Final = Relay()


def credential(secret: str, name: str) -> str:
    """The password that goes with a name."""
    return b64encode(hmac.digest(secret.encode(), name.encode(), "sha1")).decode()
