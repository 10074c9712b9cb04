"""Let a throw-away server believe that its disk is full; blocking writes is up to the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.faults.counting import POLL_SECONDS, Server

if TYPE_CHECKING:
    from benchmarks.faults.troubles import Trouble

NAME = "disk full (flood stage)"
DISK = "cluster.routing.allocation.disk"
WATCHING = f"{DISK}.threshold_enabled"  # off in the configuration of a throw-away server
LOOKS = "cluster.info.update.interval"
OFTEN = "10s"  # the least that it takes
WATERMARKS = [f"{DISK}.watermark.{name}" for name in ("low", "high", "flood_stage")]
FULL = ("3pb", "2pb", "1pb")  # free bytes that no machine has
ROOM = ("3mb", "2mb", "1mb")  # and that any has
BLOCKED_SECONDS = 90.0  # it looks twice a minute until it has heard that it should more often


def begin(trouble: Trouble) -> Callable[[], None]:
    """Fill the disk; what is returned makes room, and leaves the rest to Elasticsearch."""
    server = trouble.laboratory.server
    _set(server, {WATCHING: True, LOOKS: OFTEN, **dict(zip(WATERMARKS, FULL, strict=True))})
    end = time.monotonic() + BLOCKED_SECONDS
    while not is_blocked(server):
        if time.monotonic() > end:
            raise RuntimeError("Elasticsearch did not notice that its disk is full.")
        time.sleep(POLL_SECONDS)
    return lambda: _set(server, dict(zip(WATERMARKS, ROOM, strict=True)))


def tidy(trouble: Trouble) -> None:
    """Give the server the settings back with which it was started."""
    _set(trouble.laboratory.server, dict.fromkeys((WATCHING, LOOKS, *WATERMARKS)))


def is_blocked(server: Server) -> bool:
    """Say whether Elasticsearch has blocked writes to the index, as it does at its flood stage."""
    path = f"/{server.alias}/_settings/index.blocks.read_only_allow_delete"
    return any(found["settings"] for found in server.ask("GET", path).values())


def _set(server: Server, settings: dict[str, object]) -> None:
    server.ask("PUT", "/_cluster/settings", {"persistent": settings})
