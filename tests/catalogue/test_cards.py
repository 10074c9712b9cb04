"""A method as a card: what fits on it, who may see it, and the cards of a page of results."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue import cards
from catalogue.models import MethodPage
from slimmernetwerk.models import PlainPage
from slimmernetwerk.qr import qr_code

QUERIES_OF_A_CARD = 13
DECK = "/methoden/print/kaarten/"


def step(number, title="Doe iets"):
    return ("step", {"title": title, "minutes": number, "grouping": "duo", "instruction": "<p/>"})


def card(method):
    return cards.card_of(method, "https://voorbeeld.example/")


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


@pytest.fixture
def premortem(content):
    return MethodPage.objects.get(key="premortem")


# --- what stands on it


def test_card_says_what_a_facilitator_needs(premortem, client):
    html = main_of(client.get(f"{premortem.url}kaart/"))
    caution = premortem.cautions[0].value
    assert "7 stappen in 60 min" in html
    for words in (premortem.title, premortem.summary, "Zet het plan op één vel", caution):
        assert words in html
    assert "/methoden/premortem</p>" in html
    assert qr_code(premortem.full_url) in html


def test_only_the_first_cautions_stand_on_the_card(make_method):
    method = make_method(cautions=[("point", text) for text in ("Een.", "Twee.", "Drie.")])
    assert card(method).cautions == ["Een.", "Twee."]


def test_short_list_of_steps_stands_whole(make_method):
    shown = card(make_method(steps=[step(number) for number in range(1, 11)]))
    assert (len(shown.steps), shown.steps_left) == (10, "")


def test_two_hundred_steps_are_counted(make_method, client):
    method = make_method(steps=[step(number) for number in range(1, 201)])
    shown = card(method)
    assert [item.number for item in shown.steps] == list(range(1, len(shown.steps) + 1))
    left = 200 - len(shown.steps)
    assert f"Nog {left} stappen staan op de pagina" in main_of(client.get(f"{method.url}kaart/"))


@given(
    st.lists(st.text(min_size=1, max_size=120), max_size=60),
    st.text(max_size=1000),
    st.lists(st.text(max_size=1000), max_size=3),
)
def test_card_never_counts_on_more_lines_than_it_has(titles, materials, cautions):
    taken = cards.lines_of(materials, cards.LETTERS, cards.MATERIAL_LINES)
    taken += sum(
        cards.lines_of(text, cards.LETTERS, cards.CAUTION_LINES)
        for text in cautions[: cards.CAUTIONS]
    )
    room = cards.LINES - taken
    shown = cards.fitting(titles, room)
    lines = [cards.lines_of(title, cards.STEP_LETTERS, cards.STEP_LINES) for title in titles]
    used = sum(lines[:shown]) + shown * cards.STEP_MARGIN + (shown < len(titles))
    assert used <= room + 1e-9


def test_card_of_a_method_without_anything_has_only_its_title(make_method, client):
    html = main_of(client.get(f"{make_method(title='Kaal').url}kaart/"))
    assert "Kaal" in html
    assert "<h3>" not in html


def test_amount_of_material_says_for_whom(make_method):
    materials = [
        ("material", {"name": "stiften", "amount": 2, "per": "groep", "optional": False}),
        ("material", {"name": "muur", "amount": None, "per": "", "optional": False}),
    ]
    assert card(make_method(materials=materials)).materials == "stiften (2 per groep), muur"


def test_hostile_words_stay_words(make_method, client):
    bad = "<script>alert(1)</script>"
    method = make_method(
        title=bad, slug="vijandig", summary=bad, steps=[step(1, bad)], cautions=[("point", bad)]
    )
    assert "<script>alert" not in client.get(f"{method.url}kaart/").content.decode()


def test_code_on_the_card_holds_no_text():
    assert "script" not in qr_code("https://voorbeeld.example/<script>")


# --- who may see it


def test_card_points_to_the_method_and_stays_out_of_search_engines(premortem, client):
    response = client.get(f"{premortem.url}kaart/")
    assert response["X-Robots-Tag"] == "noindex"
    canonical = f'<link rel="canonical" href="{premortem.full_url}">'
    assert canonical in response.content.decode()
    assert "application/ld+json" not in response.content.decode()
    assert "kaart/" not in client.get("/sitemap.xml").content.decode()


def hide(method, how):
    if how == "draft":
        method.unpublish()
    elif how == "embargo":
        method.embargo_until = timezone.now() + timedelta(days=1)
    elif how == "gone":
        method.is_gone = True
    method.save()


@pytest.mark.parametrize("how", ["draft", "embargo", "gone"])
def test_card_of_a_method_that_is_not_public_is_missing_like_any_page(make_method, client, how):
    method = make_method(title="Geheim", slug="geheim")
    url = f"{method.url}kaart/"
    assert client.get(url).status_code == 200
    hide(method, how)
    response, missing = client.get(url), client.get("/methoden/niets/kaart/")
    assert (response.status_code, missing.status_code) == (404, 404)
    assert response.content.decode().replace("geheim", "niets") == missing.content.decode()


def test_card_of_a_private_method_asks_to_sign_in(make_method, make_private, client):
    method = make_method(title="Geheim")
    make_private(method)
    page, below = client.get(method.url), client.get(f"{method.url}kaart/")
    assert (page.status_code, below.status_code) == (302, 302)
    assert below["Location"].split("?")[0] == page["Location"].split("?")[0]


def test_nothing_lies_below_the_card(premortem, client):
    assert client.get(f"{premortem.url}kaart/meer/").status_code == 404


def test_method_page_leads_to_its_card(premortem, client):
    assert 'href="/methoden/premortem/kaart/"' in main_of(client.get(premortem.url))


def test_card_sets_no_cookie_and_no_style(premortem, client):
    response = client.get(f"{premortem.url}kaart/")
    assert not response.cookies
    assert " style=" not in response.content.decode()


def test_card_takes_few_queries(premortem, client, django_assert_max_num_queries):
    client.get(f"{premortem.url}kaart/")
    with django_assert_max_num_queries(QUERIES_OF_A_CARD):
        client.get(f"{premortem.url}kaart/")


# --- as a preview


def test_preview_shows_the_card_of_a_draft(premortem, editor_client):
    premortem.title = "Nog niet klaar"
    premortem.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[premortem.pk])
    response = editor_client.get(url, {"mode": "card"})
    assert "Nog niet klaar" in main_of(response)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def deck(client, query=""):
    response = client.get(f"{DECK}{query}")
    assert response.status_code == 200
    return [found.method.title for found in response.context["cards"]]


def test_cards_are_those_of_the_results_in_their_order(content, index, client):
    rows = client.get("/methoden/?sort=a-z&doel=keuzes-maken").context["results"].rows
    assert deck(client, "?sort=a-z&doel=keuzes-maken") == [row.page.title for row in rows]
    assert len(rows) > 1


def test_results_lead_to_their_cards(content, index, client):
    html = client.get("/methoden/?fase=testen&onzin=1").content.decode()
    assert f'href="{DECK}?fase=testen"' in html


def test_cards_of_a_later_page(make_method, index, client):
    for number in range(22):
        make_method(title=f"Methode {number:02}")
    index.rebuild()
    html = client.get("/methoden/?sort=a-z&page=2").content.decode()
    assert f'href="{DECK}?sort=a-z&amp;page=2"' in html
    assert deck(client, "?sort=a-z&page=2") == ["Methode 20", "Methode 21"]
    assert len(deck(client, "?sort=a-z")) == 20


def test_no_results_have_no_cards(content, index, client):
    query = "?q=xqzwxqzw"
    assert DECK not in client.get(f"/methoden/{query}").content.decode()
    assert deck(client, query) == []


def test_method_that_was_withdrawn_since_has_no_card(make_method, index, client):
    make_method(title="Blijft")
    gone = make_method(title="Gaat")
    index.rebuild()
    MethodPage.objects.filter(pk=gone.pk).update(live=False)
    assert deck(client) == ["Blijft"]


@pytest.mark.parametrize("slug", ["print", "kaarten", "kaart"])
def test_method_may_be_called_like_the_cards(make_method, client, slug):
    method = make_method(title="Zo heet hij", slug=slug)
    assert "Zo heet hij" in main_of(client.get(method.url))
    assert "Zo heet hij" in main_of(client.get(f"{method.url}kaart/"))


def test_many_cards_take_as_many_queries_as_few(
    make_method, index, client, django_assert_num_queries
):
    for number in range(2):
        make_method(title=f"Methode {number}", steps=[step(1)], terms=["fase/testen"])
    index.rebuild()
    deck(client)
    with CaptureQueriesContext(connection) as few:
        deck(client)
    needed = len(few)
    for number in range(2, 12):
        make_method(title=f"Methode {number}", steps=[step(1)], terms=["fase/testen"])
    index.rebuild()
    deck(client)
    with django_assert_num_queries(needed):
        assert len(deck(client)) == 12


def test_page_below_another_section_has_no_cards(make_page, client):
    page = make_page(PlainPage, title="Gewoon", slug="gewoon")
    assert client.get(f"{page.url}kaart/").status_code == 404
