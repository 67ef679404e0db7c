"""Mails leave by SMTP as they were written, or it is said that they did not."""

import email
import email.policy

import pytest

from server.mail import MOST_KEPT, Outbox, no_mail, smtp
from server.settings import WrongSetting
from tests.server.postman import postman
from web.mail import Attached, Mail

pytestmark = pytest.mark.anyio

SENDER = "Maille <maille@exemple.fr>"
LINK = Mail("lea@exemple.fr", "Lien", "Entrez")


async def test_a_mail_arrives_as_it_was_written() -> None:
    async with postman() as server:
        await smtp(f"smtp://127.0.0.1:{server.port}", SENDER).send(
            Mail("lea@exemple.fr", "Votre lien, déjà", "Entrez\n\nÀ vous")
        )
    (raw,) = server.taken
    message = email.message_from_string(raw, policy=email.policy.default)
    assert (message["To"], message["From"], message["Subject"]) == ("lea@exemple.fr", SENDER, "Votre lien, déjà")
    assert message["Message-ID"].endswith("@exemple.fr>")
    assert message["Date"]
    assert message["Auto-Submitted"] == "auto-generated"
    body = message.get_body()
    assert body is not None
    assert body.get_content().startswith("Entrez\n\nÀ vous")


async def test_a_gathering_goes_along_as_a_calendar_reads_it() -> None:
    content = "BEGIN:VCALENDAR\r\nSUMMARY:Été\r\nEND:VCALENDAR\r\n".encode()
    async with postman() as server:
        mail = Mail("lea@exemple.fr", "Annulée", "Rien à faire", Attached("CANCEL", content))
        await smtp(f"smtp://127.0.0.1:{server.port}", SENDER).send(mail)
    message = email.message_from_string(server.taken[0], policy=email.policy.default)
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "Rien à faire"
    (attached,) = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "maille.ics")
    assert (attached["content-type"].params["method"], attached.get_content_charset()) == ("CANCEL", "utf-8")
    assert attached.get_payload(decode=True) == content


async def test_a_mail_that_may_be_ended_says_how_to_programs_too() -> None:
    async with postman() as server:
        sender = smtp(f"smtp://127.0.0.1:{server.port}", SENDER)
        await sender.send(Mail("lea@exemple.fr", "Réponse", "Oui", stop="https://exemple.fr/mails/answers/abc"))
        await sender.send(Mail("lea@exemple.fr", "Lien", "Entrez"))
    ended, other = (email.message_from_string(raw, policy=email.policy.default) for raw in server.taken)
    assert ended["List-Unsubscribe"] == "<https://exemple.fr/mails/answers/abc>"
    assert ended["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert other["List-Unsubscribe"] is None
    assert other["List-Unsubscribe-Post"] is None


async def test_it_says_who_it_is_where_it_has_a_name() -> None:
    async with postman() as server:
        await smtp(f"smtp://lea%40b:p%3Aw@127.0.0.1:{server.port}", SENDER).answers()
    assert any(line.startswith("AUTH") for line in server.said)
    assert server.taken == []


@pytest.mark.parametrize("refuses", ["MAIL", "RCPT"])
async def test_a_mail_that_is_refused_is_said(refuses: str) -> None:
    async with postman(refuses) as server:
        with pytest.raises(OSError, match="550"):
            await smtp(f"smtp://127.0.0.1:{server.port}", SENDER).send(LINK)
    assert server.taken == []


async def test_a_wrong_password_is_said() -> None:
    async with postman("AUTH") as server:
        with pytest.raises(OSError, match="550"):
            await smtp(f"smtp://lea:faux@127.0.0.1:{server.port}", SENDER).answers()


async def test_a_server_that_is_not_there_is_said() -> None:
    async with postman() as server:
        port = server.port
    with pytest.raises(OSError, match=r"127\.0\.0\.1"):
        await smtp(f"smtp://127.0.0.1:{port}", SENDER).send(LINK)
    with pytest.raises(OSError, match="MAILLE_SMTP_URL"):
        await no_mail(LINK)


def test_an_address_says_where_and_how() -> None:
    assert smtp("smtps://mail.exemple.fr", SENDER).port == 465
    assert smtp("smtps://mail.exemple.fr", SENDER).tls
    assert smtp("smtp://mail.exemple.fr", SENDER).port == 587
    assert smtp("smtp://a%40b:c%2Fd@mail.exemple.fr:25", SENDER).password == "c/d"
    assert "c/d" not in repr(smtp("smtp://a%40b:c%2Fd@mail.exemple.fr:25", SENDER))


@pytest.mark.parametrize(
    ("url", "sender"), [("http://a.fr", SENDER), ("smtp://", SENDER), ("smtp://a.fr", ""), ("smtp://a.fr", "Maille")]
)
def test_settings_that_are_no_good_are_said(url: str, sender: str) -> None:
    with pytest.raises(WrongSetting):
        smtp(url, sender)


async def test_the_outbox_keeps_the_latest_first_and_not_for_ever() -> None:
    outbox = Outbox()
    for number in range(MOST_KEPT + 5):
        await outbox.send(Mail("lea@exemple.fr", str(number), ""))
    assert len(outbox.mails()) == MOST_KEPT
    assert outbox.mails()[0][0].subject == str(MOST_KEPT + 4)
