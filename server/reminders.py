"""Tells by mail what is due about gatherings: looks every minute, on every process; each mail goes once."""

import asyncio
from datetime import UTC, datetime

import structlog

from graph import reminder, version
from graph.identity import now
from web.house import House
from web.reminder_mail import reminder_mail

EVERY = 60.0  # seconds between two looks

log = structlog.get_logger(__name__)


async def tell_due(house: House, at: int) -> int:
    """Sends what is due at an instant (ms); answers how many mails went. One that can't go is tried at the next look.

    A member's key is taken before their mail goes: a process that dies between the two loses that mail, never
    sends it twice.
    """
    return sum([await _tell_all(house, id, at) for id in await reminder.due(house.graph, at)])


async def _tell_all(house: House, id: str, at: int) -> int:
    sent = 0
    for letter in await reminder.letters(house.graph, id, at):
        if not await reminder.take(house.graph, id, letter.member, at):
            continue  # another process has
        subject, text = reminder_mail(letter, house.address, datetime.fromtimestamp(at / 1000, UTC))
        try:
            await house.mail(letter.email, subject, text)
        except OSError:
            await reminder.give_back(house.graph, id, letter.member, at)
            return sent  # the others wait with it: no mail goes now
        sent += 1
    await reminder.done(house.graph, id)
    return sent


async def telling(house: House) -> None:
    """Looks until cancelled; what goes wrong once is logged and tried again."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await version.sweep(house.graph, now())  # what was taken back, once nobody can undo it
            await tell_due(house, now())
        except Exception:
            log.exception("reminders not told")
