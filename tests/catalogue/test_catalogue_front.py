"""The list of methods: totals and counts of every facet against a count by hand."""

from __future__ import annotations

import random
import re

import pytest
from django.utils.http import urlencode

from catalogue.buckets import group_buckets, time_buckets
from catalogue.models import MethodPage
from search.results import available_facets
from vocabularies.models import Vocabulary

CHOICES = 30
DRAWN = re.compile(r'data-facet="([^"]+)" data-value="([^"]+)" data-count="(\d+)"')


def values_of(page):
    """Return {facet: values} of a published method, straight from its fields."""
    values = {"tijd": set(time_buckets(page.duration_min, page.duration_max))}
    values["groep"] = set(group_buckets(page.group_min, page.group_max))
    for term in page.terms.select_related("vocabulary"):
        values.setdefault(term.vocabulary.key, set()).add(term.slug)
    levels = [entry.level for entry in page.evidence.select_related("level")]
    highest = max(levels, key=lambda level: level.order, default=None)
    values["bewijsniveau"] = {highest.slug if highest else "nog-niet-beoordeeld"}
    if page.licence:
        values["licentie"] = {page.licence.slug}
    return values


def matches(values, chosen, besides=""):
    return all(
        values.get(facet, set()) & set(wanted)
        for facet, wanted in chosen.items()
        if facet != besides
    )


def count_by_hand(pages, chosen, facets):
    total = sum(matches(values, chosen) for values in pages)
    counts = {
        (facet, value): sum(
            value in values.get(facet, set()) and matches(values, chosen, besides=facet)
            for values in pages
        )
        for facet, offered in facets.items()
        for value in offered
    }
    # A list without results shows help in place of facets.
    return total, counts if total else {}


def drawn(client, chosen):
    query = urlencode([(facet, value) for facet, values in chosen.items() for value in values])
    html = client.get(f"/methoden/?{query}").content.decode()
    total = int(re.search(r'data-total="(\d+)"', html)[1])
    return total, {(facet, value): int(count) for facet, value, count in DRAWN.findall(html)}


@pytest.fixture
def catalogue(content, index):
    """The values of every published method, and the values that each facet offers."""
    pages = [values_of(page) for page in MethodPage.objects.published()]
    facets = {
        facet.name: [value.value for value in facet.values]
        for facet in available_facets(("method",))
    }
    return pages, facets


def test_every_vocabulary_of_methods_is_a_facet(catalogue):
    _pages, facets = catalogue
    expected = {
        item.key: [term.slug for term in item.terms.all()]
        for item in Vocabulary.objects.filter(is_facet=True)
        if "method" in item.applies_to
    }
    assert facets == expected


def test_counts_without_a_choice_are_those_of_a_count_by_hand(catalogue, client):
    pages, facets = catalogue
    total, counts = drawn(client, {})
    assert (total, counts) == count_by_hand(pages, {}, facets)
    computed = [count for (facet, _value), count in counts.items() if facet in ("tijd", "groep")]
    assert sum(computed) > len(pages)


def test_counts_of_random_choices_are_those_of_a_count_by_hand(catalogue, client):
    pages, facets = catalogue
    chance = random.Random(2011)
    for _time in range(CHOICES):
        names = chance.sample(sorted(facets), chance.randint(1, 4))
        chosen = {
            name: chance.sample(facets[name], chance.randint(1, min(3, len(facets[name]))))
            for name in names
        }
        assert (chosen, drawn(client, chosen)) == (chosen, count_by_hand(pages, chosen, facets))


def test_counts_follow_a_page_that_is_unpublished(catalogue, client):
    _pages, facets = catalogue
    MethodPage.objects.get(key="premortem").unpublish()
    pages = [values_of(page) for page in MethodPage.objects.published()]
    assert drawn(client, {}) == count_by_hand(pages, {}, facets)
    assert len(pages) == 11


def test_bad_value_is_named_and_the_good_one_works(catalogue, client):
    pages, facets = catalogue
    response = client.get("/methoden/?tijd=dagdeel&tijd=eeuwig&onbekend=1")
    expected, _counts = count_by_hand(pages, {"tijd": ["dagdeel"]}, facets)
    results = response.context["results"]
    assert (results.total, results.query) == (expected, [("tijd", "dagdeel")])
    assert len(results.messages) == 2
