"""Run a command and print, as JSON, its seconds and peak memory in bytes, all and private.

Private is what the system cannot take back: without the pages of files that it reads, which stay in
memory as long as nobody else needs the room. It is looked at many times a second, on Linux only.

A process of its own: Linux counts what the parent held at the fork as memory of the child, so a
large parent would be measured instead.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

LOOKS = 20  # a second


def main() -> int:
    started = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    private = _Private(process.pid)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, kB here
    seconds = time.perf_counter() - started
    peak = usage.ru_maxrss * unit
    print(json.dumps({"seconds": seconds, "bytes": peak, "private": private.most()}))
    return process.returncode


class _Private:
    """The most private memory that a process was seen with."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._most = 0
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def most(self) -> int | None:
        """Return it in bytes, None where it cannot be seen; watch no longer."""
        self._done.set()
        self._watch.join()
        return self._most or None

    def _look(self) -> None:
        while not self._done.wait(1 / LOOKS):
            try:
                status = self._status.read_text()
            except OSError:
                return  # the process is gone, or the system has no such files
            for line in status.splitlines():
                if line.startswith("RssAnon:"):
                    self._most = max(self._most, int(line.split()[1]) * 1024)


if __name__ == "__main__":
    sys.exit(main())
