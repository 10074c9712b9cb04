"""A question as searches of Elasticsearch, apart and in one."""

from __future__ import annotations

import re

import pytest

from search.engines.elastic_questions import (
    counts_body,
    hits_body,
    read_counts,
    read_whole_counts,
    read_whole_totals,
    whole_body,
)
from search.engines.filtering import facet_groups
from search.engines.reading import Question
from search.query import Term

WORD = Term("title", "kaart")
CHOSEN = {"type": Term("facets.type", "method"), "fase": Term("facets.fase", "a")}
QUESTION = Question(WORD, "nl", CHOSEN, limit=20, facets=("fase", "doel", "thema"))


def test_facets_are_counted_among_the_other_choices_only():
    chosen = {"fase": Term("facets.fase", "a"), "doel": Term("facets.doel", "b")}
    question = Question(WORD, "nl", chosen, limit=20, facets=("fase", "doel", "thema"))
    among = {
        body["aggs"]["counts"]["terms"]["field"]: re.findall(
            "facets[.](?:fase|doel)", str(body["query"])
        )
        for body in (counts_body(question, group) for group in facet_groups(question))
    }
    assert among == {
        "facets.thema": ["facets.fase", "facets.doel"],
        "facets.fase": ["facets.doel"],
        "facets.doel": ["facets.fase"],
    }


def test_hits_are_ranked_among_the_chosen_documents_only():
    chosen = {"fase": Term("facets.fase", "a")}
    body = hits_body(Question(WORD, "nl", chosen, limit=20, facets=("fase", "doel")))
    assert "facets.fase" in str(body["query"]["bool"]["filter"])


def test_facets_among_the_same_documents_are_counted_once():
    counted = {"buckets": [{"key": "doel=b=c", "doc_count": 2}, {"key": "x=y", "doc_count": 1}]}
    own = {"buckets": [{"key": "a", "doc_count": 3}]}
    answers = [{"aggregations": {"counts": found}} for found in (counted, own)]
    expected = {"fase": {"a": 3}, "doel": {"b=c": 2}, "thema": {}}
    assert read_counts(QUESTION, answers) == expected
    within = {"among-0": {"doc_count": 9, "counts": counted}, "among-1": own}
    assert read_whole_counts(QUESTION, {"aggregations": within}) == expected


def test_hits_and_all_counts_are_asked_in_one_search():
    body = whole_body(QUESTION)
    hits, own = str(body["post_filter"]), body["aggs"]["among-1"]
    assert "facets.fase" in hits
    assert "facets.fase" in str(body["aggs"]["among-0"]["filter"])
    assert own == {"terms": {"field": "facets.fase", "size": 65_000}}


def test_what_every_count_shares_is_asked_once():
    body = whole_body(QUESTION)
    assert "facets.type" in str(body["query"])
    assert "facets.fase" not in str(body["query"])
    assert "facets.type" not in str([body["post_filter"], body["aggs"]])


@pytest.mark.parametrize("facets", [(), ("doel",)])
def test_choices_in_facets_that_are_not_counted_narrow_everything(facets):
    body = whole_body(Question(WORD, "nl", CHOSEN, limit=20, facets=facets))
    assert "post_filter" not in body
    assert "facets.fase" in str(body["query"])
    assert len(body.get("aggs", {})) == len(facets)


def test_what_is_counted_besides_is_counted_among_all_documents():
    body = whole_body(QUESTION, [Term("title", "wijk")])
    beside = body["aggs"]["beside"]
    assert beside == {"global": {}, "aggs": {"0": {"filter": {"term": {"title": "wijk"}}}}}
    answer = {"aggregations": {"beside": {"doc_count": 9, "0": {"doc_count": 4}}}}
    assert read_whole_totals([Term("title", "wijk")], answer) == [4]


def test_question_in_one_search_may_leave_texts_out():
    assert "stored" in whole_body(QUESTION)["stored_fields"]
    assert whole_body(QUESTION, without_texts=True)["stored_fields"] == "_none_"
