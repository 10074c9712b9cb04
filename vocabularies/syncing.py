"""Bring the vocabularies that plugins ship into the database, after each migrate.

What editors changed stays: only what is missing is added.
"""

from __future__ import annotations

from typing import Any

from django.db import router, transaction

from vocabularies import extension_points
from vocabularies.definitions import VocabularyDefinition


def sync_vocabularies(using: str = "default", **kwargs: Any) -> None:
    """Add vocabularies and terms that enabled plugins declare and the database misses."""
    from vocabularies.models import Vocabulary

    if not router.allow_migrate_model(using, Vocabulary):
        return
    for contribution in extension_points.vocabularies.contributions():
        with transaction.atomic(using=using):
            _sync(contribution.item, contribution.plugin.label)


def _sync(definition: VocabularyDefinition, plugin: str) -> None:
    from vocabularies.models import Term, Vocabulary

    vocabulary, _created = Vocabulary.objects.get_or_create(
        key=definition.name,
        defaults={
            "label_nl": definition.label_nl,
            "label_en": definition.label_en,
            "applies_to": list(definition.applies_to),
            "source": definition.source,
            "help_text": definition.help_text,
            "min_terms": definition.min_terms,
            "max_terms": definition.max_terms,
            "is_hierarchical": definition.is_hierarchical,
            "is_facet": definition.is_facet,
            "order": definition.order,
            "plugin": plugin,
        },
    )
    known = {term.slug: term for term in vocabulary.terms.all()}
    missing = [
        (order, shipped)
        for order, shipped in enumerate(definition.terms)
        if shipped.slug not in known
    ]
    for order, shipped in missing:
        known[shipped.slug] = Term.objects.create(
            vocabulary=vocabulary,
            slug=shipped.slug,
            label_nl=shipped.label_nl,
            label_en=shipped.label_en,
            definition=shipped.definition,
            synonyms="\n".join(shipped.synonyms),
            order=order,
        )
    # Afterwards, for a definition may name a term before the one above it.
    for _order, shipped in missing:
        if shipped.parent:
            Term.objects.filter(pk=known[shipped.slug].pk).update(parent=known[shipped.parent])
