"""Faults made on purpose, by which a detector shows that it can find something.

Each returns what must be found: {kind: how often}.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.faults.counting import Server, difference, seconds_until_level
from benchmarks.faults.laboratory import Laboratory, in_words
from benchmarks.faults.outcome import Planted
from benchmarks.faults.processes import watched_service

if TYPE_CHECKING:
    from search.types import SearchDocument
    from slimmernetwerk.models import PlainPage

Expected = dict[str, int]
Fault = Callable[[Laboratory], Expected]
PATIENCE = 60.0
SLUG = "geplant"


def skipped_row(laboratory: Laboratory) -> Expected:
    """a service that passes over one row"""
    from search import journal

    chosen = pages(3)
    second = journal.last_position() + 2
    with watched_service("--engine", "elasticsearch", "--skip", str(second)):
        for page in chosen:
            page.title += " anders"
            page.save()
        if seconds_until_level(laboratory.server, PATIENCE) > PATIENCE:
            raise RuntimeError("The service that was to pass over a row does not follow.")
    return {"stale": 1}


def deleted_behind_its_back(laboratory: Laboratory) -> Expected:
    """a document deleted on the server"""
    server = laboratory.server
    server.ask("DELETE", f"/{server.alias}/_doc/{_identity(server, a_document().key)}?refresh=true")
    return {"missing": 1}


def changed_behind_its_back(laboratory: Laboratory) -> Expected:
    """a document changed on the server"""
    write(laboratory, replace(a_document(), title="Oud"))
    return {"stale": 1}


def added_behind_its_back(laboratory: Laboratory) -> Expected:
    """a document of no page added on the server"""
    write(laboratory, replace(a_document(), key=f"{uuid4()}:nl"))
    return {"phantom": 1}


def planted(laboratory: Laboratory, *faults: Fault) -> list[Planted]:
    """Make each fault, and let the count and the audit look for it."""
    return [_planted(laboratory, fault) for fault in faults]


def _planted(laboratory: Laboratory, fault: Fault) -> Planted:
    laboratory.level()
    expected = fault(laboratory)
    left, drift = difference(laboratory.server), laboratory.drift()
    laboratory.level()
    is_found = left.as_kinds() == drift == expected
    return Planted(fault.__doc__ or "", f"{left}; audit: {in_words(drift)}", is_found)


def make_pages(number: int = 10) -> None:
    """Make pages to plant faults in; they are in the indices after the next rebuild."""
    from slimmernetwerk.models import HomePage, PlainPage
    from slimmernetwerk.setup import publish_below

    home = HomePage.objects.get(locale__language_code="nl")
    for index in range(number):
        page = PlainPage(title=f"Geplant {index}", slug=f"{SLUG}-{index}", locale=home.locale)
        publish_below(home, page)


def pages(number: int) -> list[PlainPage]:
    """Return pages to plant faults in."""
    from slimmernetwerk.models import PlainPage

    found = PlainPage.objects.filter(live=True, slug__startswith=SLUG)
    return list(found.order_by("pk")[:number])


def a_document() -> SearchDocument:
    from search.building import documents_of
    from search.documents import page_key

    (page,) = pages(1)
    (document,) = documents_of([page_key(page)]).documents
    return document


def write(laboratory: Laboratory, document: SearchDocument) -> None:
    """Write a document without a row in the journal."""
    laboratory.far.apply([document], [], laboratory.far.cursor() or 0)


def _identity(server: Server, key: str) -> str:
    found = server.ask("POST", f"/{server.alias}/_search", {"query": {"term": {"key": key}}})
    return str(found["hits"]["hits"][0]["_id"])
