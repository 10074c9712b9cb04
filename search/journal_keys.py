"""The pages that a row of the journal is about: whose documents its change touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from search.building import AWAY, document_contributions, keys_of_pages, pages_of
from search.documents import DocumentType, key_filter
from search.models import JournalEntry
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.plugins import Contribution


def keys_of(
    entry: JournalEntry, most: int | None = None, *, among: Collection[str] | None = None
) -> Iterator[str]:
    """Yield the keys of all pages that a journal row is about, of each type at most so many.

    Who only looks for some keys says `among` which: of a big row no others are then read.
    """
    if entry.kind == JournalEntry.Kind.PAGE:
        yield entry.key
    elif entry.kind == JournalEntry.Kind.TREE:
        for root in BasePage.objects.filter(key_filter([entry.key])):
            yield from keys_of_pages(BasePage.objects.descendant_of(root, inclusive=True), among)
    elif entry.kind == JournalEntry.Kind.QUERY:
        return  # no document changes, but whoever follows the journal reads the words anew
    elif entry.kind == JournalEntry.Kind.SITE:
        yield from keys_of_pages(BasePage.objects.all(), among)
    else:
        for found in document_contributions():
            yield from _keys_changed(found, entry, most, among)


def _keys_changed(
    found: Contribution[DocumentType],
    entry: JournalEntry,
    most: int | None,
    among: Collection[str] | None,
) -> Iterable[str]:
    """Return the pages of a type that a change touches: all, where its plugin cannot tell which.

    Nobody looks at a row of the journal again once it is applied, so none may be passed over.
    """
    try:
        return _told_keys(found.item, entry, most)
    except AWAY:
        raise  # the row stays where it is
    except Exception as error:
        plugins.report_trouble(found.plugin, error)
        return islice(keys_of_pages(pages_of(found.item), among), most)


def _told_keys(item: DocumentType, entry: JournalEntry, most: int | None) -> list[str]:
    keys = list(islice(item.keys_changed_by(entry.kind, entry.key), most))
    if not all(isinstance(key, str) for key in keys):
        raise TypeError(f"keys_changed_by of {item.name} must yield the keys of pages")
    return keys
