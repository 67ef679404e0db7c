"""The secret that signs cookies, kept beside the data so that a restart signs nobody out."""

import os
import secrets
from pathlib import Path

from graph.problems import CannotStart


def kept_secret(folder: Path, name: str) -> str:
    """The secret in the folder, made if there is none, for its owner alone. CannotStart."""
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text()
    except OSError as error:
        why = f"{path} can't be written or read ({error.strerror})"
        raise CannotStart(f"{why}: choose another folder, or let this user write there.") from error
