"""What happens to the documents of an index, in the form in which its engine keeps them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from search.engines.base import InvalidDocument, Refused, is_storable
from search.types import SearchDocument

Form = TypeVar("Form")


class Change(NamedTuple, Generic[Form]):
    """What happens to one document: its new form, or None to take it out."""

    key: str
    indexed: Form | None


def changes_of(
    documents: Iterable[SearchDocument], form: Callable[[SearchDocument], Form], refused: Refused
) -> Iterator[Change[Form]]:
    """Yield documents in their indexed form; name harmful ones, which leave the index."""
    for document in documents:
        try:
            yield Change(document.key, form(document))
        except InvalidDocument as error:
            # One bad document must not keep all others out of the index.
            refused(str(document.key), str(error))
            if isinstance(document.key, str) and is_storable(document.key):
                yield Change(document.key, None)
