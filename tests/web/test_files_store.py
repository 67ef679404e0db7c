"""Where files lie: a folder and a bucket keep, give and delete the same way, and say when they are away."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from graph.problems import CannotStart
from server import files
from server.settings import Settings
from web.files.store import Store, in_bucket, in_folder

pytestmark = pytest.mark.anyio
KEYS = {"key": "testing", "secret": "testing", "region": "us-east-1"}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a server that speaks S3, with the bucket `maille`."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    given = {"aws_access_key_id": KEYS["key"], "aws_secret_access_key": KEYS["secret"]}
    boto3.client("s3", endpoint_url=address, region_name=KEYS["region"], **given).create_bucket(Bucket="maille")
    yield address
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return in_folder(tmp_path / "files")
    return in_bucket("s3://maille/in/here", {**KEYS, "endpoint": request.getfixturevalue("s3")})


async def _kept(store: Store, file: Path, given: bytes) -> str:
    file.write_bytes(given)
    hash = sha256(given).hexdigest()
    await store.put(hash, file)
    return hash


async def _read(store: Store, hash: str, part: tuple[int, int] | None = None) -> bytes:
    size, pieces = await store.read(hash, part)
    given = b"".join([piece async for piece in pieces])
    assert len(given) == size
    return given


async def test_what_is_kept_is_given_again_until_it_is_deleted(store: Store, tmp_path: Path) -> None:
    for given in (b"petit", bytes(range(256)) * 30_000):
        hash = await _kept(store, tmp_path / "given", given)
        assert await _kept(store, tmp_path / "given", given) == hash
        assert await _read(store, hash) == given
        assert await store.size(hash) == len(given)
        assert await _read(store, hash, (1, 4)) == given[1:4]
        assert await _read(store, hash, (4, len(given))) == given[4:]
        await store.erase(hash)
        with pytest.raises(FileNotFoundError):
            await store.size(hash)
        await store.erase(hash)
        with pytest.raises(FileNotFoundError):
            await store.read(hash)
    await store.answers()


async def test_a_folder_is_its_owners_alone(tmp_path: Path) -> None:
    store = in_folder(tmp_path / "a" / "files")
    hash = await _kept(store, tmp_path / "given", b"x")
    assert (tmp_path / "a" / "files").stat().st_mode & 0o077 == 0
    assert (tmp_path / "a" / "files" / hash[:2] / hash).read_bytes() == b"x"


async def test_a_bucket_keeps_within_its_prefix(s3: str, tmp_path: Path) -> None:
    inside = in_bucket("s3://maille/one", {**KEYS, "endpoint": s3})
    hash = await _kept(inside, tmp_path / "given", b"y")
    with pytest.raises(FileNotFoundError):
        await in_bucket("s3://maille/other", {**KEYS, "endpoint": s3}).read(hash)


async def test_what_is_away_says_so(s3: str, tmp_path: Path) -> None:
    (tmp_path / "given").write_bytes(b"z")
    with pytest.raises(OSError, match=r"NoSuchBucket|not found|404"):
        await in_bucket("s3://nobodys", {**KEYS, "endpoint": s3}).put("ab", tmp_path / "given")


async def test_the_settings_name_it(s3: str, tmp_path: Path) -> None:
    beside = files.store(Settings(data=tmp_path))
    assert beside.folder == tmp_path / "files"
    bucket = Settings(files="s3://maille/x", s3_endpoint=s3, s3_key="testing", s3_secret="testing")
    await files.store(bucket).answers()
    for wrong in ("ftp://x/y", "s3://", "https://x/y"):
        with pytest.raises(CannotStart):
            files.store(Settings(files=wrong))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CannotStart):
        files.store(Settings(files=str(tmp_path / "file")))
