"""The documents and questions of the search benchmark: always the same, and of the right kind."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.search.documents import VOCABULARIES, facet_values, make_document, make_documents
from benchmarks.search.questions import SHARES, make_questions
from benchmarks.search.store import Store
from search.engines.base import check_document


def test_document_is_the_same_in_any_number_of_documents():
    few, many = list(make_documents(3)), list(make_documents(10))
    assert few == many[:3]
    assert make_document(7) == many[7]


def test_documents_of_another_seed_are_others():
    assert make_document(0, seed=1) != make_document(0, seed=2)


def test_documents_can_be_made_from_a_number_on():
    assert list(make_documents(2, start=5)) == [make_document(5), make_document(6)]


def test_documents_are_fit_for_an_index_and_differ():
    documents = list(make_documents(50))
    for document in documents:
        check_document(document)
    assert len({document.key for document in documents}) == 50
    assert len({document.body for document in documents}) == 50


def test_documents_have_terms_of_six_vocabularies():
    documents = list(make_documents(50))
    assert len(VOCABULARIES) == 6
    for document in documents:
        for name in VOCABULARIES:
            assert document.facets[name]
            assert set(document.facets[name]) <= set(facet_values()[name])


def test_early_terms_are_far_more_frequent():
    counts = Counter(term for one in make_documents(300) for term in one.facets["beleidsthema"])
    first, last = facet_values()["beleidsthema"][0], facet_values()["beleidsthema"][-1]
    assert counts[first] > 3 * counts[last]


def test_store_gives_back_what_was_written(tmp_path):
    documents = list(make_documents(20))
    store = Store(tmp_path / "documents")
    store.write(documents)
    assert list(store.read()) == documents


def test_questions_of_a_seed_are_the_same():
    assert make_questions(40, seed=1) == make_questions(40, seed=1)
    assert make_questions(40, seed=1) != make_questions(40, seed=2)


def test_questions_come_in_their_shares():
    counts = Counter(question.kind for question in make_questions(2_000, seed=3))
    assert sum(SHARES.values()) == 100
    for kind, share in SHARES.items():
        assert counts[kind] / 20 == pytest.approx(share, abs=3)


@pytest.mark.parametrize("kind", SHARES)
def test_every_question_counts_all_facets(kind):
    requests = [one.request for one in make_questions(300, seed=4) if one.kind == kind]
    assert requests
    assert all(request.facets == VOCABULARIES for request in requests)


def test_mistyped_words_are_no_words_of_the_catalogue():
    mistyped = [one.request.text for one in make_questions(400, seed=5) if "error" in one.kind]
    body = " ".join(document.body for document in make_documents(300)).split()
    assert sum(word in body for word in mistyped) < len(mistyped) / 10
