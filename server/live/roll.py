"""The roll of each space: who is here and who types, told to all who hear it, and to the other processes."""

import time
from collections.abc import Sequence
from typing import Any

from server.live import protocol
from server.live.audience import Audience
from server.live.elsewhere import Elsewhere
from server.live.frame import Frame
from server.live.presence import People, Presence, Present
from server.live.protocol import Said
from server.live.reader import Reader


class Roll:
    """Belongs to one hub. Nothing of it is recorded."""

    def __init__(self, audience: Audience[Reader]) -> None:
        self._audience = audience
        self._elsewhere = Elsewhere()
        self._presence = Presence(self._elsewhere.people)

    def hear(self, reader: Reader, said: Said, at: float) -> None:
        """They have a space before their eyes, or write in it; of one that they don't hear, they can say neither."""
        if self._audience.hears(reader, said.space):
            note = self._presence.typing if said.verb == "typing" else self._presence.here
            note(said.space, reader.member.id, reader.member.name, at)

    def said(self, space: str, member: str) -> None:
        """What they wrote is there."""
        self._presence.said(space, member)

    def left(self, space: str, member: str) -> None:
        """A socket of theirs hears the space no more; where none does, they are gone."""
        if not any(self._audience.hears(reader, space) for reader in self._audience.known(member)):
            self._presence.left(space, member)

    def forget(self, space: str) -> None:
        """Nobody hears it any more."""
        self._presence.forget(space)

    def greeting(self, space: str) -> Frame:
        """For who begins to hear a space: what the others were told last."""
        return _frame(space, self._presence.told(space))

    def call(self, at: float) -> None:
        """Tells who is here and who types, wherever that changed."""
        for space in self._audience.heard():
            if present := self._presence.news(space, at):
                frame = _frame(space, present)
                for reader in self._audience.readers(space):
                    reader.send(frame)
        self._elsewhere.fade(at)

    def passing(self, at: float, *, all: bool) -> dict[str, Sequence[People]]:
        """For the other processes: what changed on this one since it was passed on last, or all of it."""
        passing = self._presence.passing(at, all=all)
        return {space: (present.here, present.typing) for space, present in passing.items()}

    def hear_process(self, said: dict[str, Any]) -> None:
        """What another process says; see the broker."""
        if "present" in said:
            there = {
                space: Present(_people(here), _people(typing)) for space, (here, typing) in said["present"].items()
            }
            self._elsewhere.told(said["by"], there, time.monotonic(), all=said["all"])
        if said.get("bye"):
            self._elsewhere.gone(said["by"])


def _frame(space: str, present: Present) -> Frame:
    return protocol.present(space, present.here, present.typing)


def _people(told: list[list[str]]) -> People:
    return tuple((id, name) for id, name in told)
