"""Vocabularies that plugins ship, brought into the database after each migrate."""

from __future__ import annotations

import pytest
from django.core.management.sql import emit_post_migrate_signal

from vocabularies import extension_points
from vocabularies.definitions import TermDefinition, VocabularyDefinition
from vocabularies.models import Term, Vocabulary
from vocabularies.syncing import _sync, sync_vocabularies

pytestmark = pytest.mark.django_db


def stored():
    vocabularies = Vocabulary.objects.order_by("pk").values()
    return list(vocabularies), list(Term.objects.order_by("pk").values())


def test_migrated_database_holds_every_shipped_vocabulary_and_term():
    for contribution in extension_points.vocabularies.contributions():
        definition = contribution.item
        vocabulary = Vocabulary.objects.get(key=definition.name)
        assert vocabulary.plugin == contribution.plugin.label
        shipped = [term.slug for term in definition.terms]
        assert [term.slug for term in vocabulary.terms.order_by("order")] == shipped


def test_migrating_again_changes_nothing():
    before = stored()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert stored() == before


def test_sync_keeps_what_editors_changed():
    Vocabulary.objects.filter(key="fase").update(label_nl="Stap", min_terms=0, order=5)
    Term.objects.filter(slug="testen").update(label_nl="toetsen", is_active=False, order=1)
    Term.objects.create(
        vocabulary=Vocabulary.objects.get(key="fase"), slug="eigen", label_nl="eigen"
    )
    before = stored()
    sync_vocabularies()
    assert stored() == before


def test_sync_adds_only_what_is_missing():
    before = stored()
    Term.objects.get(vocabulary__key="fase", slug="testen").delete()
    sync_vocabularies()
    again = Term.objects.get(vocabulary__key="fase", slug="testen")
    others = [row for row in before[1] if row["slug"] != "testen"]
    assert [row for row in stored()[1] if row["id"] != again.pk] == others


def test_sync_puts_terms_below_one_that_the_definition_names_later():
    definition = VocabularyDefinition(
        "plaats",
        "Plaats",
        "Place",
        ("method",),
        (
            TermDefinition("utrecht", "Utrecht", "Utrecht", parent="nederland"),
            TermDefinition("nederland", "Nederland", "Netherlands"),
        ),
        is_hierarchical=True,
    )
    _sync(definition, "catalogue")
    assert Term.objects.get(slug="utrecht").parent == Term.objects.get(slug="nederland")
