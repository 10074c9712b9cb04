"""Results as a list or as cards: an address says which, and everything else stays as it was."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from search import filters
from search.filters import layout_of
from slimmernetwerk.models import PlainPage
from vocabularies.models import Vocabulary


@pytest.fixture
def methods(index, make_method):
    make_method(title="Klantreis", terms=["fase/verkennen"])
    make_method(title="Premortem", terms=["fase/verkennen", "fase/testen"])


def page_of(client, query: str = "", path: str = "/methoden/"):
    """Return the answer to a query string, and its HTML."""
    response = client.get(f"{path}{query}")
    assert response.status_code == 200
    return response, response.content.decode()


@pytest.mark.parametrize(
    ("query", "layout"),
    [
        ("", "lijst"),
        ("vorm=lijst", "lijst"),
        ("vorm=kaarten", "kaarten"),
        ("vorm=", "lijst"),
        ("vorm=KAARTEN", "lijst"),
        ("vorm=<script>", "lijst"),
        ("vorm=lijst&vorm=kaarten", "kaarten"),
    ],
)
def test_layout_is_one_of_two(query, layout):
    assert layout_of(QueryDict(query)) == layout


def test_layout_that_does_not_exist_is_named():
    (message,) = filters.ignored_messages([], [], QueryDict("vorm=tegels"))
    assert "tegels" in message


@pytest.mark.parametrize(("query", "cards"), [("", 0), ("?vorm=kaarten", 2)])
def test_methods_are_rows_or_cards(query, cards, methods, client):
    _response, html = page_of(client, query)
    assert html.count('<article class="sn-card">') == cards
    assert html.count('class="sn-row"') == 2 - cards


def test_type_without_a_card_stands_among_them_as_its_row(methods, make_page, client):
    make_page(PlainPage, title="Klantreis in het kort")
    _response, html = page_of(client, "?q=klantreis&vorm=kaarten", "/zoeken/")
    assert html.count('<article class="sn-card">') == 1
    assert html.count('<li class="sn-row">') == 1


def test_switch_keeps_the_question_and_the_page(index, make_method, client):
    for number in range(21):
        make_method(title=f"Werkvorm {number}", terms=["fase/testen"])
    index.rebuild()
    response, _html = page_of(client, "?q=werkvorm&fase=testen&sort=a-z&page=2")
    urls = {option.name: option.url for option in response.context["results"].layouts}
    kept = "/methoden/?q=werkvorm&fase=testen&sort=a-z"
    assert urls == {
        "lijst": f"{kept}&page=2#aantal",
        "kaarten": f"{kept}&vorm=kaarten&page=2#aantal",
    }


def test_cards_stay_cards_in_every_link_and_in_the_form(methods, client):
    response, html = page_of(client, "?q=premortem&fase=testen&vorm=kaarten")
    results = response.context["results"]
    assert results.clear_url == "/methoden/?q=premortem&vorm=kaarten"
    assert results.chips[0].url == "/methoden/?q=premortem&vorm=kaarten"
    assert '<input type="hidden" name="vorm" value="kaarten">' in html


def test_correction_keeps_the_cards(methods, client):
    response, _html = page_of(client, "?q=premortum&vorm=kaarten")
    assert response.context["results"].correction_url.endswith("?q=premortem&vorm=kaarten")


def test_canonical_address_does_not_say_how_it_looks(methods, client):
    response, _html = page_of(client, "?vorm=kaarten&fase=testen")
    assert response.context["canonical_url"].endswith("/methoden/?fase=testen")


def test_cards_are_remembered_nowhere(methods, client):
    response, _html = page_of(client, "?vorm=kaarten")
    assert not response.cookies
    assert not client.session.keys()


def test_list_in_which_nothing_is_a_card_has_no_switch(methods, monkeypatch, client):
    monkeypatch.setattr("catalogue.documents.MethodDocument.card_template", "")
    response, html = page_of(client, "?vorm=kaarten")
    assert response.context["results"].layouts == ()
    assert html.count('class="sn-row"') == 2


def test_cards_take_as_few_queries_as_rows(index, content, client, django_assert_max_num_queries):
    index.rebuild()
    client.get("/methoden/?vorm=kaarten")
    with django_assert_max_num_queries(10):
        page_of(client, "?vorm=kaarten")


def test_no_vocabulary_may_take_the_name_of_the_layout():
    with pytest.raises(ValidationError, match="vorm"):
        Vocabulary(key="vorm", label_nl="Vorm").clean()
