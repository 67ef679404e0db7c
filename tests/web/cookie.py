"""The one cookie, as the site signs it."""

import json
from base64 import b64decode, b64encode
from typing import Any

import itsdangerous

SECRET = "tests"


def cookie(kept: dict[str, Any]) -> str:
    """What a browser would send back for these values."""
    signed = itsdangerous.TimestampSigner(SECRET).sign(b64encode(json.dumps(kept).encode()))
    return signed.decode()


def kept(text: str) -> dict[str, Any]:
    """What a cookie keeps."""
    values: dict[str, Any] = json.loads(b64decode(itsdangerous.TimestampSigner(SECRET).unsign(text)))
    return values
