"""Searches without an answer in the admin: who sees them, and what can be done about one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import ModelLogEntry

from search import gap_writing
from search.dashboard import SearchGapsPanel
from search.gaps import Gap
from search.models import SearchGap, SynonymSet
from slimmernetwerk.models import PlainPage

LIST = "search_searchgap_modeladmin_index"


@pytest.fixture
def make_gap(site):
    """Make a row as the counting does, asked so many times."""

    def make(text: str = "vakantie", *, times: int = 5, day: date | None = None, **fields):
        gap = Gap(fields.pop("kind", "text"), fields.pop("language", "nl"), text=text, **fields)
        gap_writing.write({gap: day or timezone.localdate()}, 0)
        SearchGap.objects.filter(key=gap.key).update(times=times)
        return SearchGap.objects.get(key=gap.key)

    return make


def note_url(gap) -> str:
    return reverse("search_searchgap_modeladmin_edit", args=[gap.pk])


def promotion_url(gap) -> str:
    return reverse("search_gap_promotion", args=[gap.pk])


def listed(client, query: str = "") -> list[str]:
    """Return the questions on the list, in order."""
    response = client.get(reverse(LIST) + query)
    assert response.status_code == 200
    return [gap.in_words for gap in response.context["object_list"]]


@pytest.mark.parametrize("who", ["editor_client", "moderator_client", "admin_client"])
def test_editors_see_what_is_not_found(who, make_gap, request):
    make_gap("vakantie")
    assert listed(request.getfixturevalue(who)) == ["vakantie"]


@pytest.fixture
def other_client(editor, editor_client):
    """Somebody who may enter the admin and nothing of search."""
    group = Group.objects.create(name="Anders")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.set([group])
    return editor_client


def test_others_see_nothing(make_gap, other_client, editor):
    gap = make_gap("vakantie")
    urls = [reverse(LIST), note_url(gap), promotion_url(gap)]
    for url in urls:
        response = other_client.get(url)
        assert (response.status_code == 200, b"vakantie" in response.content) == (False, False)
    assert SearchGapsPanel().get_rows(editor, 10) == []
    assert b"vakantie" not in other_client.get("/admin/").content


def test_visitors_are_asked_to_sign_in(make_gap, client):
    gap = make_gap()
    for url in (reverse(LIST), note_url(gap), promotion_url(gap)):
        assert reverse("wagtailadmin_login") in client.get(url)["Location"]


def test_row_below_five_is_seen_by_nobody(make_gap, admin_client):
    gap = make_gap("vakantie", times=4)
    assert listed(admin_client) == []
    assert admin_client.get(note_url(gap)).status_code == 404
    assert admin_client.get(promotion_url(gap)).status_code == 404
    create = reverse("search_synonymset_modeladmin_create")
    assert b"vakantie" not in admin_client.get(f"{create}?gap={gap.pk}").content


def test_row_of_a_month_ago_is_not_listed(make_gap, admin_client):
    make_gap(day=timezone.localdate() - timedelta(days=31))
    assert listed(admin_client) == []


def test_most_asked_is_first_and_columns_sort(make_gap, admin_client):
    for text, times in (("b", 5), ("c", 9), ("a", 7)):
        make_gap(text, times=times)
    assert [listed(admin_client, query) for query in ("", "?o=1", "?o=0")] == [
        ["c", "a", "b"],
        ["b", "a", "c"],
        ["a", "b", "c"],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?language=en", ["engels"]),
        ("?kind__exact=corrected", ["verbeterd → beter"]),
        ("?place=method", ["methode"]),
        ("?place=-", ["verbeterd → beter", "gewenst", "engels"]),
        ("?status__exact=wanted", ["gewenst"]),
        ("?q=meth", ["methode"]),
        ("?place=onzin", []),
    ],
)
def test_list_is_narrowed(query, found, make_gap, admin_client):
    make_gap("engels", language="en", times=5)
    make_gap("gewenst", times=6)
    make_gap("verbeterd", kind="corrected", corrected_to="beter", times=7)
    make_gap("methode", type="method", times=8)
    SearchGap.objects.filter(text="gewenst").update(status="wanted")
    assert listed(admin_client, query) == found


def test_filters_are_said_in_words(make_gap, admin_client):
    make_gap("", kind="filters", type="method", filters="fase=opschalen&weg=onbekend")
    (question,) = listed(admin_client)
    assert question == "Fase: opschalen · weg: onbekend"


def test_hostile_text_is_shown_as_text(make_gap, admin_client):
    gap = make_gap("<img src=x>", filters="fase=%3Cscript%3E")
    for url in (reverse(LIST), note_url(gap), "/admin/", promotion_url(gap)):
        html = admin_client.get(url).content.decode()
        assert ("<img src=x>" in html, "=<script>" in html) == (False, False)


def buttons(client) -> set[str]:
    response = client.get(reverse(LIST))
    view = response.context["view"]
    found = [
        button
        for gap in response.context["object_list"]
        for button in view.get_buttons_for_obj(gap)
    ]
    html = response.content.decode()
    assert all(button["url"] in html for button in found)
    return {button["url"].rpartition("/admin/")[2].split("/")[0:2][-1] for button in found}


def test_text_has_three_ways_out(make_gap, editor_client):
    make_gap()
    assert len(buttons(editor_client)) == 3


def test_filters_have_only_the_note(make_gap, editor_client):
    make_gap("", kind="filters", filters="fase=opschalen")
    assert len(buttons(editor_client)) == 1


def test_who_may_only_look_has_no_buttons(make_gap, editor, other_client):
    editor.groups.get().permissions.add(Permission.objects.get(codename="view_searchgap"))
    gap = make_gap()
    assert (listed(other_client), buttons(other_client)) == (["vakantie"], set())
    assert other_client.post(note_url(gap), {"status": "wanted"}).status_code != 200
    assert SearchGap.objects.get().status == "open"


def test_wanted_method_keeps_its_note_and_stays(make_gap, editor_client):
    gap = make_gap()
    data = {"status": "wanted", "note": "Voor de zomer", "text": "veranderd", "times": 999}
    assert editor_client.post(note_url(gap), data).status_code == 302
    SearchGap.objects.update(last_seen=timezone.localdate() - timedelta(days=400))
    gap_writing.remove_expired()
    row = SearchGap.objects.get()
    assert (row.status, row.note, row.text, row.times) == ("wanted", "Voor de zomer", "vakantie", 5)
    assert listed(editor_client) == ["vakantie"]


def test_note_leaves_no_question_in_the_log_of_changes(make_gap, editor_client):
    editor_client.post(note_url(make_gap("vakantie")), {"status": "wanted", "note": "x"})
    assert not ModelLogEntry.objects.filter(label__contains="vakantie").exists()


@pytest.mark.parametrize("data", [{"status": "onzin"}, {"status": "open", "note": "x" * 501}])
def test_impossible_note_is_refused(data, make_gap, editor_client):
    response = editor_client.post(note_url(make_gap()), data)
    assert response.context["form"].errors


def test_rows_are_made_and_deleted_by_nobody(make_gap, admin_client):
    gap = make_gap()
    delete = reverse("search_searchgap_modeladmin_delete", args=[gap.pk])
    create = reverse("search_searchgap_modeladmin_create")
    assert admin_client.post(delete).status_code != 200
    assert admin_client.post(create, {"status": "open"}).status_code != 200
    assert list(SearchGap.objects.all()) == [gap]


def test_synonym_is_filled_in_and_answers(make_gap, editor_client):
    gap = make_gap("babbelrond", kind="corrected", corrected_to="overleg")
    url = f"{reverse('search_synonymset_modeladmin_create')}?gap={gap.pk}"
    response = editor_client.get(url)
    form = response.context["form"]
    assert (form["words"].value(), form["language"].value()) == ("babbelrond\noverleg", "nl")
    assert f'action="{url}"' in response.content.decode()
    data = {"words": "babbelrond\noverleg", "language": "nl", "is_active": "on"}
    assert editor_client.post(url, data).status_code == 302
    assert SynonymSet.objects.get().word_list == ["babbelrond", "overleg"]
    assert SearchGap.objects.get().status == "answered"


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 40, "\u00b2"])
def test_synonym_without_a_known_gap_is_an_empty_form(number, make_gap, editor_client):
    make_gap()
    url = reverse("search_synonymset_modeladmin_create")
    response = editor_client.get(url, {"gap": number})
    assert response.status_code == 200
    assert not response.context["form"]["words"].value()


@pytest.mark.parametrize("words", ["een", "overleg\ngesprek", "een\n" + "x" * 1001])
def test_synonym_that_search_cannot_use_is_refused_in_the_form(words, site, editor_client):
    SynonymSet.objects.create(words="gesprek\npraatje")
    url = reverse("search_synonymset_modeladmin_create")
    response = editor_client.post(url, {"words": words, "language": "nl", "is_active": "on"})
    assert "words" in response.context["form"].errors
    assert SynonymSet.objects.count() == 1


def promotion(words: str, page) -> dict[str, object]:
    return {
        "query_string": words,
        "editors_picks-TOTAL_FORMS": 1,
        "editors_picks-INITIAL_FORMS": 0,
        "editors_picks-MIN_NUM_FORMS": 0,
        "editors_picks-MAX_NUM_FORMS": 1000,
        "editors_picks-0-DELETE": "",
        "editors_picks-0-ORDER": 0,
        "editors_picks-0-page": page.pk if page else "",
        "editors_picks-0-description": "",
    }


def test_page_is_promoted_from_a_gap(make_gap, make_page, index, editor_client):
    gap, page = make_gap("vakantie"), make_page(PlainPage, title="Verlof")
    response = editor_client.get(promotion_url(gap))
    assert response.context["form"]["query_string"].value() == "vakantie"
    assert f'action="{promotion_url(gap)}"' in response.content.decode()
    done = editor_client.post(promotion_url(gap), promotion("vakantie", page))
    assert done.status_code == 302
    assert SearchPromotion.objects.get().page.pk == page.pk
    assert SearchGap.objects.get().status == "answered"
    found = editor_client.get("/zoeken/?q=vakantie").context["results"]
    assert [row.page.title for row in found.promoted] == ["Verlof"]


def test_promotion_without_a_page_is_refused(make_gap, editor_client):
    gap = make_gap()
    response = editor_client.post(promotion_url(gap), promotion("vakantie", None))
    assert (response.status_code, SearchPromotion.objects.count()) == (200, 0)
    assert SearchGap.objects.get().status == "open"


@pytest.mark.parametrize("pk", [0, 999, 9**25])
def test_unknown_gap_has_no_promotion(pk, site, editor_client):
    assert editor_client.get(reverse("search_gap_promotion", args=[pk])).status_code == 404


def test_answering_leaves_what_is_wanted(make_gap, make_page, editor_client):
    gap = make_gap()
    SearchGap.objects.update(status="wanted")
    editor_client.post(promotion_url(gap), promotion("vakantie", make_page(PlainPage)))
    assert SearchGap.objects.get().status == "wanted"


def menu(client) -> dict[str, str]:
    """Return {name of the list: its address} of the admin's own menu, wherever it stands."""
    html = client.get("/admin/").content.decode()
    names = {
        "gaps": reverse(LIST),
        "synonyms": reverse("search_synonymset_modeladmin_index"),
        "promotions": reverse("wagtailsearchpromotions:index"),
        "journal": reverse("search_journalentry_modeladmin_index"),
        "terms": reverse("wagtailsearchpromotions:search_terms"),
    }
    return {name: html.count(f'"{url}"') for name, url in names.items()}


