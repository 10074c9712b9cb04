"""What is kept in memory of vocabularies: the same while nothing changes, never older than that."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.utils.translation import override

from vocabularies.editions import Edition
from vocabularies.facets import VocabularyFacets
from vocabularies.lexicon import lexicon
from vocabularies.merging import merge_terms
from vocabularies.models import Term, Vocabulary

lexicon_module = import_module("vocabularies.lexicon")


@pytest.fixture
def colours(make_vocabulary) -> Vocabulary:
    return make_vocabulary("kleur", "rood", "blauw")


def known() -> list[tuple[str, list[tuple[str, bool]]]]:
    """What the lexicon says of the vocabularies of these tests."""
    return [
        (vocabulary.label_nl, [(term.label_nl, term.is_offered) for term in vocabulary.all_terms])
        for vocabulary in lexicon().vocabularies
        if vocabulary.key.startswith("kleur")
    ]


def red() -> Term:
    return Term.objects.get(vocabulary__key="kleur", slug="rood")


def blue() -> Term:
    return Term.objects.get(vocabulary__key="kleur", slug="blauw")


def save_a_term():
    term = red()
    term.label_nl = "Vermiljoen"
    term.save()


def save_a_vocabulary():
    vocabulary = Vocabulary.objects.get(key="kleur")
    vocabulary.label_nl = "Tint"
    vocabulary.save()


def load_a_fixture():
    term = red()
    term.label_nl = "Vermiljoen"
    for entry in serializers.deserialize("json", serializers.serialize("json", [term])):
        entry.save()


def update_each_in_bulk():
    term = red()
    term.label_nl = "Vermiljoen"
    Term.objects.bulk_update([term], ["label_nl"])


def create_in_bulk():
    vocabulary = Vocabulary.objects.get(key="kleur")
    Term.objects.bulk_create([Term(vocabulary=vocabulary, slug="geel", label_nl="Geel")])


def update_by_its_vocabulary():
    Vocabulary.objects.get(key="kleur").terms.update(is_active=False)


CHANGES = {
    "save a term": save_a_term,
    "save a vocabulary": save_a_vocabulary,
    "create a term": lambda: Vocabulary.objects.get(key="kleur").terms.create(slug="geel"),
    "create a vocabulary": lambda: Vocabulary.objects.create(key="kleur-2", label_nl="Tint"),
    "delete a term": lambda: red().delete(),
    "delete terms": lambda: Term.objects.filter(vocabulary__key="kleur").delete(),
    "merge": lambda: merge_terms(red(), blue()),
    "load a fixture": load_a_fixture,
    "update": lambda: Term.objects.filter(pk=red().pk).update(label_nl="Vermiljoen"),
    "update a vocabulary": lambda: Vocabulary.objects.filter(key="kleur").update(label_nl="Tint"),
    "update by its vocabulary": update_by_its_vocabulary,
    "update each in bulk": update_each_in_bulk,
    "create in bulk": create_in_bulk,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_way_to_change_is_seen_at_once(colours, change):
    before = known()
    change()
    after = known()
    lexicon_module._kept = None  # as in a process that has just started
    assert (after != before, after) == (True, known())


def test_nothing_is_read_again_while_nothing_changes(colours, django_assert_num_queries):
    kept = lexicon()
    with django_assert_num_queries(1):
        assert lexicon() is kept


def test_change_that_is_rolled_back_is_forgotten(colours):
    before = known()
    with transaction.atomic():
        save_a_term()
        during = known()
        transaction.set_rollback(True)
    assert (during != before, known()) == (True, before)


def test_change_between_the_mark_and_the_content_is_not_kept_under_it(colours, monkeypatch):
    read = lexicon_module._read

    def read_late(edition):
        save_a_term()  # by another process, as it were
        return read(edition)

    monkeypatch.setattr(lexicon_module, "_read", read_late)
    Edition.renew()
    first = lexicon()
    monkeypatch.undo()
    assert first.edition != Edition.current()


def test_without_a_mark_nothing_is_kept(colours):
    Edition.objects.all().delete()
    kept = lexicon()
    assert lexicon() is not kept


def test_migration_marks_what_is_there(colours):
    Edition.objects.all().delete()
    import_module("vocabularies.migrations.0002_edition").begin(apps, None)
    assert Edition.current() is not None


def test_terms_know_those_above_without_a_query(colours, django_assert_num_queries):
    Term.objects.filter(pk=blue().pk).update(parent=red())
    below = lexicon().terms[blue().pk]
    with django_assert_num_queries(0):
        assert [term.key for term in below.lineage()] == ["kleur/blauw", "kleur/rood"]


def test_facets_speak_the_language_of_each_visitor(colours):
    Term.objects.filter(pk=red().pk).update(label_en="Red")

    def label() -> str:
        (facet,) = [facet for facet in VocabularyFacets().get_facets() if facet.name == "kleur"]
        return facet.values[0].label

    labels = []
    for language in ("nl", "en", "nl"):
        with override(language):
            labels.append(label())
    assert labels == ["Rood", "Red", "Rood"]
