"""How mails leave: by SMTP, or not at all in the demo, which keeps them to be read."""

from collections import deque
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from graph.identity import now
from server.settings import WrongSetting
from web.house import AddressRefused
from web.mail import NAME, Mail

PATIENCE: Final = 15.0  # seconds
MOST_KEPT: Final = 100  # mails in the demo's outbox

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Smtp:
    """A server that takes our mails, and whom they are from."""

    host: str
    port: int
    tls: bool
    user: str | None
    password: str | None = field(repr=False)
    sender: str

    async def send(self, mail: Mail) -> None:
        """Sends a mail; AddressRefused where the server takes no mail for it, OSError where it takes none."""
        try:
            async with self._client() as client:
                await client.send_message(_message(self.sender, mail))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            codes = [one.code for one in refused.recipients]
            log.warning("address refused", server=self.host, codes=codes)
            raise AddressRefused(_one_line(refused), later=all(code < 500 for code in codes)) from refused
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            log.error("mail not sent", server=self.host, why=_one_line(error))
            raise OSError(_one_line(error)) from error

    async def answers(self) -> None:
        """Greets the server and says who we are; OSError where it refuses, or is not there."""
        try:
            async with self._client():
                pass
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise OSError(_one_line(error)) from error

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.tls,
            username=self.user,
            password=self.password,
            timeout=PATIENCE,
        )


def smtp(url: str, sender: str) -> Smtp:
    """The server that an address names: smtp://user:password@host:587 (TLS if it offers it), smtps://host:465."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongSetting("MAILLE_SMTP_URL is not the address of a mail server: smtp://user:password@host:587.")
    if "@" not in parseaddr(sender)[1]:
        raise WrongSetting(
            "MAILLE_MAIL_FROM is missing: say whom the mails are from, like Maille <maille@example.org>."
        )
    tls = parts.scheme == "smtps"
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return Smtp(parts.hostname, parts.port or (465 if tls else 587), tls, user, password, sender)


async def no_mail(mail: Mail) -> None:
    """Where no server takes mails."""
    raise OSError("no mail server: set MAILLE_SMTP_URL")


class Outbox:
    """Keeps the latest mails instead of sending them."""

    def __init__(self) -> None:
        self._kept: deque[tuple[Mail, int]] = deque(maxlen=MOST_KEPT)

    async def send(self, mail: Mail) -> None:
        """Keeps a mail."""
        self._kept.appendleft((mail, now()))

    def mails(self) -> list[tuple[Mail, int]]:
        """Each with when it was sent (ms), the latest first."""
        return list(self._kept)


def _message(sender: str, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop:  # RFC 8058: a mail program may unsubscribe for its owner
        message["List-Unsubscribe"] = f"<{mail.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    if mail.calendar:
        told = {"method": mail.calendar.method, "charset": "utf-8"}  # as RFC 6047 has it
        message.add_attachment(mail.calendar.content, "text", "calendar", filename=NAME, params=told)
    return message


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
