"""Elasticsearch and the embedded engine give the same answers, on a catalogue of real size.

The starter catalogue with 2,000 generated documents, 300 questions of every kind, then 600 edits.
Run with `-s` to see the figures.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import NamedTuple
from uuid import uuid4

import pytest

from search.engines import elastic_reader
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.embedded import EmbeddedEngine
from tests import servers
from tests.search.elastic_sites import server_url
from tests.search.equivalence import comparison, corpus
from tests.search.equivalence.comparison import Report
from tests.search.equivalence.corpus import Corpus, Edits
from tests.search.equivalence.questions import Question, QuestionWriter

pytestmark = pytest.mark.elasticsearch

SCRIPT = Path(corpus.__file__)
QUESTIONS = 300
EDITS = 600
SAME_TOP = 298  # of the questions, after a rebuild
TAU = 0.98
PATIENCE = 600  # times that an engine is asked to take a batch while its last merge goes on


class Compared(NamedTuple):
    """How two engines compare in one state."""

    answers: Report
    beside: list[str]  # what Elasticsearch answers otherwise with the other index on this machine
    suggestions: list[tuple[str, str]]
    relations: list[str]


class Pair:
    """Both engines with the same content, and what they are asked."""

    def __init__(
        self, found: Corpus, engines: tuple[EmbeddedEngine, ElasticEngine], beside: ElasticEngine
    ) -> None:
        self.corpus, self.engines, self.beside = found, engines, beside
        writer = QuestionWriter(found, seed=7)
        self.questions = list(writer.write())
        self.typed = list(writer.beginnings(100))
        self.keys = writer.keys(60)

    def compare(self, state: str) -> Compared:
        answers = comparison.compare(*self.engines, self.questions)
        print(f"\n{state}: {answers.figures()}")
        return Compared(
            answers,
            [one.request.text for one in self.questions if not self._is_same_beside(one)],
            comparison.compare_typing(*self.engines, self.typed),
            comparison.compare_relations(*self.engines, self.keys),
        )

    def _is_same_beside(self, question: Question) -> bool:
        """Ask with an index near by, in one search as of few documents, and apart as of many."""
        _, far = self.engines
        in_one = self.beside.search(question.request)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(elastic_reader, "MANY", 0)
            apart = self.beside.search(question.request)
        return in_one == apart == far.search(question.request)


@pytest.fixture(scope="module")
def found(sqlite_site: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """What a site with the starter catalogue and the generated methods gives to an engine."""
    server_url()  # skips before the work where there is no server
    file = tmp_path_factory.mktemp("corpus") / "corpus.pickle"
    variables = {**sqlite_site, "SLIMMERNETWERK_PLUGINS": servers.AS_IN_THE_DEMO}
    servers.run(SCRIPT, str(file), variables=variables)
    return corpus.read_corpus(file)


@pytest.fixture(scope="module")
def pair(found: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    server = Server((server_url(),), name=f"test-{uuid4().hex[:8]}", read_seconds=60)
    synonyms = found.synonyms.__getitem__
    far = ElasticEngine(server, synonyms=synonyms)
    directory = tmp_path_factory.mktemp("index")
    near = EmbeddedEngine(directory / "index", synonyms=synonyms)
    beside = ElasticEngine(server, synonyms=synonyms, near=near.nearby)
    yield Pair(found, (near, far), beside)
    far.generations.remove_all()
    for engine in (near, far, beside):
        engine.close()


@pytest.fixture(scope="module")
def rebuilt(pair: Pair) -> Compared:
    """Both engines just after a rebuild."""
    for engine in pair.engines:
        engine.rebuild(pair.corpus.documents, 1)
    return pair.compare("After a rebuild")


@pytest.fixture(scope="module")
def edited(pair: Pair, rebuilt: Compared) -> Compared:
    """Both engines after the same edits since, in small commits as the journal gives them."""
    for position, edits in enumerate(corpus.make_edits(pair.corpus, EDITS, seed=3), start=2):
        for engine in pair.engines:
            _apply(engine, edits, position)
    return pair.compare(f"After {EDITS} edits")


def _apply(engine: EmbeddedEngine | ElasticEngine, edits: Edits, position: int) -> None:
    for _time in range(PATIENCE):
        if engine.apply(edits.documents, edits.deleted, position):
            return
        time.sleep(0.1)
    pytest.fail(f"{engine.name} never took batch {position}")


@pytest.fixture(params=["rebuilt", "edited"])
def compared(request: pytest.FixtureRequest) -> Compared:
    """Both engines in each of the two states."""
    state: Compared = request.getfixturevalue(request.param)
    return state


def test_both_find_count_correct_and_draw_the_same(compared):
    assert (compared.answers.questions, compared.answers.differences) == (QUESTIONS, [])


def test_an_index_on_this_machine_changes_no_answer(compared):
    assert compared.beside == []


def test_both_suggest_the_same(compared):
    assert compared.suggestions == []


def test_both_relate_the_same(compared):
    assert compared.relations == []


def test_top_ten_is_the_same_after_a_rebuild(rebuilt):
    assert rebuilt.answers.same_top >= SAME_TOP, rebuilt.answers.other_top


def test_order_by_score_is_nearly_the_same_after_edits(edited):
    assert fmean(edited.answers.taus) >= TAU


def test_order_at_the_top_is_nearly_the_same_after_edits(edited):
    assert fmean(edited.answers.top_taus) >= TAU
