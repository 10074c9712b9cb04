"""The documents of pages, made once for all engines that take them in the same round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from search.building import BATCH, Built, documents_of
from search.engines.analysed import analysed
from search.engines.base import InvalidDocument

MOST_KEPT = BATCH


class Made:
    """What the pages of one round became; forgotten with the round.

    What was made is used again only for rows of the journal that were there before: a later row
    may mean that its page has changed since.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Built]] = {}

    def documents_of(self, keys: Sequence[str], position: int) -> Built:
        """Return what pages became; `position` is that of the newest row read before now."""
        missing = [key for key in keys if self._position(key) < position]
        fresh = _by_page(missing)
        for key, built in fresh.items():
            if key in self._known or len(self._known) < MOST_KEPT:
                self._known[key] = position, built
        found = (fresh[key] if key in fresh else self._known[key][1] for key in keys)
        return _merged({id(built): built for built in found}.values())

    def _position(self, key: str) -> int:
        position, _built = self._known.get(key, (-1, None))
        return position


def _by_page(keys: Sequence[str]) -> dict[str, Built]:
    """Make the documents of pages; return each page's own, shared by those with the same identity.

    A page comes with its translations and its stand-ins, so these are never made apart.
    """
    if not keys:
        return {}
    made, parts = documents_of(keys), {_identity(key): Built() for key in keys}
    for document in made.documents:
        parts[_identity(document.key)].documents.append(document)
    for key in made.gone:
        parts[_identity(key)].gone.append(key)
    for key, fault in made.faults.items():
        parts[_identity(key)].faults[key] = fault
    for key, moment in made.changes.items():
        parts[_identity(key)].changes[key] = moment
    return {key: parts[_identity(key)] for key in keys}


def _identity(key: str) -> str:
    return key.partition(":")[0]


def _merged(parts: Iterable[Built]) -> Built:
    merged = Built()
    for built in parts:
        merged.documents += built.documents
        merged.gone += built.gone
        merged.faults |= built.faults
        merged.changes |= built.changes
    return merged


def analyse(built: Built) -> None:
    """Work out what every engine keeps of these documents."""
    for document in built.documents:
        with suppress(InvalidDocument):  # the engine names it where it leaves it out
            analysed(document)
