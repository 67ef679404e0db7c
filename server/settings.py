"""What the one who runs Maille decides: read from MAILLE_… once, here and nowhere else."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One field for each variable of the environment."""

    model_config = SettingsConfigDict(env_prefix="MAILLE_")

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""  # of the site, as mails name it; http://HOST:PORT where it is left out
    neo4j_url: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: str = ""
