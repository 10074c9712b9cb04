"""Run a command and print, as JSON, its seconds and peak memory in bytes.

A process of its own: Linux counts what the parent held at the fork as memory of the child, so a
large parent would be measured instead.
"""

import json
import os
import subprocess
import sys
import time


def main() -> int:
    started = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, kB here
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "bytes": usage.ru_maxrss * unit}))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
