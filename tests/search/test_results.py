"""A page of results: hits with their pages, facets, chips, messages and addresses."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from search import followers
from search.models import JournalEntry
from search.results import available_facets, available_sorts, find_rows
from search.types import Hit, SearchRequest, SearchResult
from slimmernetwerk.models import BasePage


@pytest.fixture
def methods(index, make_method):
    """Three methods with phases that overlap."""
    make_method(title="Klantreis", terms=["fase/verkennen", "soort/werkvorm"], duration_min=30)
    make_method(title="Premortem", terms=["fase/verkennen", "fase/testen"], duration_min=90)
    make_method(title="Retrospective", terms=["fase/evalueren"], duration_min=60)


def ask(client, query: str = ""):
    """Return the results of the catalogue for a query string."""
    response = client.get(f"/methoden/{query}")
    assert response.status_code == 200
    return response.context["results"]


def titles(results) -> list[str]:
    return [str(row.page) for row in results.rows]


def facet(results, name: str) -> dict[str, int]:
    (found,) = [drawn for drawn in results.facets if drawn.name == name]
    return {value.value: value.count for value in found.values}


def test_catalogue_without_a_question_lists_everything_by_title(methods, client):
    assert titles(ask(client)) == ["Klantreis", "Premortem", "Retrospective"]


def test_values_of_one_facet_are_joined_by_or(methods, client):
    results = ask(client, "?fase=testen&fase=evalueren")
    assert titles(results) == ["Premortem", "Retrospective"]


def test_facets_are_joined_by_and(methods, client):
    assert titles(ask(client, "?fase=verkennen&soort=werkvorm")) == ["Klantreis"]


def test_counts_of_a_facet_ignore_its_own_choice(methods, client):
    counts = facet(ask(client, "?fase=testen"), "fase")
    assert (counts["testen"], counts["verkennen"], counts["evalueren"]) == (1, 2, 1)


def test_value_without_hits_is_shown_and_disabled(methods, client):
    (drawn,) = [f for f in ask(client).facets if f.name == "fase"]
    disabled = {value.value for value in drawn.values if value.is_disabled}
    assert "opschalen" in disabled
    assert "verkennen" not in disabled


def test_chosen_value_without_hits_can_be_taken_away(methods, client):
    results = ask(client, "?fase=opschalen")
    assert [(chip.value_label, chip.url) for chip in results.chips] == [("opschalen", "/methoden/")]


def test_chip_keeps_the_other_choices(methods, client):
    results = ask(client, "?q=reis&fase=verkennen&soort=werkvorm&sort=a-z")
    urls = {chip.facet: chip.url for chip in results.chips}
    assert urls["fase"] == "/methoden/?q=reis&soort=werkvorm&sort=a-z"


def test_bad_value_is_named_and_the_good_one_works(methods, client):
    results = ask(client, "?fase=testen&fase=onzin&kleur=rood")
    assert titles(results) == ["Premortem"]
    assert ["onzin" in results.messages[0], "kleur" in results.messages[1]] == [True, True]


def test_message_is_on_the_page_and_escaped(methods, client):
    html = client.get("/methoden/?fase=%3Cb%3Evet").content.decode()
    assert "&lt;b&gt;vet" in html
    assert "<b>vet" not in html


def test_canonical_address_holds_only_what_was_understood(methods, client):
    query = "?sort=a-z&fase=onzin&soort=werkvorm&kleur=rood&fase=testen&q=reis&page=1"
    html = client.get(f"/methoden/{query}").content.decode()
    canonical = html.split('<link rel="canonical" href="', 1)[1].split('"', 1)[0]
    assert canonical.endswith("/methoden/?q=reis&amp;fase=testen&amp;soort=werkvorm&amp;sort=a-z")


@pytest.mark.parametrize("order", [("fase", "soort"), ("soort", "fase")])
def test_canonical_address_has_one_order(order, methods, client):
    values = {"fase": "testen", "soort": "werkvorm"}
    query = "&".join(f"{name}={values[name]}" for name in order)
    assert ask(client, f"?{query}").query == [("fase", "testen"), ("soort", "werkvorm")]


def test_sort_of_the_catalogue_is_used_and_kept(methods, client):
    results = ask(client, "?sort=kortste")
    assert titles(results) == ["Klantreis", "Retrospective", "Premortem"]
    assert [option.name for option in results.sort_options if option.is_chosen] == ["kortste"]


def test_sort_of_another_type_is_not_offered():
    names = {sort.name for sort in available_sorts(("method",))}
    assert "lengte" not in names
    assert {"relevantie", "nieuwste", "a-z", "bewijs", "kortste"} <= names


def test_search_over_everything_filters_by_type_only(db):
    assert [facet.name for facet in available_facets(())] == ["type"]


def test_facets_of_the_catalogue_stand_in_order(db):
    orders = [facet.order for facet in available_facets(("method",))]
    assert orders == sorted(orders)


def test_pages_with_some_of_the_words_are_shown_and_named_so(methods, client):
    response = client.get("/methoden/?q=premortem+retrospective")
    assert set(titles(response.context["results"])) == {"Premortem", "Retrospective"}
    assert "met een deel van uw woorden" in response.content.decode()


def test_pages_with_some_of_the_words_are_not_named_without_need(methods, client):
    assert not ask(client, "?q=premortem").is_loose


def test_nothing_found_offers_the_facet_to_drop(methods, client):
    results = ask(client, "?fase=evalueren&soort=werkvorm")
    assert (results.total, results.facet_to_drop.facet, results.facet_to_drop.count) == (
        0,
        "fase",
        1,
    )
    assert results.facet_to_drop.url == "/methoden/?soort=werkvorm"


def test_typing_error_offers_the_right_word(methods, client):
    results = ask(client, "?q=premortum")
    assert (results.correction, titles(results)) == ("premortem", ["Premortem"])


@pytest.fixture
def many(index, make_method, monkeypatch):
    """Nine methods, on three pages of four."""
    monkeypatch.setattr("search.results.PAGE_SIZE", 4)
    for number in range(9):
        make_method(title=f"Werkvorm {number}")


@pytest.mark.parametrize(
    ("query", "shown", "number"),
    [("", 4, 1), ("?page=1", 4, 1), ("?page=2", 4, 2), ("?page=3", 1, 3)],
)
def test_results_come_in_pages(query, shown, number, many, client):
    results = ask(client, query)
    assert (len(results.rows), results.pages.number, results.total) == (shown, number, 9)


@pytest.mark.parametrize("page", ["4", "999999999"])
def test_page_beyond_the_end_is_the_last_with_a_message(page, many, client):
    results = ask(client, f"?page={page}")
    assert (results.pages.number, len(results.rows), len(results.messages)) == (3, 1, 1)


@pytest.mark.parametrize("page", ["0", "-1", "100000000000000000000", "tekst"])
def test_page_that_is_none_is_the_first_with_a_message(page, many, client):
    results = ask(client, f"?page={page}")
    assert (results.pages.number, len(results.messages)) == (1, 1)


def test_links_to_other_pages_keep_the_question(many, client):
    html = client.get("/methoden/?q=werkvorm&sort=a-z").content.decode()
    assert "?q=werkvorm&amp;sort=a-z&amp;page=2" in html


def test_few_results_need_no_pages(methods, client):
    assert ask(client).pages is None


@pytest.mark.parametrize("hits", [3, 30])
def test_page_of_results_is_few_queries(
    hits, index, make_method, client, django_assert_max_num_queries
):
    for number in range(hits):
        make_method(
            title=f"Werkvorm {number}", terms=["fase/testen", "soort/werkvorm", "setting/online"]
        )
    index.rebuild()
    client.get("/methoden/")
    with django_assert_max_num_queries(10):
        results = client.get("/methoden/?q=werkvorm&fase=testen").context["results"]
    assert results.total == hits


def test_method_page_is_few_queries(index, content, client, django_assert_max_num_queries):
    index.rebuild()
    client.get("/methoden/premortem/")
    with django_assert_max_num_queries(18):
        assert client.get("/methoden/premortem/").status_code == 200


def test_search_over_everything_is_few_queries(
    index, content, client, django_assert_max_num_queries
):
    index.rebuild()
    client.get("/zoeken/")
    with django_assert_max_num_queries(10):
        client.get("/zoeken/?q=gesprek")


def test_rows_are_those_of_public_pages_in_the_order_of_the_hits(index, make_method):
    from search.documents import page_key

    first, hidden, last = (make_method(title=title) for title in ("Een", "Twee", "Drie"))
    BasePage.objects.filter(pk=hidden.pk).update(live=False)
    hits = [Hit(page_key(page), 1, "method", "", page.title, "") for page in (last, hidden, first)]
    rows, _promoted = find_rows(hits)
    assert [row.page.title for row in rows] == ["Drie", "Een"]


@pytest.mark.parametrize("kind", ["method", "onbekend"])
def test_hit_without_a_page_is_noted_for_repair(kind, index):
    key = "00000000-0000-4000-8000-000000000000:nl"
    find_rows([Hit(key, 1, kind, "", "Spook", "")])
    assert JournalEntry.objects.filter(key=key).count() == 1


def test_title_of_a_hit_shows_what_was_found(methods, client):
    html = client.get("/methoden/?q=premortem").content.decode()
    assert "<mark>Premortem</mark>" in html


def test_markup_in_a_title_stays_text(index, make_method, client):
    make_method(title="Werk <script>alert(1)</script>")
    html = client.get("/methoden/?q=werk").content.decode()
    assert "<script>alert(1)" not in html


def test_english_search_finds_no_dutch_pages(methods, client):
    assert client.get("/en/search/?q=premortem").context["results"].total == 0


def test_page_without_hits_asks_a_server_once(methods, client, monkeypatch):
    """What there would be without each filter is counted on this machine."""
    asked = []

    def search(request: SearchRequest) -> SearchResult:
        asked.append(request)
        return followers.near().search(request)

    engines = SimpleNamespace(
        near=followers.near, get_engine=lambda: SimpleNamespace(search=search)
    )
    monkeypatch.setattr("search.results.followers", engines)
    results = ask(client, "?q=zqx&fase=testen&soort=werkvorm")
    assert (results.total, len(asked)) == (0, 1)
