"""The questions say what they should, and the pages that answer nothing are what they should be."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pytest

from benchmarks.relevance.distractors import DistractorWriter
from benchmarks.relevance.measures import HELPS
from benchmarks.relevance.questions import Question, UnreadableQuestion, read_questions
from catalogue.content.reading import read_method

CONTENT = Path(__file__).resolve().parents[2] / "content"
FOLDERS = ("methods", "cases", "news")
QUESTIONS = read_questions()


def starter_slugs() -> set[str]:
    return {file.stem for folder in FOLDERS for file in (CONTENT / folder).iterdir()}


def test_there_are_at_least_eighty_questions_and_each_once():
    texts = [question.text for question in QUESTIONS]
    assert len(set(texts)) == len(texts) >= 80


def test_every_graded_page_is_in_the_starter_content():
    graded = {slug for question in QUESTIONS for slug in question.grades}
    assert graded - starter_slugs() == set()


def test_every_question_has_an_answer():
    assert [q.text for q in QUESTIONS if max(q.grades.values()) < HELPS] == []


def test_a_third_is_held_out():
    held_out = sum(question.held_out for question in QUESTIONS)
    assert held_out == round(len(QUESTIONS) / 3)


def test_held_out_questions_are_spread_over_the_kinds():
    numbers = Counter(question.kind for question in QUESTIONS)
    held_out = Counter(question.kind for question in QUESTIONS if question.held_out)
    assert all(0.2 <= held_out[kind] / number <= 0.4 for kind, number in numbers.items())


def test_a_hash_chose_which_are_held_out():
    by_hash = sorted(QUESTIONS, key=lambda question: sha256(question.text.encode()).digest())
    for kind, chosen in groupby(sorted(by_hash, key=_kind), key=_kind):
        flags = [question.held_out for question in chosen]
        assert flags == sorted(flags, reverse=True), kind


def _kind(question: Question) -> str:
    return question.kind


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- {text: vraag, 3: [a], 1: [a]}", "'vraag' grades a twice"),
        ("- {text: vraag, 4: [a]}", r"none of \{4\}"),
        ("- {3: [a]}", "needs text"),
    ],
)
def test_question_with_a_fault_is_named(tmp_path, text, named):
    (tmp_path / "kind.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableQuestion, match=named):
        read_questions(tmp_path)


def test_same_seed_writes_the_same_distractors():
    first, second = DistractorWriter(seed=3), DistractorWriter(seed=3)
    assert list(first.texts(5)) == list(second.texts(5))
    assert list(first.methods(3)) == list(second.methods(3))


def test_distractors_have_other_slugs_than_the_starter_content():
    writer = DistractorWriter()
    slugs = [record.key for record in writer.methods(40)] + [t.slug for t in writer.texts(80)]
    assert len(set(slugs)) == len(slugs)
    assert starter_slugs().isdisjoint(slugs)


def test_distractors_are_no_sentences_of_the_catalogue():
    real = {
        method.summary
        for file in (CONTENT / "methods").iterdir()
        if (method := read_method(file.read_bytes(), file.name)[0])
    }
    assert real.isdisjoint(text.lead for text in DistractorWriter().texts(100))
