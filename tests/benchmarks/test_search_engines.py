"""What is compared in the search benchmark answers alike."""

from __future__ import annotations

from benchmarks.search.documents import make_documents
from benchmarks.search.engines import our_contender
from benchmarks.search.questions import make_questions
from search.engines.embedded import EmbeddedEngine


def test_questions_find_something_in_most_cases(tmp_path):
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild(make_documents(300), 1)
    questions = make_questions(60, seed=1)
    ask = our_contender("ours", engine, questions).ask
    found = [ask(number) for number in range(len(questions))]
    assert sum(total > 0 for total in found) > 45
