"""An engine that is far away is asked as seldom as can be, and answers what it always would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks.search.documents import make_documents
from benchmarks.search.questions import make_questions
from search.engines.answering import answer
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded_reader import EmbeddedReader
from search.engines.filtering import filters_of, restricted
from search.engines.reading import Answer, Question
from search.query import Boolean, Query, build_query
from search.types import SearchRequest

SYNONYMS = {"mensen": ("inwoners", "de mensen in de wijk")}
FEW_LEFT = {"fase": ("verkennen",), "doel": ("inzicht-krijgen",)}


class FarReader(EmbeddedReader):
    """A reader that counts how often it is asked something."""

    trips = 0

    def answer_beside(
        self, question: Question, counted: Sequence[Query]
    ) -> tuple[Answer, list[int]]:
        self.trips += 1
        return super().answer(question), [super(FarReader, self).count(one) for one in counted]

    def count(self, query: Query) -> int:
        self.trips += 1
        return super().count(query)


class Guessing(EmbeddedReader):
    """Words of a near index that is right about words and wrong about whole searches."""

    guess = 0

    def count(self, query: Query) -> int:
        is_search = isinstance(query, Boolean) and bool(query.must)
        return self.guess if is_search else super().count(query)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    engine.rebuild(make_documents(300), 1)
    return engine._newest()


@pytest.fixture
def trips(snapshot):
    """How often a far index is asked for a search, beside a near one that holds the same."""

    def count(text: str, **fields: object) -> int:
        reader = FarReader(snapshot)
        request = SearchRequest(text, may_be_loose=True, **fields)
        answer(reader, request, {}, EmbeddedReader(snapshot))
        return reader.trips

    return count


@pytest.mark.parametrize("guess", [0, 5, 10_000])
def test_wrong_guess_of_a_near_index_changes_no_answer(snapshot, guess):
    near = Guessing(snapshot)
    near.guess = guess
    requests = [question.request for question in make_questions(150, seed=8)]
    requests += [replace(request, filters={"fase": ("verkennen",)}) for request in requests[:50]]
    for request in requests:
        alone = answer(EmbeddedReader(snapshot), request, {})
        assert answer(EmbeddedReader(snapshot), request, {}, near) == alone, request


@pytest.mark.parametrize("is_loose", [False, True])
def test_what_is_counted_without_scores_is_what_is_found(snapshot, is_loose):
    for question in make_questions(150, seed=9):
        request = question.request
        asked = build_query(request.text, "nl", SYNONYMS, open_ended=True, is_loose=is_loose)
        text = None if asked is None else asked.root
        tree = restricted(text, "nl", filters_of(request).values())
        assert snapshot.count(tree) == snapshot.hits(snapshot.compile(tree), 0)[0], request


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("mensen", 1),
        ("mensen elkaar", 1),
        ("mensen hefboomwerking", 1),  # one of them in no document: any will do
        ("mesnen", 1),  # corrected
        ('"mensen"', 1),
    ],
)
def test_one_trip_is_enough(trips, text, expected):
    assert trips(text) == expected


@pytest.mark.parametrize("text", ["mensen", "mensen elkaar", "mensen hefboomwerking", "mesnen"])
def test_one_trip_is_enough_with_filters(trips, text):
    assert trips(text, filters={"fase": ("verkennen",)}) == 1


@pytest.mark.parametrize("text", ["mensen", "mensen elkaar"])
def test_one_trip_is_enough_where_filters_leave_few(trips, text):
    assert trips(text, filters=FEW_LEFT) == 1
