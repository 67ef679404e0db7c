"""The address that ends the mails of answers to one member: signed, so that nobody can make one up."""

from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

from web.house import House

SALT: Final = "answers by mail"  # a signature of the cookie is none here
PATH: Final = "/mails/answers/"


def address(house: House, member: str) -> str:
    """The whole address, for a mail."""
    return f"{house.address}{PATH}{_signer(house).dumps(member)}"


def member_of(house: House, sign: str) -> str | None:
    """Whose mails an address ends; None where we didn't sign it."""
    try:
        return str(_signer(house).loads(sign))
    except BadSignature:
        return None


def _signer(house: House) -> URLSafeSerializer:
    assert house.secret, "an address that anybody could sign"
    return URLSafeSerializer(house.secret, salt=SALT)
