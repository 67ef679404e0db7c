"""Two networks that meet only at the site's, as network namespaces of this machine; they go when the test ends."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SITE, LEFT, RIGHT = "maille-site", "maille-left", "maille-right"
ADDRESS = "10.91.0.1"  # of the site, for both and for this machine
LAID = f"""
link add maille-door type veth peer name eth0 netns {SITE}
addr add 10.91.0.2/30 dev maille-door
link set maille-door up
-n {SITE} addr add {ADDRESS}/30 dev eth0
-n {SITE} link set eth0 up
"""
JOINED = """
link add eth0 netns {name} type veth peer name {name} netns maille-site
-n maille-site addr add 10.91.{number}.1/24 dev {name}
-n maille-site link set {name} up
-n {name} addr add 10.91.{number}.2/24 dev eth0
-n {name} link set eth0 up
-n {name} route add default via 10.91.{number}.1
"""


def within(name: str) -> list[str]:
    """What stands before a command that runs in a network."""
    return ["ip", "netns", "exec", name]


@contextmanager
def networks() -> Iterator[None]:
    """LEFT and RIGHT, which SITE does not pass on to each other. Skipped where namespaces can't be made."""
    if os.geteuid() or not shutil.which("ip") or _ip(f"netns add {SITE}"):
        pytest.skip("needs network namespaces: be root, with the package iproute2")
    try:
        _all(f"netns add {LEFT}\nnetns add {RIGHT}\n-n {SITE} link set lo up" + LAID)
        for number, name in enumerate((LEFT, RIGHT), 1):
            _all(f"-n {name} link set lo up" + JOINED.format(name=name, number=number))
        yield
    finally:
        for name in (SITE, LEFT, RIGHT):
            _ip(f"netns del {name}")


def program(folder: Path, name: str, path: str) -> Path:
    """A program that runs another in a network."""
    made = folder / f"{Path(path).name}-{name}"
    made.write_text(f'#!/bin/sh\nexec {" ".join(within(name))} {path} "$@"\n')
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return made


def _ip(words: str) -> int:
    return subprocess.run(["ip", *words.split()], capture_output=True).returncode


def _all(lines: str) -> None:
    for line in filter(None, lines.splitlines()):
        assert _ip(line) == 0, line
