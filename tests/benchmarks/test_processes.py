"""What a program took is measured from outside."""

from __future__ import annotations

import os
import sys

import pytest

from benchmarks.processes import run_measured

HELD = 100  # megabytes
MAP_A_FILE = """
import mmap, sys, time
with open(sys.argv[1], "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as seen:
    sum(seen[place] for place in range(0, len(seen), 4096))
    time.sleep(0.3)
"""
TAKE_MEMORY = f"import time; held = bytearray({HELD} * 1024 * 1024); time.sleep(0.3)"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much is private")
def test_own_memory_is_private_and_pages_of_a_file_are_not(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(bytes(HELD * 1024 * 1024))
    own = run_measured(["-c", TAKE_MEMORY], os.environ)
    mapped = run_measured(["-c", MAP_A_FILE, str(file)], os.environ)
    assert min(own.megabytes, mapped.megabytes) >= HELD
    assert own.private >= HELD
    assert mapped.private < HELD
