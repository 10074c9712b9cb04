"""Pages that editors promote stand above the hits, and nothing of a visitor's search is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from catalogue.models import MethodIndexPage
from search.models import JournalEntry
from slimmernetwerk.models import BasePage, HomePage, PlainPage


@pytest.fixture
def promote(index):
    """Promote a page, or a link, for some words: `promote("reis", page)`."""

    def make(words: str, page=None, **fields):
        query, _created = Query.objects.get_or_create(query_string=words.lower())
        return SearchPromotion.objects.create(query=query, page=page, **fields)

    return make


def promoted(client, url: str) -> list[str]:
    return [row.hit.title for row in client.get(url).context["results"].promoted]


def rows(client, url: str) -> list[str]:
    return [str(row.page) for row in client.get(url).context["results"].rows]


@pytest.fixture
def journey(make_method):
    return make_method(title="Klantreis", slug="klantreis", terms=["fase/testen"])


@pytest.mark.parametrize("words", ["vakantie", "VAKANTIE", " vakantie? ", "“vakantie”", "vakántie"])
def test_promoted_page_is_shown_for_the_same_words(words, promote, journey, client):
    promote("vakantie", journey)
    assert promoted(client, f"/zoeken/?q={words}") == ["Klantreis"]
    assert promoted(client, f"/methoden/?q={words}") == ["Klantreis"]


@pytest.mark.parametrize(
    "url",
    [
        "/zoeken/",
        "/zoeken/?q=vakanties",
        "/zoeken/?q=vakantie+boeken",
        "/zoeken/?q=vakantie&page=2",
        "/methoden/?q=vakantie&fase=testen",
        "/praktijk/?q=vakantie",
        "/en/search/?q=vakantie",
    ],
)
def test_promoted_page_is_not_shown_elsewhere(url, promote, journey, client):
    promote("vakantie", journey)
    assert promoted(client, url) == []


def test_promoted_page_is_marked_and_linked(promote, journey, client):
    promote("vakantie", journey)
    html = client.get("/zoeken/?q=vakantie").content.decode()
    section = html.split('aria-labelledby="aanbevolen"', 1)[1].split("</section>")[0]
    assert "Aanbevolen" in section
    assert f'href="{journey.url}"' in section


def test_words_of_the_editor_are_shown_as_text(promote, make_page, client):
    promote("vakantie", make_page(PlainPage, title="<i>Over</i>"), description="<b>vet</b>")
    html = client.get("/zoeken/?q=vakantie").content.decode()
    assert "&lt;b&gt;vet&lt;/b&gt;" in html
    assert "<i>Over" not in html
    assert "<b>vet" not in html


def test_order_is_that_of_the_editor(promote, make_method, client):
    for order, title in ((2, "Derde"), (0, "Eerste"), (1, "Tweede")):
        promote("vakantie", make_method(title=title), sort_order=order)
    assert promoted(client, "/zoeken/?q=vakantie") == ["Eerste", "Tweede", "Derde"]


def test_promoted_page_is_not_shown_twice(promote, make_method, journey, client):
    make_method(title="Klantreis met koffie")
    promote("klantreis", journey)
    url = "/methoden/?q=klantreis"
    assert promoted(client, url) == ["<mark>Klantreis</mark>"]
    assert rows(client, url) == ["Klantreis met koffie"]
    assert client.get(url).context["results"].total == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"is_gone": True},
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {},
    ],
    ids=["draft", "gone", "embargo", "private"],
)
def test_page_that_is_not_public_leaves_no_trace(fields, promote, journey, client, make_private):
    promote("vakantie", journey)
    if fields:
        BasePage.objects.filter(pk=journey.pk).update(**fields)
    else:
        make_private(journey)
    html = client.get("/zoeken/?q=vakantie").content.decode()
    assert ("Klantreis" in html, "aanbevolen" in html) == (False, False)


def test_hidden_promotion_is_no_fault_of_the_index(promote, journey, client):
    promote("vakantie", journey)
    journey.unpublish()
    client.get("/zoeken/?q=vakantie")
    before = JournalEntry.objects.count()
    client.get("/zoeken/?q=vakantie")
    assert JournalEntry.objects.count() == before


def test_deleted_page_takes_its_promotion_along(promote, journey, client):
    promote("vakantie", journey)
    client.get("/zoeken/?q=vakantie")
    journey.delete()
    assert promoted(client, "/zoeken/?q=vakantie") == []


def test_section_that_is_never_a_hit_can_be_promoted(site, promote, client):
    promote("vakantie", MethodIndexPage.objects.get())
    assert promoted(client, "/zoeken/?q=vakantie") == ["Methoden"]
    assert promoted(client, "/methoden/?q=vakantie") == []


def test_page_of_another_language_is_shown_there(promote, make_page, client):
    home = HomePage.objects.get(locale__language_code="en")
    promote("vakantie", make_page(PlainPage, title="Holiday", parent=home))
    assert promoted(client, "/en/search/?q=vakantie") == ["Holiday"]
    assert promoted(client, "/zoeken/?q=vakantie") == []


def test_link_to_another_site_is_shown_in_the_search_over_everything(promote, site, client):
    promote("vakantie", external_link_url="https://example.org/x", external_link_text="<Elders>")
    html = client.get("/zoeken/?q=vakantie").content.decode()
    assert '<a href="https://example.org/x">&lt;Elders&gt;</a>' in html
    assert promoted(client, "/methoden/?q=vakantie") == []


def test_change_of_a_promotion_counts_with_the_next_search(promote, journey, make_method, client):
    promotion = promote("vakantie", journey)
    seen = [promoted(client, "/zoeken/?q=vakantie")]
    promotion.page = make_method(title="Premortem")
    promotion.save()
    seen.append(promoted(client, "/zoeken/?q=vakantie"))
    promotion.delete()
    assert [*seen, promoted(client, "/zoeken/?q=vakantie")] == [["Klantreis"], ["Premortem"], []]


def test_promotion_counts_without_an_index(search_directory, site, make_page, client):
    query = Query.objects.create(query_string="vakantie")
    SearchPromotion.objects.create(query=query, page=make_page(PlainPage, title="Reizen"))
    assert promoted(client, "/zoeken/?q=vakantie") == ["Reizen"]


def test_promoted_answer_is_no_gap(promote, journey):
    from django.test import Client

    from search import gap_counting

    promote("vakantie", journey)
    visitor = Client(headers={"user-agent": "Mozilla/5.0"})
    visitor.get("/zoeken/?q=vakantie")
    assert gap_counting.collector.take()[0] == {}


def test_nothing_of_the_search_of_a_visitor_is_kept(promote, journey, client):
    promote("vakantie", journey)
    for text in ("vakantie", "iets anders", "klantreis"):
        client.get("/zoeken/", {"q": text})
    assert list(Query.objects.values_list("query_string", flat=True)) == ["vakantie"]
    assert not QueryDailyHits.objects.exists()


@pytest.mark.parametrize("number", [1, 5])
def test_promotions_cost_a_list_no_query(
    number, promote, index, make_method, client, django_assert_max_num_queries
):
    for one in range(30):
        page = make_method(title=f"Werkvorm {one}", terms=["fase/testen", "soort/werkvorm"])
        if one < number:
            promote("werkvorm", page)
    index.rebuild()
    client.get("/methoden/?q=werkvorm")
    with django_assert_max_num_queries(10):
        results = client.get("/methoden/?q=werkvorm").context["results"]
    assert (results.total, len(results.promoted)) == (30, number)


def test_promotions_of_several_types_fit_the_budget(
    promote, index, make_method, make_news, make_page, client, django_assert_max_num_queries
):
    pages = [make_method(title="Werkvorm"), make_news(title="Nieuws")]
    pages += [make_page(PlainPage, title="Pagina"), MethodIndexPage.objects.get()]
    for page in pages:
        promote("werkvorm", page)
    promote("werkvorm", external_link_url="https://example.org/", external_link_text="Elders")
    index.rebuild()
    client.get("/zoeken/?q=werkvorm")
    with django_assert_max_num_queries(13):
        results = client.get("/zoeken/?q=werkvorm").context["results"]
    assert len(results.promoted) == 5
