"""The vocabularies that a plugin shipped, for `manage.py plugins usage`."""

from __future__ import annotations

from collections.abc import Iterator

from slimmernetwerk.plugin_usage import Use
from vocabularies.models import Vocabulary
from vocabularies.usage import page_ids_using


def vocabulary_uses(label: str) -> Iterator[Use]:
    """Yield the vocabularies of a plugin with how many pages carry one of their terms."""
    for vocabulary in Vocabulary.objects.filter(plugin=label).prefetch_related("terms"):
        pages = {pk for term in vocabulary.terms.all() for pk in page_ids_using(term)}
        terms = tuple(term.slug for term in vocabulary.terms.all())
        yield Use("vocabulary", vocabulary.key, len(pages), terms)
