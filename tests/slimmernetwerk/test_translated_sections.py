"""Setup translates the sections, and leaves alone what editors did."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page

from blog.models import NewsIndexPage
from slimmernetwerk import roles, setup
from slimmernetwerk.models import BasePage, HomePage, PlainPage
from slimmernetwerk.setup import translate_section

SECTIONS = {
    "/methoden/": "/en/methods/",
    "/praktijk/": "/en/practice/",
    "/bijeenkomsten/": "/en/events/",
    "/nieuws/": "/en/news/",
    "/persberichten/": "/en/press-releases/",
}


def run_setup():
    setup.prepare_site()
    for step in setup.steps(with_content=False):
        step.run()


def english_pages():
    pages = BasePage.objects.filter(locale__language_code="en")
    return list(pages.order_by("path").values_list("pk", "title", "slug", "live"))


@pytest.fixture
def english_home(site):
    return HomePage.objects.get(locale__language_code="en")


@pytest.mark.parametrize(("dutch", "english"), SECTIONS.items())
def test_section_and_its_translation_belong_together(
    dutch, english, english_sections, index, client
):
    pages = {page.url: page for page in BasePage.objects.published()}
    assert pages[english].translation_key == pages[dutch].translation_key
    assert client.get(english).status_code == 200


def test_second_run_changes_nothing(english_sections):
    before = english_pages(), Page.objects.count()
    run_setup()
    assert (english_pages(), Page.objects.count()) == before


def test_translation_that_an_editor_changed_stays(english_sections):
    page = NewsIndexPage.objects.get(locale=english_sections)
    page.title = "What is new"
    page.save_revision().publish()
    run_setup()
    assert NewsIndexPage.objects.get(pk=page.pk).title == "What is new"


def test_section_that_an_editor_unpublished_stays_so(english_sections):
    NewsIndexPage.objects.get(locale=english_sections).unpublish()
    run_setup()
    assert not NewsIndexPage.objects.get(locale=english_sections).live


def test_section_that_an_editor_deleted_does_not_come_back(english_sections, moderator):
    NewsIndexPage.objects.get(locale=english_sections).delete(user=moderator)
    run_setup()
    assert not NewsIndexPage.objects.filter(locale=english_sections).exists()
    assert len(english_pages()) == len(SECTIONS)


def test_section_of_an_editor_is_not_doubled(site, english_home, make_page):
    own = make_page(NewsIndexPage, parent=english_home, title="Our news", slug="our-news")
    run_setup()
    assert list(NewsIndexPage.objects.child_of(english_home)) == [own]


def test_page_of_an_editor_keeps_its_address(site, english_home, make_page):
    own = make_page(PlainPage, parent=english_home, title="News", slug="news")
    run_setup()
    section = NewsIndexPage.objects.child_of(english_home).get()
    assert (own.url, section.url) == ("/en/news/", "/en/news-1/")


def test_nothing_is_translated_without_the_dutch_section(site, english_home):
    NewsIndexPage.objects.get().delete()
    assert translate_section(NewsIndexPage, "en", title="News", slug="news") is None


def test_nothing_is_translated_without_an_english_home_page(site, english_home):
    english_home.delete()
    assert translate_section(NewsIndexPage, "en", title="News", slug="news") is None


def test_about_page_has_both_languages(english_sections, client):
    from slimmernetwerk.about import add_about_page

    add_about_page()
    add_about_page()
    assert PlainPage.objects.count() == 2
    html = client.get("/en/about/").content.decode()
    assert "the smarter network" in html


def test_other_plain_page_is_not_taken_for_the_about_page(english_sections, make_page):
    from slimmernetwerk.about import add_about_page

    make_page(PlainPage, title="Privacy", slug="privacy")
    add_about_page()
    assert not PlainPage.objects.filter(locale=english_sections).exists()


@pytest.mark.parametrize("name", [roles.EDITORS, roles.CHIEF_EDITORS])
def test_editors_may_translate(name, site):
    codenames = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
    assert "submit_translation" in codenames


def test_translations_are_made_after_every_section(site):
    steps = setup.steps(with_content=True)
    kinds = [(step.is_content, bool(step.language)) for step in steps]
    assert kinds == sorted(kinds)


def test_sections_are_no_aliases(english_sections):
    assert not Page.objects.exclude(alias_of=None).exists()
    assert Locale.objects.count() == 2
