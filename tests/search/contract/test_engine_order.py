"""Order and paging: missing values last, ties by slug, every hit once."""

from datetime import UTC, datetime

import pytest

from search.engines.base import WINDOW
from search.types import SearchRequest, SortKey
from tests.search.example_documents import ALL, document


def test_without_text_titles_are_in_order(found):
    expected = ["burgerbegroting", "dialoogsessie", "praktijk-loket", "klantreis", "leerkring"]
    assert found()[:5] == expected


def test_titles_that_begin_alike_are_in_order(engine_with):
    titles = [f"Handreiking {n:03}" for n in range(120)]
    engine = engine_with(*(document(f"d{n}", titles[-n]) for n in range(120)))
    paged = [
        hit.title
        for offset in range(0, 120, 25)
        for hit in engine.search(SearchRequest(offset=offset, limit=25)).hits
    ]
    assert paged == titles


def test_number_sorts_upwards_with_missing_last(found):
    expected = ["wijkwandeling", "dialoogsessie", "leerkring", "klantreis", "prototype"]
    assert found(sort=(SortKey("numbers.duration"),)) == [
        *expected,
        "burgerbegroting",
        "persbericht-netwerk",
        "praktijk-loket",
    ]


def test_number_sorts_downwards_with_missing_last(found):
    expected = ["burgerbegroting", "klantreis", "prototype", "dialoogsessie", "leerkring"]
    assert found(sort=(SortKey("numbers.duration", descending=True),)) == [
        *expected,
        "wijkwandeling",
        "persbericht-netwerk",
        "praktijk-loket",
    ]


def test_date_sorts_newest_first(found):
    newest = found(sort=(SortKey("dates.published", descending=True),))
    assert newest[:3] == ["persbericht-netwerk", "praktijk-loket", "dialoogsessie"]


def test_sort_pages_over_the_border_of_missing_values(found):
    sort = (SortKey("numbers.duration"),)
    paged = [slug for offset in range(0, 8, 3) for slug in found(sort=sort, offset=offset, limit=3)]
    assert paged == found(sort=sort)


def test_negative_fractional_and_large_numbers_sort_by_size(engine_with):
    values = {"a": 2.5, "b": -3.0, "c": 10_000_000_000.0, "d": 0.0, "e": -0.5}
    engine = engine_with(*(document(s, "x", numbers={"n": v}) for s, v in values.items()))
    hits = engine.search(SearchRequest(sort=(SortKey("numbers.n"),))).hits
    assert "".join(hit.key[0] for hit in hits) == "bedac"


def test_moments_before_1970_and_within_a_second_sort_by_time(engine_with):
    moments = {
        "a": datetime(2024, 1, 1, 0, 0, 0, 2, tzinfo=UTC),
        "b": datetime(2024, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
        "c": datetime(1890, 1, 1, tzinfo=UTC),
    }
    engine = engine_with(*(document(s, "x", dates={"at": m}) for s, m in moments.items()))
    hits = engine.search(SearchRequest(sort=(SortKey("dates.at"),))).hits
    assert "".join(hit.key[0] for hit in hits) == "cba"


def test_second_key_decides_where_the_first_is_equal(found):
    sort = (SortKey("numbers.duration"), SortKey("title", descending=True))
    assert found(sort=sort)[1:5] == ["leerkring", "dialoogsessie", "prototype", "klantreis"]


def test_two_keys_with_missing_values_put_both_last(engine_with):
    engine = engine_with(
        document("a", "x", numbers={"n": 1}),
        document("b", "x", numbers={"n": 1, "m": 5}),
        document("c", "x", numbers={"m": 1}),
        document("d", "x", numbers={"n": 1, "m": 4}),
    )
    request = SearchRequest(sort=(SortKey("numbers.n"), SortKey("numbers.m", descending=True)))
    assert "".join(hit.key[0] for hit in engine.search(request).hits) == "bdac"


def test_title_before_a_number_with_missing_values(engine_with):
    engine = engine_with(
        document("a", "Beta"),
        document("b", "Beta", numbers={"n": 1}),
        document("c", "Alfa"),
    )
    request = SearchRequest(sort=(SortKey("title"), SortKey("numbers.n")))
    assert "".join(hit.key[0] for hit in engine.search(request).hits) == "cba"


def test_titles_sort_without_case_and_accents(engine_with):
    titles = {"a": "Zeer", "b": "één", "c": "Eend", "d": "aap"}
    engine = engine_with(*(document(slug, title) for slug, title in titles.items()))
    hits = engine.search(SearchRequest(sort=(SortKey("title"),))).hits
    assert "".join(hit.key[0] for hit in hits) == "dbca"


def test_unknown_sort_falls_back_to_slugs(found):
    assert found(sort=(SortKey("numbers.unknown"),)) == sorted(found())


@pytest.mark.parametrize("field", ["", "numbers", "numbers.", "body", "dates.a.b", "row", "x\x00"])
def test_hostile_sort_fields_fall_back_to_slugs(found, field):
    assert found(sort=(SortKey(field),)) == sorted(found())


def test_equal_scores_are_in_the_order_of_slugs(engine_with):
    names = [f"{n:03}-gelijk" for n in range(120)]
    engine = engine_with(*(document(name, "Gelijke titel") for name in reversed(names)))
    hits = engine.search(SearchRequest("gelijke", offset=40, limit=50)).hits
    assert [hit.key.removesuffix(":nl") for hit in hits] == names[40:90]


def test_slug_is_the_last_segment_of_the_url(engine_with):
    engine = engine_with(
        document("a", "Gelijk", url="/z/1/"),
        document("b", "Gelijk", url="/a/2"),
        document("c", "Gelijk", url="/m/0/"),
    )
    assert "".join(h.key[0] for h in engine.search(SearchRequest("gelijk")).hits) == "cab"


def test_relevance_gives_falling_scores(search):
    scores = [hit.score for hit in search("wijk").hits]
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", ["", "gelijke"])
@pytest.mark.parametrize("sort", [(), (SortKey("numbers.n", descending=True),)])
def test_paging_gives_every_hit_once(engine_with, text, sort):
    engine = engine_with(
        *(
            document(f"d{n}", f"Gelijke titel {n % 7}", numbers={"n": n % 5} if n % 3 else {})
            for n in range(157)
        )
    )
    keys: list[str] = []
    for offset in range(0, 170, 10):
        request = SearchRequest(text, sort=sort, offset=offset, limit=10)
        keys += [hit.key for hit in engine.search(request).hits]
    assert len(keys) == len(set(keys)) == 157


def test_offset_beyond_the_total_gives_no_hits(search):
    result = search("wijk", offset=500)
    assert (result.hits, result.total > 0) == ([], True)


def test_limit_of_zero_still_counts(search):
    result = search(limit=0, facets=("type",))
    assert (result.hits, result.total, bool(result.facets["type"])) == ([], 8, True)


@pytest.mark.parametrize(("offset", "limit"), [(-5, 20), (0, -1), (WINDOW, 20), (10**9, 10**9)])
def test_offset_and_limit_out_of_bounds_do_no_harm(search, offset, limit):
    assert search("wijk", offset=offset, limit=limit).total > 0


def test_order_is_the_same_after_a_rebuild(engine, found):
    before = found("de wijk met bewoners en inwoners")
    engine.rebuild(reversed(ALL), 20)
    assert found("de wijk met bewoners en inwoners") == before
