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


def skipped_row(laboratory: Laboratory) -> Expected:
    """a service that passes over one row"""
    from search import journal

    pages = _pages(3)
    second = journal.last_position() + 2
    with watched_service("--engine", "elasticsearch", "--skip", str(second)):
        for page in pages:
            page.title += " anders"
            page.save()
        if seconds_until_level(laboratory.server, PATIENCE) > PATIENCE:
            raise RuntimeError("The service that was to pass over a row does not follow.")
    return {"stale": 1}


def deleted_behind_its_back(laboratory: Laboratory) -> Expected:
    """a document deleted on the server"""
    server = laboratory.server
    server.ask("DELETE", f"/{server.alias}/_doc/{_identity(server, _document().key)}?refresh=true")
    return {"missing": 1}


def changed_behind_its_back(laboratory: Laboratory) -> Expected:
    """a document changed on the server"""
    _write(laboratory, replace(_document(), title="Oud"))
    return {"stale": 1}


def added_behind_its_back(laboratory: Laboratory) -> Expected:
    """a document of no page added on the server"""
    _write(laboratory, replace(_document(), key=f"{uuid4()}:nl"))
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


def _pages(number: int) -> list[PlainPage]:
    from slimmernetwerk.models import HomePage, PlainPage
    from slimmernetwerk.setup import publish_below

    home = HomePage.objects.get(locale__language_code="nl")
    for _ in range(number - PlainPage.objects.filter(live=True).count()):
        page = PlainPage(title="Geplant", slug=f"geplant-{uuid4().hex[:8]}", locale=home.locale)
        publish_below(home, page)
    return list(PlainPage.objects.filter(live=True).order_by("-pk")[:number])


def _document() -> SearchDocument:
    from search.building import documents_of
    from search.documents import page_key

    (page,) = _pages(1)
    (document,) = documents_of([page_key(page)]).documents
    return document


def _write(laboratory: Laboratory, document: SearchDocument) -> None:
    """Write a document without a row in the journal."""
    laboratory.far.apply([document], [], laboratory.far.cursor() or 0)


def _identity(server: Server, key: str) -> str:
    found = server.ask("POST", f"/{server.alias}/_search", {"query": {"term": {"key": key}}})
    return str(found["hits"]["hits"][0]["_id"])
