"""What is compared in the search benchmark answers alike."""

from __future__ import annotations

import re
from dataclasses import replace

from benchmarks.search.by_hand import search_body
from benchmarks.search.documents import make_documents
from benchmarks.search.engines import our_contender
from benchmarks.search.questions import make_questions
from search.engines.embedded import EmbeddedEngine
from search.types import SearchRequest


def test_questions_find_something_in_most_cases(tmp_path):
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild(make_documents(300), 1)
    questions = make_questions(60, seed=1)
    ask = our_contender("ours", engine, questions).ask
    found = [ask(number) for number in range(len(questions))]
    assert sum(total > 0 for total in found) > 45


CHOSEN = SearchRequest(
    "kaart", types=("method",), filters={"fase": ("a",), "doel": ("b",)}, facets=("fase", "thema")
)


def test_page_by_hand_counts_a_facet_among_the_other_choices():
    aggregations = search_body(CHOSEN)["aggs"]
    assert list(aggregations) == ["fase", "thema"]
    assert re.findall(r"'(fase|doel)': \[", str(aggregations["fase"]["filter"])) == ["doel"]
    assert re.findall(r"'(fase|doel)': \[", str(aggregations["thema"]["filter"])) == [
        "fase",
        "doel",
    ]


def test_page_by_hand_asks_for_marks_where_there_is_a_text():
    assert set(search_body(CHOSEN)["highlight"]["fields"]) == {"title", "summary", "body"}
    assert search_body(replace(CHOSEN, text=""))["highlight"]["fields"] == {}
