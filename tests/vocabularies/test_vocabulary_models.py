"""The rules that keep vocabularies and terms usable as addresses and as levels."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from search.facets import RESERVED_PARAMETERS
from vocabularies.models import Term, Vocabulary


def faults(instance):
    try:
        instance.full_clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(RESERVED_PARAMETERS))
def test_key_that_is_a_query_parameter_is_refused(key):
    assert faults(Vocabulary(key=key, label_nl="x", applies_to=["method"])) == {"key"}


@pytest.mark.django_db
def test_key_of_a_facet_that_is_no_vocabulary_is_refused():
    assert faults(Vocabulary(key="resultaat", label_nl="x", applies_to=["case"])) == {"key"}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["Fase", "fa se", "fa_se", "-fase", "fase-", "a--b", "fasé", ""])
def test_key_that_is_no_slug_is_refused(key):
    assert faults(Vocabulary(key=key, label_nl="x", applies_to=["method"])) == {"key"}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["Testen", "te sten", "te_sten", "-x", "x-", ""])
def test_slug_of_a_term_that_is_no_slug_is_refused(slug):
    vocabulary = Vocabulary.objects.get(key="fase")
    assert faults(Term(vocabulary=vocabulary, slug=slug, label_nl="x")) == {"slug"}


@pytest.mark.django_db
def test_key_of_a_vocabulary_with_terms_cannot_change():
    vocabulary = Vocabulary.objects.get(key="fase")
    vocabulary.key = "stap"
    assert faults(vocabulary) == {"key"}


def test_key_of_an_empty_vocabulary_can_change(make_vocabulary):
    vocabulary = make_vocabulary("kleur")
    vocabulary.key = "tint"
    assert faults(vocabulary) == set()


def test_slug_of_an_unused_term_can_change(make_vocabulary):
    make_vocabulary("kleur", "rood")
    red = Term.objects.get(slug="rood")
    red.slug = "rozerood"
    assert faults(red) == set()


def test_slug_of_a_used_term_cannot_change(make_method, term):
    make_method(terms=["fase/testen"])
    used = term("fase/testen")
    used.slug = "toetsen"
    assert faults(used) == {"slug"}


def test_slug_of_a_term_that_only_a_draft_carries_cannot_change(make_method, term, edit_form):
    edit_form(make_method()).choose("fase", "testen").send()
    used = term("fase/testen")
    used.slug = "toetsen"
    assert faults(used) == {"slug"}


def test_used_term_cannot_move_to_another_vocabulary(make_method, make_vocabulary, term):
    make_method(terms=["fase/testen"])
    used = term("fase/testen")
    used.vocabulary = make_vocabulary("stap")
    assert faults(used) == {"vocabulary"}


def test_label_of_a_used_term_can_change(make_method, term):
    make_method(terms=["fase/testen"])
    used = term("fase/testen")
    used.label_nl = "toetsen"
    assert faults(used) == set()


def test_same_slug_twice_in_a_vocabulary_is_refused(make_vocabulary):
    vocabulary = make_vocabulary("kleur", "rood")
    assert faults(Term(vocabulary=vocabulary, slug="rood", label_nl="Rood")) == {"__all__"}


def test_at_most_below_at_least_is_refused(make_vocabulary):
    vocabulary = make_vocabulary("kleur", min_terms=2, max_terms=1)
    assert faults(vocabulary) == {"max_terms"}


def test_applies_to_must_be_a_list(make_vocabulary):
    vocabulary = make_vocabulary("kleur", applies_to="method")
    assert faults(vocabulary) == {"applies_to"}


@pytest.fixture
def levels(make_vocabulary):
    """Four terms of which the first three stand below each other."""
    make_vocabulary("plaats", "land", "provincie", "gemeente", "wijk", is_hierarchical=True)
    terms = {term.slug: term for term in Term.objects.filter(vocabulary__key="plaats")}
    for above, below in (("land", "provincie"), ("provincie", "gemeente")):
        terms[below].parent = terms[above]
        terms[below].save()
    return terms


def test_three_levels_are_allowed(levels):
    assert faults(levels["gemeente"]) == set()


def test_fourth_level_is_refused(levels):
    levels["wijk"].parent = levels["gemeente"]
    assert faults(levels["wijk"]) == {"parent"}


def test_term_with_levels_below_it_cannot_make_a_fourth(levels):
    levels["land"].parent = levels["wijk"]
    assert faults(levels["land"]) == {"parent"}


def test_term_with_one_level_below_it_may_move_below_another(levels):
    levels["provincie"].parent = levels["wijk"]
    assert faults(levels["provincie"]) == set()


@pytest.mark.parametrize("slug", ["land", "provincie", "gemeente"])
def test_term_cannot_stand_above_itself(levels, slug):
    levels["land"].parent = levels[slug]
    assert faults(levels["land"]) == {"parent"}


def test_parent_of_another_vocabulary_is_refused(levels, term):
    levels["wijk"].parent = term("fase/testen")
    assert faults(levels["wijk"]) == {"parent"}


def test_lineage_goes_up_to_the_top(levels):
    slugs = [term.slug for term in levels["gemeente"].lineage()]
    assert slugs == ["gemeente", "provincie", "land"]


@pytest.mark.parametrize("other", ["fase/testen", "plaats/wijk"])
def test_replacement_must_be_another_term_of_the_vocabulary(levels, term, other):
    levels["wijk"].replaced_by = term(other)
    assert faults(levels["wijk"]) == {"replaced_by"}


def test_replacement_that_was_replaced_itself_is_refused(levels):
    levels["gemeente"].replaced_by = levels["land"]
    levels["gemeente"].save()
    levels["wijk"].replaced_by = levels["gemeente"]
    assert faults(levels["wijk"]) == {"replaced_by"}


@pytest.mark.django_db
def test_label_follows_the_language_and_falls_back_to_dutch():
    vocabulary = Vocabulary(key="kleur", label_nl="Kleur", label_en="Colour")
    with override("en"):
        assert (vocabulary.label, Term(label_nl="Rood").label) == ("Colour", "Rood")
    with override("nl"):
        assert str(vocabulary) == "Kleur"
