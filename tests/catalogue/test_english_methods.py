"""Methods that nobody translated stand among the English ones, by their English words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.models import Locale

from catalogue.models import CaseIndexPage, CaseMethod, CasePage, MethodPage, MethodRelation
from search.documents import keys_about, own_key, page_key, public_keys, stand_in_key
from slimmernetwerk.models import BasePage

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
WORDS = {"title_en": "Customer journeys", "summary_en": "Walk along with one resident."}


@pytest.fixture
def method(english_sections, make_method):
    """A Dutch method with a title and summary in English."""
    return make_method(
        title="Klantreis", slug="klantreis", summary="Loop mee.", terms=["fase/testen"], **WORDS
    )


@pytest.fixture
def translation(method):
    """Translate and publish the method: `translation(title="Journeys")`."""

    def make(*, publish=True, **fields):
        copy = method.copy_for_translation(Locale.objects.get(language_code="en"))
        for name, value in fields.items():
            setattr(copy, name, value)
        copy.save()
        revision = copy.save_revision()
        if publish:
            revision.publish()
        return MethodPage.objects.get(pk=copy.pk)

    return make


def found(client, query=""):
    """Return the addresses of the rows of the English list."""
    results = client.get(f"/en/methods/{query}").context["results"]
    assert results.total == len(results.rows)
    return [row.page.url for row in results.rows]


@pytest.mark.parametrize(
    "query",
    ["", "?q=journey", "?q=resident", "?q=klantreis", "?fase=testen", "?q=journey&fase=testen"],
)
def test_dutch_method_is_found_by_its_english_words(query, method, index, client):
    assert found(client, query) == ["/methoden/klantreis/"]


def test_dutch_text_is_no_part_of_the_english_document(method, index, client):
    assert found(client, "?q=meelopen") == []


def test_row_says_that_the_method_is_in_dutch(method, index, client):
    html = client.get("/en/methods/").content.decode().partition("<ol")[2]
    assert '<a href="/methoden/klantreis/" hreflang="nl">Customer journeys</a>' in html
    assert '<span class="sn-badge">in Dutch</span>' in html
    assert "Walk along with one resident." in html
    assert "Klantreis" not in html


def test_facets_have_english_words_and_count_the_dutch_method(method, index, client):
    results = client.get("/en/methods/").context["results"]
    [facet] = [facet for facet in results.facets if facet.name == "fase"]
    counts = {value.value: (value.label, value.count) for value in facet.values}
    assert (facet.label, counts["testen"]) == ("Phase", ("test", 1))


def test_method_without_an_english_title_is_left_out(english_sections, make_method, index, client):
    make_method(title="Alleen Nederlands")
    assert found(client) == []


def test_dutch_list_has_the_method_once(method, index, client):
    results = client.get("/methoden/").context["results"]
    assert [row.page.pk for row in results.rows] == [method.pk]


def test_suggestion_says_that_the_method_is_in_dutch(method, index, client):
    [suggestion] = client.get("/en/search/suggestions/?q=cust").json()["suggestions"]
    assert (suggestion["url"], suggestion["type_label"]) == (
        "/methoden/klantreis/",
        "Methods (in Dutch)",
    )


# --- the journal keeps the two documents apart


def test_published_translation_takes_the_place_of_the_dutch_method(
    method, index, translation, client
):
    assert found(client) == ["/methoden/klantreis/"]
    copy = translation()
    assert found(client) == [copy.url]
    assert "sn-badge" not in client.get("/en/methods/").content.decode().partition("<ol")[2]


def test_unpublished_translation_gives_the_place_back(method, index, translation, client):
    copy = translation(summary="Secret words")
    assert found(client, "?q=secret") == [copy.url]
    copy.unpublish()
    assert found(client, "?q=secret") == []
    assert found(client) == ["/methoden/klantreis/"]


def test_deleted_translation_gives_the_place_back(method, index, translation, client):
    translation().delete()
    assert found(client) == ["/methoden/klantreis/"]


def test_draft_translation_changes_nothing(method, index, translation, client):
    translation(publish=False, title="Waiting words")
    assert found(client) == ["/methoden/klantreis/"]
    assert found(client, "?q=waiting") == []


def test_unpublished_original_leaves_both_lists(method, index, client):
    assert found(client) == ["/methoden/klantreis/"]
    method.unpublish()
    assert (found(client), client.get("/methoden/").context["results"].total) == ([], 0)


def test_translation_stays_when_the_original_is_unpublished(method, index, translation, client):
    copy = translation()
    method.unpublish()
    assert found(client) == [copy.url]


def test_stand_in_obeys_the_embargo_of_the_original(english_sections, make_method, index, client):
    with time_machine.travel(NOW, tick=False) as clock:
        make_method(slug="later", embargo_until=NOW + timedelta(hours=1), **WORDS)
        assert found(client) == []
        clock.shift(timedelta(hours=2))
        assert found(client) == ["/methoden/later/"]


def test_stand_in_stays_until_the_embargo_of_the_translation_ends(
    method, index, translation, client
):
    with time_machine.travel(NOW, tick=False) as clock:
        copy = translation(title="Under embargo", embargo_until=NOW + timedelta(hours=1))
        assert found(client) == ["/methoden/klantreis/"]
        assert found(client, "?q=embargo") == []
        clock.shift(timedelta(hours=2))
        assert found(client) == [copy.url]


def test_private_original_leaves_the_english_list(method, index, make_private, client):
    make_private(method)
    assert found(client) == []


def test_changed_english_title_is_found(method, index, client):
    method.title_en = "Pilgrimages"
    method.save_revision().publish()
    assert found(client, "?q=pilgrimage") == ["/methoden/klantreis/"]


def test_removed_english_title_takes_the_method_away(method, index, client):
    method.title_en = ""
    method.save_revision().publish()
    assert found(client) == []


def test_rebuild_makes_the_same_documents_as_the_journal(
    method, index, make_method, translation, client
):
    make_method(title="Tweede", title_en="Second")
    translation(title="Journeys translated")
    followed = sorted(found(client)), index.get_engine().count()
    index.rebuild()
    assert (sorted(found(client)), index.get_engine().count()) == followed


def test_stale_stand_in_of_a_hidden_method_is_not_shown(method, index, client):
    # Past the journal, as when the index is behind.
    BasePage.objects.filter(pk=method.pk).update(live=False)
    results = client.get("/en/methods/").context["results"]
    assert results.rows == []


def test_stale_translation_does_not_show_its_words_for_the_dutch_page(
    method, index, translation, client
):
    copy = translation(title="Secret title")
    found(client)
    BasePage.objects.filter(pk=copy.pk).update(live=False)
    html = client.get("/en/methods/").content.decode()
    assert "Secret title" not in html


# --- order


def test_translations_come_before_dutch_methods(method, index, make_method, translation, client):
    make_method(title="Aardig", slug="aardig", title_en="Aardvark")
    copy = translation(title="Zebra")
    assert found(client) == [copy.url, "/methoden/aardig/"]


# --- without an index, and what others rely on


def test_titles_are_found_without_an_index(method, make_method, translation, client):
    make_method(title="Tweede", slug="tweede", title_en="Second journey")
    copy = translation(title="First journey")
    results = client.get("/en/methods/?q=journey").context["results"]
    assert results.notice
    assert [row.page.url for row in results.rows] == [copy.url, "/methoden/tweede/"]
    assert results.total == 2


def test_result_page_is_few_queries(
    english_sections, content, index, client, django_assert_max_num_queries
):
    client.get("/en/methods/?q=group")  # synonyms and recommendations are read once a change
    with django_assert_max_num_queries(11):
        results = client.get("/en/methods/?q=team").context["results"]
    assert results.total > 1


def test_keys_of_a_stand_in_lead_to_its_page(method):
    key = stand_in_key(method, "en")
    assert own_key(key) == page_key(method)
    assert public_keys([key, "x"]) == {key}
    identity = str(method.translation_key)
    assert keys_about([f"{identity}:en"]) == [
        f"{identity}:en",
        f"{identity}:nl",
        f"{identity}:nl:en",
    ]


# --- pages that name each other


def test_english_home_page_counts_the_methods_that_its_list_has(method, index, client):
    sections = client.get("/en/").context["home_sections"]
    [newest] = [one["context"] for one in sections if "methods" in one["context"]]
    assert newest["methods"] == [method]
    assert "Customer journeys" in client.get("/en/").content.decode()


def test_english_home_page_shows_the_translation_once(method, index, translation, client):
    copy = translation(title="Journeys")
    sections = client.get("/en/").context["home_sections"]
    [newest] = [one["context"] for one in sections if "methods" in one["context"]]
    assert newest["methods"] == [copy]


def test_english_method_names_its_relations_in_english(
    method, make_method, translation, index, client
):
    other = make_method(title="Gesprek", slug="gesprek", title_en="Conversation")
    method.relations.add(MethodRelation(to=other, kind="vervolg op", note="Daarna."))
    method.save_revision().publish()
    copy = translation()
    html = client.get(copy.url).content.decode()
    assert '<a href="/methoden/gesprek/" hreflang="nl">Conversation</a>' in html


def test_relation_leads_to_the_translation_of_the_other(method, make_method, index, client):
    english = Locale.objects.get(language_code="en")
    other = make_method(title="Gesprek", slug="gesprek", title_en="Conversation")
    method.relations.add(MethodRelation(to=other, kind="vervolg op"))
    method.save_revision().publish()
    for page in (method, other):
        page.copy_for_translation(english).get_latest_revision().publish()
    first, second = (
        MethodPage.objects.get(translation_key=page.translation_key, locale=english)
        for page in (method, other)
    )
    assert [one.page for one in first.relations_list] == [second]
    assert [one.page for one in second.relations_list] == [first]


def test_dutch_method_shows_a_translated_neighbour_once(method, make_method, translation):
    other = make_method(title="Gesprek")
    method.relations.add(MethodRelation(to=other, kind="vervolg op"))
    method.save_revision().publish()
    translation()
    assert [one.page for one in other.relations_list] == [method]


def test_translated_case_is_shown_once_in_the_language_of_the_method(
    method, translation, make_page, english_sections
):
    case = make_page(CasePage, parent=CaseIndexPage.objects.get(locale__language_code="nl"))
    case.used_methods.add(CaseMethod(method=method))
    case.save_revision().publish()
    case_en = case.copy_for_translation(english_sections)
    case_en.get_latest_revision().publish()
    copy = translation()
    assert [one.page for one in method.cases_list] == [case]
    assert [one.page.pk for one in copy.cases_list] == [case_en.pk]
    [used] = CasePage.objects.get(pk=case_en.pk).methods_list
    assert used.page == copy
