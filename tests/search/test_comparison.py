"""The comparison of two engines sees each kind of difference: every one here was planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.types import SearchDocument, SearchRequest, SortKey
from tests.search.equivalence.comparison import (
    Report,
    compare,
    compare_relations,
    compare_typing,
    kendall_tau,
)
from tests.search.equivalence.corpus import Corpus, make_edits
from tests.search.equivalence.questions import Question, QuestionWriter
from tests.search.example_documents import ALL, SYNONYMS, document

MakeEngine = Callable[..., Engine]
FACETS = ("theme", "phase", "type")


@pytest.fixture
def make_engine(tmp_path: Path) -> MakeEngine:
    """Make an engine with the example documents, some of them replaced."""
    made: list[Engine] = []

    def make(*others: SearchDocument, gone: str = "", **options: object) -> Engine:
        options.setdefault("synonyms", lambda language: SYNONYMS)
        engine = EmbeddedEngine(tmp_path / f"index-{len(made)}", **options)  # type: ignore
        made.append(engine)
        keys = {one.key for one in others} | {gone}
        engine.rebuild([*(one for one in ALL if one.key not in keys), *others], 1)
        return engine

    return make


def ask(one: Engine, other: Engine, text: str = "", **fields: object) -> Report:
    request = SearchRequest(text, facets=FACETS, **fields)  # type: ignore[arg-type]
    return compare(one, other, [Question("planted", request)])


def known(key: str) -> SearchDocument:
    return next(one for one in ALL if one.key == key)


@pytest.mark.parametrize(
    ("first", "second", "tau"),
    [
        ("abcd", "abcd", 1),
        ("abcd", "dcba", -1),
        ("abcd", "abdc", 2 / 3),
        ("abcde", "badce", 0.6),  # two of ten pairs
        ("abcde", "eabcd", 0.2),  # four of ten pairs
    ],
)
def test_kendall_tau_of_known_orders(first, second, tau):
    assert kendall_tau(first, second) == pytest.approx(tau)


@pytest.mark.parametrize("text", ["", "wijk", "klantreizen", "buurt", '"de wijk"', "klantries"])
def test_equal_engines_differ_in_nothing(make_engine, text):
    report = ask(make_engine(), make_engine(), text)
    assert (report.differences, report.same_top) == ([], 1)


@pytest.mark.parametrize("text", ["", "wachttijden"])
def test_document_that_one_lacks_is_seen(make_engine, text):
    report = ask(make_engine(), make_engine(gone="klantreis:nl"), text)
    kinds = " ".join(report.differences)
    assert "hits" in kinds and "klantreis:nl" in kinds and "total" in kinds and "facets" in kinds


def test_other_document_in_place_of_one_is_seen(make_engine):
    other = replace(known("klantreis:nl"), key="elders:nl")
    report = ask(make_engine(), make_engine(other, gone="klantreis:nl"), "wachttijden")
    assert [difference.partition(" ")[0] for difference in report.differences] == ["hits"]


def test_other_count_of_a_value_is_seen(make_engine):
    other = replace(known("klantreis:nl"), facets={"theme": ["leren"], "phase": ["verkennen"]})
    report = ask(make_engine(), make_engine(other), "wachttijden")
    assert [difference.partition(":")[0] for difference in report.differences] == ["facets"]


def test_other_correction_is_seen(make_engine):
    other = replace(known("klantreis:nl"), keywords=("klantries",))
    report = ask(make_engine(), make_engine(other), "klantries")
    assert "correction" in " ".join(report.differences)


def test_other_drawing_is_seen(make_engine):
    other = replace(known("klantreis:nl"), title="KLANTREIS")
    report = ask(make_engine(), make_engine(other), "wachttijden")
    assert report.differences[0].startswith("drawing of klantreis:nl")


def test_other_synonyms_are_seen(make_engine):
    report = ask(make_engine(), make_engine(synonyms=lambda language: {}), "mock-up")
    assert "hits" in " ".join(report.differences)


def test_other_order_by_a_field_is_seen(make_engine):
    other = replace(known("klantreis:nl"), numbers={"duration": 91})
    sort = (SortKey("numbers.duration"),)
    report = ask(make_engine(), make_engine(other), sort=sort)
    assert report.differences[0].startswith("order")


def test_order_by_score_is_measured_and_no_difference(make_engine):
    documents = (
        document("a", "Kompas", body="iets anders"),
        document("b", "Iets anders", body="kompas"),
    )
    one, other = make_engine(*documents), make_engine(*documents)
    asked = one.search

    class Reversed:
        """The other engine, which gives its hits backwards."""

        def search(self, request: SearchRequest) -> object:
            found = asked(request)
            return replace(found, hits=found.hits[::-1])

    report = ask(other, Reversed(), "kompas")  # type: ignore[arg-type]
    assert (report.differences, report.same_top, report.taus) == ([], 0, [-1.0])


def test_hit_on_two_pages_is_seen(make_engine, monkeypatch):
    monkeypatch.setattr("tests.search.equivalence.comparison.PAGE", 2)
    engine = make_engine()
    asked = engine.search

    class Stuck:
        """An engine that gives its first page again."""

        def search(self, request: SearchRequest) -> object:
            is_second = request.limit == 2 and request.offset == 2
            return asked(replace(request, offset=0) if is_second else request)

    report = ask(engine, Stuck())  # type: ignore[arg-type]
    assert report.differences[0].startswith("pages")


def test_other_suggestion_is_seen(make_engine):
    engines = make_engine(), make_engine(gone="klantreis:nl")
    assert compare_typing(*engines, [("nl", "kla"), ("nl", "wij")]) == [("nl", "kla")]


def test_other_relation_is_seen(make_engine):
    engines = make_engine(), make_engine(gone="wijkwandeling:nl")
    assert compare_relations(*engines, ["burgerbegroting:nl", "unknown:nl"]) == [
        "burgerbegroting:nl"
    ]


@pytest.fixture
def small() -> Corpus:
    later = [replace(one, key=f"x{one.key}", url=f"{one.url}x/") for one in ALL]
    synonyms = {"nl": {"buurt": ["wijk"]}, "en": {"quarter": ["street"]}}
    return Corpus(list(ALL), later, synonyms, [(SortKey("title"),)])


def test_same_seed_asks_the_same_questions(small):
    one, other = (list(QuestionWriter(small, seed=1).write()) for _time in range(2))
    assert one == other


def test_questions_are_three_hundred_and_of_every_kind(small):
    questions = list(QuestionWriter(small, seed=1).write())
    requests = [question.request for question in questions]
    assert len(questions) == 300
    assert len({question.kind for question in questions}) == 13
    assert {request.language for request in requests} == {"nl", "en"}
    assert {request.may_be_loose for request in requests} == {False, True}


def test_edits_add_change_and_delete_a_third_each(small):
    edits = make_edits(small, 9, seed=1)
    known_keys = {one.key for one in small.documents}
    put = [one.key for batch in edits for one in batch.documents]
    gone = [key for batch in edits for key in batch.deleted]
    assert (len(put), len(gone), len(known_keys & set(put))) == (6, 3, 3)
    assert len({*put, *gone}) == 9
