"""Random catalogues: filters, counts, order and pages are those of a plain model in Python."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.types import SearchRequest, SortKey
from tests.search.example_documents import document

VALUES = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)
FACETS = st.fixed_dictionaries({"theme": VALUES, "phase": VALUES})
NUMBERS = st.dictionaries(st.just("n"), st.integers(-3, 3).map(float))
TYPES = st.sampled_from(["method", "case"])


@st.composite
def catalogues(draw):
    rows = draw(st.lists(st.tuples(FACETS, NUMBERS, TYPES), max_size=12))
    return [
        document(f"d{place:02}", "Gelijk", facets=facets, numbers=numbers, type=type_)
        for place, (facets, numbers, type_) in enumerate(rows)
    ]


REQUESTS = st.builds(
    SearchRequest,
    text=st.sampled_from(["", "gelijk"]),
    types=st.lists(TYPES, max_size=1).map(tuple),
    filters=FACETS.map(lambda chosen: {name: tuple(values) for name, values in chosen.items()}),
    facets=st.just(("theme", "phase", "type")),
    sort=st.sampled_from([(), (SortKey("numbers.n"),), (SortKey("numbers.n", True),)]),
    offset=st.integers(0, 5),
    limit=st.integers(0, 5),
)


def _passes(item, request, but=""):
    chosen = {**request.filters, "type": request.types}
    values = {**item.facets, "type": [item.type]}
    return all(
        set(values[name]) & set(wanted) for name, wanted in chosen.items() if wanted and name != but
    )


def _counts(documents, request, name):
    counts: dict[str, int] = {}
    for item in documents:
        if _passes(item, request, but=name):
            for value in {**item.facets, "type": [item.type]}[name]:
                counts[value] = counts.get(value, 0) + 1
    return counts


def _order(request):
    def key(item):
        number = item.numbers.get("n")
        sign = -1 if request.sort and request.sort[0].descending else 1
        by_number = (number is None, sign * (number or 0)) if request.sort else ()
        return (*by_number, item.url)

    return key


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(documents=catalogues(), request_=REQUESTS, more=catalogues())
def test_answers_are_those_of_the_model(fresh_engine, documents, request_, more):
    fresh_engine.rebuild(documents, 1)
    assert fresh_engine.apply(more, [], 2)
    current = {item.key: item for item in [*documents, *more]}.values()
    result = fresh_engine.search(request_)
    expected = sorted((item for item in current if _passes(item, request_)), key=_order(request_))
    page = expected[request_.offset : request_.offset + request_.limit]
    assert result.total == len(expected)
    assert [hit.key for hit in result.hits] == [item.key for item in page]
    assert result.facets == {name: _counts(current, request_, name) for name in request_.facets}
