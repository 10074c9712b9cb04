"""Run a command with ELASTICSEARCH_URL set to a throw-away Elasticsearch server.

Usage: python tools/with_elasticsearch.py [--major 8|9] [--set NAME=VALUE] COMMAND [ARGUMENT ...]
A server that ELASTICSEARCH_URL names is used as it is. Otherwise one is started from the unpacked
distribution in ELASTICSEARCH_HOME (`tools/fetch_elasticsearch.py` fetches one), with its data in
memory where there is room. As root it runs as the user `nobody`, for Elasticsearch refuses root.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.elasticsearch_home import VERSIONS, NoElasticsearch, check_major
from tools.elasticsearch_server import own_server
from tools.throw_away import run_beside


@contextmanager
def elasticsearch(major: str | None = None, settings: Sequence[str] = ()) -> Iterator[str]:
    """Yield the URL of a server, one that was started for it unless ELASTICSEARCH_URL has it."""
    if url := os.environ.get("ELASTICSEARCH_URL", ""):
        check_major(major, _version_at(url).partition(".")[0], "The server at ELASTICSEARCH_URL")
        yield url
        return
    with own_server(major, settings) as server:
        yield server.url


def _version_at(url: str) -> str:
    try:
        with urlopen(url, timeout=30) as answer:  # noqa: S310 - what the caller names
            return str(json.load(answer)["version"]["number"])
    except (URLError, OSError, ValueError, KeyError) as error:
        raise NoElasticsearch(
            f"ELASTICSEARCH_URL does not answer as Elasticsearch: {error}"
        ) from error


def _stop_when_told(number: int, frame: object) -> None:
    """End as after an error, so that the server ends as well."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--major", choices=VERSIONS, help="refuse another version")
    parser.add_argument("--set", action="append", default=[], help="a setting of the server")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop_when_told)
    server = elasticsearch(options.major, options.set)
    return run_beside(server, "ELASTICSEARCH_URL", options.command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
