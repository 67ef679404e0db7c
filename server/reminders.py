"""Tells by mail what is due, and looks every minute, on every process: gatherings, circles, answers; each goes once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from graph import answer, answer_mail, circle_mail, gathering_mail, reminder
from graph.answer_mail import Answered
from graph.database import Graph
from graph.identity import now
from graph.reminder import Due, Letter
from server.patience import Patience
from web.answer_mail import answer_mail as of_answer
from web.circle_mail import circle_mail as of_circle
from web.house import AddressRefused, House
from web.mail import Mail
from web.reminder_mail import reminder_mail as of_gathering
from web.unsubscribe import address

EVERY: Final = 60.0  # seconds between two looks
LATER: Final = 15 * 60_000  # ms until an address is tried again that takes no mail for now

log = structlog.get_logger(__name__)


@dataclass
class Round:
    """What one look has done. `away`: why no mail goes now; what was due stays so."""

    sent: int = 0
    away: str = ""


async def tell_due(house: House, at: int) -> Round:
    """Sends what is due at an instant (ms), until a mail can't go.

    A member's key is taken before their mail goes: a process that dies between the two loses that mail, never
    sends it twice. What can't go is told later, for as long as it is worth telling.
    """
    done = Round()
    for due in await reminder.due(house.graph, at):
        await _tell_all(house, due, at, done)
        if done.away:
            break
    return done


async def _tell_all(house: House, due: Due, at: int, done: Round) -> None:
    tried, keeper = set[str](), answer_mail if due.kind == answer.KIND else reminder
    while some := [one for one in await _letters(house.graph, due, at) if one.member not in tried]:
        for letter in some:
            tried.add(letter.member)
            if not await keeper.take(house.graph, due.id, letter.member, at):
                continue  # another process has
            try:
                await house.mail(_written(letter, house, at))
                done.sent += 1
            except AddressRefused as refused:  # the others are told all the same
                if refused.later:
                    await keeper.give_back(house.graph, due.id, letter.member, at + LATER)
            except OSError as error:
                await keeper.give_back(house.graph, due.id, letter.member, at)
                done.away = str(error)
                return
    await keeper.done(house.graph, due)


async def _letters(graph: Graph, due: Due, at: int) -> Sequence[Letter | Answered]:
    if due.kind == answer.KIND:
        return await answer_mail.letters(graph, due.id)
    if due.kind in circle_mail.KINDS:
        return await circle_mail.letters(graph, due.id, due.kind, at)
    return await gathering_mail.letters(graph, due.id, at)


def _written(letter: Letter | Answered, house: House, at: int) -> Mail:
    if isinstance(letter, Answered):
        return of_answer(letter, house.address, address(house, letter.member))
    write = of_circle if letter.kind in circle_mail.KINDS else of_gathering
    return write(letter, house.address, datetime.fromtimestamp(at / 1000, UTC))


async def telling(house: House) -> None:
    """Looks until cancelled; what goes wrong is tried again, less and less often while no mail goes."""
    patience = Patience()
    while True:
        await asyncio.sleep(EVERY)
        try:
            if patience.ready(now()):
                _told(await tell_due(house, now()), patience)
            await answer.gather(house.graph, now())
        except Exception:
            log.exception("reminders not told")


def _told(done: Round, patience: Patience) -> None:
    """Says once that no mail goes, and once that it goes again."""
    if done.away and patience.failed(now()):
        log.warning("no mail goes: what is due waits, and is tried again", why=done.away)
    elif not done.away and done.sent and patience.went():
        log.info("mail goes again", sent=done.sent)
