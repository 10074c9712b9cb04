"""Addresses with a merged term still work, and lead to the term that took over."""

from __future__ import annotations

import re

import pytest

from vocabularies.merging import merge_terms
from vocabularies.models import Term


@pytest.fixture
def html(index, client, make_method, term):
    """Read the catalogue after "testen" was merged into "bedenken"."""
    make_method(title="Verhuisd", terms=["fase/testen"])
    make_method(title="Ander", terms=["fase/invoeren"])
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    return lambda query: client.get(f"/methoden/?{query}").content.decode()


def canonical(html):
    (found,) = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
    return found.replace("&amp;", "&").partition("?")[2]


def test_merged_term_counts_as_the_one_that_took_over(html):
    found = html("fase=testen")
    assert 'data-total="1"' in found
    assert "Verhuisd" in found


def test_canonical_address_has_the_new_term(html):
    assert canonical(html("fase=testen")) == "fase=bedenken"


def test_old_and_new_together_are_one_choice(html):
    assert canonical(html("fase=testen&fase=bedenken&fase=invoeren")) == (
        "fase=bedenken&fase=invoeren"
    )


def test_merged_term_needs_no_message(html):
    assert "testen" not in html("fase=testen").split("<main")[1]


def test_merged_term_is_not_offered(html):
    assert 'data-value="testen"' not in html("")


def test_term_that_was_merged_twice_counts_as_the_last(html, term):
    merge_terms(term("fase/bedenken"), term("fase/invoeren"))
    assert canonical(html("fase=testen")) == "fase=invoeren"


def test_chain_made_in_the_edit_form_is_followed(html, term):
    Term.objects.filter(pk=term("fase/bedenken").pk).update(replaced_by=term("fase/invoeren"))
    assert canonical(html("fase=testen")) == "fase=invoeren"


def test_ring_of_replacements_does_no_harm(html, term):
    Term.objects.filter(pk=term("fase/bedenken").pk).update(replaced_by=term("fase/testen"))
    assert canonical(html("fase=testen")) == ""


def test_term_merged_into_a_retired_one_means_nothing(html, term):
    Term.objects.filter(pk=term("fase/bedenken").pk).update(is_active=False)
    assert canonical(html("fase=testen")) == ""


@pytest.mark.parametrize("merged", [0, 6])
def test_merged_terms_cost_no_query(make_vocabulary, site, term, merged, django_assert_num_queries):
    from vocabularies.facets import VocabularyFacets

    make_vocabulary("kleur", *(f"kleur-{n}" for n in range(8)))
    Term.objects.filter(slug__in=[f"kleur-{n}" for n in range(merged)]).update(
        replaced_by=term("kleur/kleur-7")
    )
    with django_assert_num_queries(3):  # the edition, which changed, vocabularies and terms
        facets = VocabularyFacets().get_facets()
    (facet,) = (facet for facet in facets if facet.name == "kleur")
    assert len(facet.values[-1].former) == merged
