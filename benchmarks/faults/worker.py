"""A web process of the site: `python -m benchmarks.faults.worker [--threads N] [--fault NAME]`.

It prints the port on which it answers. Faults are planted to see whether somebody notices:
*patient* waits long for the server, each time anew; *talkative* tells where the server is.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

import django
from waitress import create_server

PATIENT, TALKATIVE = "patient", "talkative"
TOO_LONG = 3.0  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fault", choices=(PATIENT, TALKATIVE))
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    django.setup()
    from slimmernetwerk.wsgi import application

    if options.fault == PATIENT:
        wait_long_each_time()
    answer = talking(application) if options.fault == TALKATIVE else application
    server = create_server(answer, host="127.0.0.1", port=0, threads=options.threads)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    print(server.effective_port, flush=True)
    server.run()


def wait_long_each_time() -> None:
    """Plant a fault: every visitor waits for the server."""
    from search.engines import elastic_client
    from search.engines.breaker import Breaker

    elastic_client.READ_SECONDS = TOO_LONG
    Breaker.is_open = lambda self: False  # type: ignore[method-assign]


def talking(application: Any) -> Callable[..., Iterable[bytes]]:
    """Plant a fault: a page tells where the server is."""

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        def longer(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
            return start_response(status, kept, *rest)

        with closing(application(environ, longer)) as response:
            page = b"".join(response)
        return [page, f"<!-- {os.environ['ELASTICSEARCH_URL']} -->".encode()]

    return answer


if __name__ == "__main__":
    main()
