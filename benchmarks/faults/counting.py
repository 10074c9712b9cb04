"""Count what the server holds by asking it in plain HTTP: no code of our search is in between."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tools.elasticsearch_server import CLUSTER

if TYPE_CHECKING:
    from slimmernetwerk.models.querysets import BasePageQuerySet

PAGE = 5_000
MARKER = "cursor"
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Difference:
    """How many pages the server lacks, has as they were, and has though there are none."""

    missing: int
    stale: int
    phantom: int

    def __str__(self) -> str:
        return f"{self.missing} missing, {self.stale} stale, {self.phantom} phantom"

    @property
    def is_none(self) -> bool:
        return not self.as_kinds()

    def as_kinds(self) -> dict[str, int]:
        """Return {kind: how often} of what there is, as an audit names it."""
        return {kind: number for kind, number in asdict(self).items() if number}


class Server:
    """One alias on a server, seen from outside."""

    def __init__(self, url: str, alias: str) -> None:
        self.url, self.alias = url, alias

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Return the answer as JSON; raise OSError where the server gives none."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.url}{path}", data=data, headers=headers, method=method)  # noqa: S310
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def is_throw_away(self) -> bool:
        """Say whether it was started to be thrown away, so that its settings may be changed."""
        return bool(self.ask("GET", "/")["cluster_name"] == CLUSTER)

    def targets(self) -> list[str]:
        """Return the indices to which the alias leads."""
        try:
            return sorted(self.ask("GET", f"/_alias/{self.alias}"))
        except HTTPError as error:
            if error.code == 404:
                return []
            raise

    def indices(self) -> list[str]:
        """Return all indices of this alias, with those that nothing leads to, without the lock."""
        found = self.ask("GET", f"/{self.alias}-*")
        return sorted(name for name in found if name != f"{self.alias}-lock")

    def is_locked(self) -> bool:
        """Say whether somebody has the lock of rebuilds, dead or alive."""
        try:
            return bool(self.ask("GET", f"/{self.alias}-lock/_doc/rebuild")["found"])
        except HTTPError as error:
            if error.code == 404:
                return False
            raise

    def cursor(self) -> int:
        """Return how far the index is in the journal."""
        path = f"/{self.alias}/_doc/{MARKER}?stored_fields=cursor"
        return int(self.ask("GET", path)["fields"]["cursor"][0])

    def held_pages(self) -> dict[str, list[str]]:
        """Return {key: title and address, as often as it is there} of all plain pages it holds."""
        self.ask("POST", f"/{self.alias}/_refresh")
        body = {
            "size": PAGE,
            "query": {"exists": {"field": "language"}},
            "stored_fields": ["stored"],
            "track_total_hits": True,
        }
        found = self.ask("POST", f"/{self.alias}/_search", body)["hits"]
        if found["total"]["value"] > PAGE:
            raise RuntimeError(f"There are more than {PAGE} documents: raise PAGE.")
        stored = [json.loads(hit["fields"]["stored"][0]) for hit in found["hits"]]
        held: dict[str, list[str]] = {}
        for document in stored:
            if document["type"] == "page":
                told = f"{document['title']} at {document['url']}"
                held.setdefault(document["key"], []).append(told)
        return held


def shown_pages() -> BasePageQuerySet:
    """Return the plain pages that anybody may see, as Wagtail and the clock have it."""
    from django.db.models import Q
    from django.utils import timezone

    from slimmernetwerk.models import PlainPage

    is_lifted = Q(embargo_until=None) | Q(embargo_until__lte=timezone.now())
    shown: BasePageQuerySet = PlainPage.objects.live().public().filter(is_lifted)
    return shown


def wanted_pages() -> dict[str, list[str]]:
    """Return {key: title and address} of the plain pages in the database that should be found."""
    pages = shown_pages().select_related("locale")
    return {
        f"{page.translation_key}:{page.locale.language_code}": [f"{page.title} at {page.url}"]
        for page in pages
    }


def difference(server: Server) -> Difference:
    """Compare the server with the database, page by page."""
    wanted, held = wanted_pages(), server.held_pages()
    return Difference(
        missing=len(wanted.keys() - held.keys()),
        stale=sum(wanted[key] != held[key] for key in wanted.keys() & held.keys()),
        phantom=len(held.keys() - wanted.keys()),
    )


def is_level(server: Server) -> bool:
    """Say whether the server is as far as the journal, which we only read."""
    from search import journal

    try:
        return not journal.is_behind(server.cursor())
    except (OSError, KeyError):
        return False  # away, or in the middle of starting


def seconds_until_level(server: Server, most: float) -> float:
    """Wait until followers have applied all there is; return the seconds, or infinity."""
    started = time.monotonic()
    while (passed := time.monotonic() - started) <= most:
        if is_level(server):
            return passed
        time.sleep(POLL_SECONDS)
    return float("inf")
