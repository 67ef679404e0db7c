"""Runs one command, and ends it when nobody holds the other end of standard input any more.

Run as a script of its own, between Maille and the engine: a process killed with -9 can't tidy up after itself, but
the system closes its pipes. Arguments: seconds of grace between asking the command to end and killing it, a file
descriptor that the command keeps open (the folder's lock), the command. It knows nothing of the rest of Maille.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

_PR_SET_PDEATHSIG = 1


def _die_with_me() -> None:
    """Linux only: the command is killed should this process itself be."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_with_the_pipe(command: "subprocess.Popen[bytes]", grace: float) -> None:
    while os.read(sys.stdin.fileno(), 1):  # not through the buffer, whose lock would abort us at our own exit
        pass
    command.terminate()
    try:
        command.wait(grace)
    except subprocess.TimeoutExpired:
        command.kill()


def main(grace: float, kept: int, arguments: list[str]) -> int:
    """The exit code of the command, or 128 and the number of the signal that ended it."""
    command = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, pass_fds=(kept,), preexec_fn=_die_with_me)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: command.terminate())
    threading.Thread(target=_end_with_the_pipe, args=(command, grace), daemon=True).start()
    code = command.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