def test_menu_of_search_leads_everywhere_once(site, editor_client, admin_client):
    everybody = {"gaps": 1, "synonyms": 1, "promotions": 1, "journal": 0, "terms": 0}
    assert (menu(editor_client), menu(admin_client)) == (everybody, {**everybody, "journal": 1})


def test_promotions_are_listed_without_views(site, editor_client):
    response = editor_client.get(reverse("wagtailsearchpromotions:index"))
    assert response.status_code == 200
    assert [column.name for column in response.context["table"].columns.values()] == [
        "query_string",
        "editors_picks",
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_few_queries(number, make_gap, admin_client, django_assert_max_num_queries):
    for one in range(number):
        make_gap(f"tekst {one}", filters="fase=opschalen", type="method")
    admin_client.get(reverse(LIST))
    # Four of them ask the facets, three the menu, three the counts of modeladmin.
    with django_assert_max_num_queries(15):
        assert len(listed(admin_client)) == number


def test_panel_shows_what_is_open_with_a_link(make_gap, editor_client):
    gap = make_gap("vakantie", times=12)
    for text, status in (("beantwoord", "answered"), ("gewenst", "wanted")):
        SearchGap.objects.filter(pk=make_gap(text).pk).update(status=status)
    html = editor_client.get("/admin/").content.decode()
    panel = html.split('data-panel="search-gaps"', 1)[1].split("</tbody>")[0]
    assert f'<a href="{note_url(gap)}">vakantie</a>' in panel
    assert ("12" in panel, "beantwoord" in panel, "gewenst" in panel) == (True, False, False)


def test_panel_has_no_rows_below_five(make_gap, editor):
    make_gap(times=4)
    assert SearchGapsPanel().get_rows(editor, 10) == []


@pytest.mark.parametrize("number", [1, 5])
def test_panel_costs_few_queries(number, make_gap, editor, django_assert_max_num_queries):
    for one in range(number):
        make_gap(f"tekst {one}", filters="fase=opschalen", type="method")
    SearchGapsPanel().get_rows(editor, 10)
    # The rows, and what each source of facets asks.
    with django_assert_max_num_queries(5):
        assert len(SearchGapsPanel().get_rows(editor, 10)) == number
