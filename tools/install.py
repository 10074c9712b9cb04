"""Make `.venv` and install locked requirements into it, with a progress bar.

Usage: python3 tools/install.py requirements/base.txt
Only the standard library: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WIDTH = 30
OLDEST = (3, 11)


def main(requirements: Path) -> int:
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Python 3.11 or newer is needed; this is {found}.", file=sys.stderr)
        return 2
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / f"installed-{requirements.stem}"
    if stamp.exists() and stamp.read_text() == digest and PYTHON.exists():
        return 0
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        venv.create(VENV, with_pip=True, symlinks=True)
    if install(requirements):
        print("The requirements could not be installed; the reason is above.", file=sys.stderr)
        return 2
    stamp.write_text(digest)
    return 0


def install(requirements: Path) -> int:
    """Run pip and draw how many packages it has found; return its exit code."""
    total = sum("==" in line for line in requirements.read_text().splitlines())
    command = [
        *(str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"),
        *("--progress-bar", "off", "--require-hashes", "-r", str(requirements)),
    ]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines, done = [], 0
    for line in process.stdout or ():
        lines.append(line)
        done += line.startswith(("Collecting", "Requirement already"))
        draw(done, total, installing=line.startswith("Installing"))
    print()
    if process.wait():
        sys.stderr.writelines(lines[-15:])
    return process.returncode


def draw(done: int, total: int, *, installing: bool) -> None:
    if not sys.stdout.isatty():
        return
    filled = WIDTH * min(done, total) // max(total, 1)
    what = "unpacking" if installing else f"{done}/{total}"
    bar = "#" * filled + "-" * (WIDTH - filled)
    print(f"\rInstalling requirements [{bar}] {what:10}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
