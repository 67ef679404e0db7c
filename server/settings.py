"""What the one who runs Maille decides: read from MAILLE_… once, here and nowhere else."""

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.problems import StartProblem
from server.live.relay import Relay


class WrongSetting(StartProblem):
    """A variable of the environment can't be understood."""


class Settings(BaseSettings):
    """One field for each variable of the environment."""

    model_config = SettingsConfigDict(env_prefix="MAILLE_")

    data: Path = Path("data/maille")  # of the embedded engine, and of the secret that signs cookies
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""  # of the site, as mails name it; http://HOST:PORT where it is left out
    https: bool | None = None  # cookies for https alone; as the address says where it is left out
    proxies: str = "127.0.0.1"  # whose X-Forwarded-For is believed
    secret: str = ""  # signs the cookie; made and kept in the data folder where it is left out
    neo4j_url: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: str = ""
    neo4j_database: str = ""  # the user's own where it is left out
    files: str = ""  # where files lie: a folder, or s3://bucket/prefix; DATA/files where it is left out
    s3_endpoint: str = ""  # of a server that speaks S3; Amazon's own where it is left out
    s3_region: str = "us-east-1"
    s3_key: str = ""  # looked for as Amazon's tools do where it is left out
    s3_secret: str = ""
    heap: str = "512m"  # memory that the embedded engine's Java gives to data
    broker: str = ""  # redis://host:6379 of a Redis or Valkey: news between several processes
    turn: str = ""  # turn:host:3478 of a relay for voices, several with spaces between
    turn_secret: str = ""  # its static-auth-secret, which credentials of some hours are made with
    turn_only: bool = False  # voices go by it alone, so that nobody sees the network address of another
    stun: str = ""  # stun:host:3478, several with spaces between
    smtp_url: str = ""  # smtp://user:password@host:587, smtps://host:465
    mail_from: str = ""  # Maille <maille@example.org>
    logs: Literal["console", "json"] = "console"
    graphql: Literal["open", "known"] = "open"  # whether programs may bring their own documents
    documents: Path | None = None  # those known beside the pages' own: a folder of .graphql files, or a list in JSON

    @property
    def site(self) -> str:
        """The address of the site, without a slash at its end."""
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host
        return (self.address or f"http://{f'[{host}]' if ':' in host else host}:{self.port}").rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return urlsplit(self.site).scheme == "https" if self.https is None else self.https

    @property
    def relay(self) -> Relay:
        """How voices find their way."""
        return Relay(_several(self.turn), self.turn_secret, _several(self.stun), self.turn_only)


def _several(words: str) -> tuple[str, ...]:
    return tuple(words.replace(",", " ").split())


def settings(**given: Any) -> Settings:
    """The environment, under what was given on the command line (None is not given). WrongSetting."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise WrongSetting(f"MAILLE_{name} can't be understood: {first['msg'].lower()}.") from error
