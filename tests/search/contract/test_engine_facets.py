"""Counting and filtering: OR inside a facet, AND between, counts without the own choice."""

from search.types import SearchRequest
from tests.search.example_documents import document


def test_facet_counts_every_value(search):
    counts = search(facets=("phase",)).facets
    assert counts == {"phase": {"verkennen": 3, "kiezen": 2, "maken": 1, "evalueren": 1}}


def test_values_of_one_facet_widen(found):
    chosen = {"phase": ("maken", "evalueren")}
    assert sorted(found(filters=chosen)) == ["leerkring", "prototype"]


def test_facets_narrow_each_other(found):
    chosen = {"phase": ("verkennen",), "theme": ("wijken",)}
    assert found(filters=chosen) == ["wijkwandeling"]


def test_counts_leave_the_own_choice_out(search):
    result = search(filters={"phase": ("maken",)}, facets=("phase",))
    assert result.facets["phase"]["verkennen"] == 3


def test_counts_follow_the_choice_of_other_facets(search):
    result = search(filters={"phase": ("maken",)}, facets=("theme",))
    assert result.facets == {"theme": {"dienstverlening": 1, "leren": 1}}


def test_two_chosen_facets_each_count_within_the_other(search):
    chosen = {"phase": ("verkennen",), "theme": ("wijken",)}
    counts = search(filters=chosen, facets=("phase", "theme")).facets
    assert counts["phase"] == {"verkennen": 1, "kiezen": 1}
    assert counts["theme"]["dienstverlening"] == 1


def test_counts_follow_the_text(search):
    assert search("budget", facets=("phase",)).facets == {"phase": {"kiezen": 1}}


def test_combination_without_hits_still_counts_the_ways_out(search):
    chosen = {"phase": ("evalueren",), "theme": ("wijken",)}
    result = search(filters=chosen, facets=("phase", "theme"))
    assert result.total == 0
    assert result.facets == {"phase": {"verkennen": 1, "kiezen": 1}, "theme": {"leren": 1}}


def test_ancestors_count_and_filter_like_any_value(search):
    result = search(filters={"theme": ("samenleving",)}, facets=("theme",))
    assert result.total == 3
    assert result.facets["theme"]["samenleving"] == 3


def test_facet_has_no_limit_of_ten_values(engine_with):
    documents = [document(f"d{n}", facets={"place": [f"plaats-{n}"]}) for n in range(60)]
    result = engine_with(*documents).search(SearchRequest(facets=("place",)))
    assert len(result.facets["place"]) == 60


def test_value_given_twice_counts_once(engine_with):
    engine = engine_with(document("a", facets={"theme": ["x", "x"]}))
    assert engine.search(SearchRequest(facets=("theme",))).facets == {"theme": {"x": 1}}


def test_values_may_hold_any_sign(engine_with):
    value = 'a "b" \\ c: é/*'
    engine = engine_with(document("a", facets={"theme": [value]}), document("b"))
    result = engine.search(SearchRequest(filters={"theme": (value,)}, facets=("theme",)))
    assert (result.total, result.facets) == (1, {"theme": {value: 1}})


def test_unknown_facet_has_no_counts(search):
    assert search(facets=("unknown",)).facets == {"unknown": {}}


def test_choice_in_an_unknown_facet_finds_nothing(search):
    assert search(filters={"unknown": ("x",)}).total == 0


def test_unknown_value_finds_nothing(search):
    assert search(filters={"theme": ("nergens",)}).total == 0


def test_empty_choice_does_not_filter(search):
    assert search(filters={"theme": ()}).total == 8


def test_hostile_facet_names_find_nothing(search):
    for name in ("", "a.b", 'x"y', "é", "a b", "\x00", "theme:x", "x" * 500):
        result = search(filters={name: ("x",)}, facets=(name,))
        assert (result.total, result.facets) == (0, {name: {}})


def test_hostile_values_find_nothing(search):
    values = ("\x00", "*", "\ud800", "x" * 100_000, "", "[a TO b]")
    for value in values:
        assert search(filters={"theme": (value,)}).total == 0


def test_type_counts_like_a_facet(search):
    expected = {"type": {"method": 6, "case": 1, "press_release": 1}}
    assert search(facets=("type",)).facets == expected


def test_types_filter_with_or(found):
    chosen = ("case", "press_release")
    assert found(types=chosen) == ["praktijk-loket", "persbericht-netwerk"]


def test_type_counts_leave_the_own_choice_out(search):
    result = search(types=("case",), facets=("type", "theme"))
    assert result.facets["type"]["method"] == 6
    assert result.facets["theme"] == {"dienstverlening": 1}


def test_counts_are_of_the_asked_language(search):
    assert search(language="en", facets=("type",)).facets == {"type": {"method": 2}}


def test_facet_added_at_run_time_needs_no_rebuild(engine):
    engine.apply([document("nieuw", facets={"audience": ["jongeren"]})], [], 11)
    result = engine.search(SearchRequest(facets=("audience",)))
    assert result.facets == {"audience": {"jongeren": 1}}


def test_counts_follow_a_commit(engine):
    request = SearchRequest(facets=("theme",))
    before = engine.search(request).facets["theme"]["wijken"]
    engine.apply([], ["wijkwandeling:nl"], 11)
    assert engine.search(request).facets["theme"]["wijken"] == before - 1


def test_counts_handed_out_may_be_changed_without_harm(engine):
    request = SearchRequest(facets=("theme",))
    engine.search(request).facets["theme"].clear()
    assert engine.search(request).facets["theme"]
