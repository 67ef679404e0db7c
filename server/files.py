"""The store of files that the settings name: a folder, or a bucket of S3."""

from pathlib import Path
from urllib.parse import urlsplit

from graph.problems import CannotStart
from server.settings import Settings
from web.files.store import Store, in_bucket, in_folder


def store(settings: Settings) -> Store:
    """Where files lie. CannotStart, where that can't be."""
    parts = urlsplit(settings.files)
    if parts.scheme == "s3" and parts.netloc:
        given = {name: getattr(settings, f"s3_{name}") for name in ("endpoint", "region", "key", "secret")}
        return in_bucket(settings.files, given)
    if "://" in settings.files:
        raise CannotStart(f"MAILLE_FILES is {settings.files}: give a folder, or s3://bucket/prefix.")
    folder = folder_of(settings)
    try:
        return in_folder(folder)
    except OSError as error:
        raise CannotStart(f"Files can't be kept in {folder} ({error}): set MAILLE_FILES to another folder.") from error


def folder_of(settings: Settings) -> Path:
    """The folder, where it is one."""
    return Path(settings.files) if settings.files else settings.data / "files"
