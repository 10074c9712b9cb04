"""The home page says what the network is and what there is, from what editors and plugins wrote."""

from __future__ import annotations

from slimmernetwerk.models import PlainPage

WAY = "/methoden/?{}={}"


def html_of(client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def footer_of(html: str) -> str:
    return html.split("<footer", 1)[1]


def test_plain_page_of_the_menu_introduces_the_network(make_page, client):
    make_page(PlainPage, title="Over ons", lead="Wij <b>proberen</b>.", show_in_menus=True)
    html = html_of(client)
    assert '<h2 id="wat-dit-is">Over ons</h2>' in html
    assert "Wij &lt;b&gt;proberen&lt;/b&gt;." in html


def test_plain_page_of_the_menu_is_linked_on_every_page(make_page, client):
    page = make_page(PlainPage, title="Over ons", show_in_menus=True)
    assert f'href="{page.url}"' in footer_of(html_of(client, "/methoden/"))


def test_other_plain_pages_are_not_in_the_footer(make_page, client):
    page = make_page(PlainPage, title="Over ons", show_in_menus=False)
    assert f'href="{page.url}"' not in footer_of(html_of(client))


def test_plain_page_that_is_not_public_introduces_nothing(make_page, client):
    make_page(PlainPage, title="Over ons", show_in_menus=True, live=False)
    assert "Over ons" not in html_of(client)


def test_dutch_introduction_is_not_on_the_english_home_page(make_page, client):
    make_page(PlainPage, title="Over ons", show_in_menus=True)
    html = html_of(client, "/en/")
    assert "Over ons" not in html
    assert '<h2 id="wat-dit-is">What you find here</h2>' in html


def test_sections_say_what_is_there(site, client):
    html = html_of(client, "/en/")
    assert "How it went for others, also when it failed." in html


def test_missing_page_shows_the_way_to_every_section(site, client):
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert 'id="wat-er-is"' in response.content.decode()


def test_home_page_offers_time_group_and_phase_with_their_numbers(index, make_method, client):
    make_method(title="A", terms=["doel/keuzes-maken", "fase/testen"], duration_max=20)
    make_method(title="B", terms=["doel/keuzes-maken", "fase/testen"])
    index.rebuild()
    section = client.get("/").context["home_sections"][0]["context"]
    ways = {way["label"]: way["links"] for way in section["ways_in"]}
    assert [(link["url"], link["count"]) for link in ways["Fase"]] == [
        (WAY.format("fase", "testen"), 2)
    ]
    assert [link["count"] for link in ways["Tijd"]] == [1]


def test_home_page_is_few_queries(index, content, client, django_assert_max_num_queries):
    index.rebuild()
    client.get("/")
    with django_assert_max_num_queries(25):
        html_of(client)
