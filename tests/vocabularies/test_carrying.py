"""Terms of pages that are read for a list."""

from __future__ import annotations

import pytest

from catalogue.models import MethodPage
from vocabularies.carrying import prefetch_terms
from vocabularies.lexicon import lexicon


@pytest.fixture
def methods(make_method) -> list[MethodPage]:
    make_method(title="Een", terms=["fase/testen", "doel/keuzes-maken", "fase/bedenken"])
    make_method(title="Twee", terms=["fase/borgen"])
    make_method(title="Drie", terms=[])
    return list(MethodPage.objects.order_by("pk"))


def keys(pages: list[MethodPage]) -> list[list[str]]:
    return [[term.key for term in page.sorted_terms] for page in pages]


def test_terms_are_those_of_the_page_in_the_same_order(methods):
    read = keys([MethodPage.objects.get(pk=page.pk) for page in methods])
    prefetch_terms(methods)
    assert keys(methods) == read


def test_one_query_reads_the_terms_of_all(methods, django_assert_num_queries):
    lexicon()
    with django_assert_num_queries(2):  # the edition, and which page carries which term
        prefetch_terms(methods)
        keys(methods)


def test_only_the_vocabularies_asked_for_are_read(methods):
    prefetch_terms(methods, "doel")
    assert keys(methods) == [["doel/keuzes-maken"], [], []]


def test_no_pages_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        prefetch_terms([])


def test_terms_that_an_editor_changed_in_memory_stay(methods):
    (page, *_others) = methods
    page.terms = [term for term in page.terms.all() if term.slug == "testen"]
    prefetch_terms(methods)
    assert keys([page]) == [["fase/testen"]]
