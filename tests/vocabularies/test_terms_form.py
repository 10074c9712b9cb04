"""The page form of the Wagtail admin, which grows one field per vocabulary."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from catalogue.models import MethodIndexPage, MethodPage
from vocabularies.models import Vocabulary

# What the starter vocabularies ask of a method before it may be published.
COMPLETE = (
    "doel/keuzes-maken",
    "fase/testen",
    "soort/werkvorm",
    "begeleiding/beginner",
    "setting/fysiek",
    "deelnemers/team",
)


@pytest.fixture
def method(make_method):
    return make_method(title="Proef", terms=COMPLETE)


def test_form_has_a_field_for_each_chosen_vocabulary_of_the_page_type(method, edit_form):
    form = edit_form(method)
    chosen = Vocabulary.objects.filter(source="chosen")
    expected = {item.key: "method" in item.applies_to for item in chosen}
    assert {key: form.has(key) for key in expected} == expected


def test_form_has_no_field_for_computed_vocabularies(method, edit_form):
    form = edit_form(method)
    assert not any(form.has(key) for key in ("tijd", "groep", "licentie", "bewijsniveau"))


def test_form_of_a_news_item_has_only_its_own_vocabularies(make_news, edit_form):
    form = edit_form(make_news())
    assert (form.has("beleidsthema"), form.has("fase")) == (True, False)


def test_form_shows_what_the_page_carries(method, edit_form):
    assert edit_form(method).data.getlist("terms-fase") == ["testen"]


def test_add_view_saves_a_draft_with_terms(add_form, slugs_of):
    form = add_form().choose("fase", "testen", "invoeren")
    assert form.send().status_code == 302
    page = MethodPage.objects.get(slug="nieuwe-methode")
    assert (page.live, slugs_of(page, "fase", draft=True)) == (False, ["testen", "invoeren"])


def test_add_view_publishes_with_terms(add_form, slugs_of):
    form = add_form()
    for key in COMPLETE:
        form.choose(*key.split("/"))
    assert form.publish().status_code == 302
    page = MethodPage.objects.get(slug="nieuwe-methode")
    assert (page.live, slugs_of(page, "soort")) == (True, ["werkvorm"])


def test_draft_keeps_the_live_terms_as_they_are(method, edit_form, slugs_of):
    edit_form(method).choose("fase", "bedenken").send()
    assert slugs_of(method, "fase") == ["testen"]
    assert slugs_of(method, "fase", draft=True) == ["bedenken"]


def test_publishing_writes_the_terms(method, edit_form, slugs_of):
    edit_form(method).choose("fase", "bedenken", "testen").publish()
    assert slugs_of(method, "fase") == ["bedenken", "testen"]


def test_unticking_everything_takes_the_terms_away(make_method, edit_form, slugs_of):
    method = make_method(terms=[*COMPLETE, "kosten/laag"])
    edit_form(method).choose("kosten").publish()
    assert slugs_of(method, "kosten") == []


def test_draft_may_be_incomplete(make_method, edit_form, slugs_of):
    method = make_method(terms=COMPLETE)
    assert edit_form(method).choose("doel").send().status_code == 302
    assert slugs_of(method, "doel", draft=True) == []


@pytest.mark.parametrize(
    ("vocabulary", "slugs"),
    [
        ("doel", []),
        ("soort", ["werkvorm", "aanpak", "canvas"]),
        ("begeleiding", ["beginner", "expert"]),
    ],
)
def test_publishing_with_too_few_or_too_many_terms_is_refused(
    method, edit_form, slugs_of, vocabulary, slugs
):
    before = slugs_of(method, vocabulary)
    response = edit_form(method).choose(vocabulary, *slugs).publish()
    assert list(response.context["form"].errors) == [f"terms-{vocabulary}"]
    assert slugs_of(method, vocabulary) == before


def test_publishing_with_one_of_at_least_two_is_refused(method, edit_form, make_vocabulary):
    make_vocabulary("kleur", "rood", "blauw", min_terms=2)
    response = edit_form(method).choose("kleur", "rood").publish()
    assert list(response.context["form"].errors) == ["terms-kleur"]


def test_draft_with_too_many_terms_is_refused_too(method, edit_form):
    response = edit_form(method).choose("begeleiding", "beginner", "expert").send()
    assert list(response.context["form"].errors) == ["terms-begeleiding"]


def test_unknown_term_is_refused(method, edit_form, slugs_of):
    response = edit_form(method).choose("fase", "bestaat-niet").send()
    assert list(response.context["form"].errors) == ["terms-fase"]
    assert slugs_of(method, "fase", draft=True) == ["testen"]


def test_term_of_another_vocabulary_is_refused(method, edit_form):
    response = edit_form(method).choose("fase", "werkvorm").send()
    assert list(response.context["form"].errors) == ["terms-fase"]


def test_vocabulary_added_after_the_form_was_opened_is_not_wiped(
    method, edit_form, make_vocabulary, slugs_of
):
    form = edit_form(method)
    make_vocabulary("kleur", "rood", "blauw")
    edit_form(method).choose("kleur", "rood").publish()  # a colleague, in another tab
    # Wagtail compares revisions only to warn; the older tab may still save.
    assert form.choose("fase", "bedenken").publish().status_code == 302
    assert (slugs_of(method, "kleur"), slugs_of(method, "fase")) == (["rood"], ["bedenken"])


def test_needed_vocabulary_that_was_not_on_the_form_does_not_stop_publishing(
    method, edit_form, make_vocabulary, slugs_of
):
    form = edit_form(method)
    make_vocabulary("kleur", "rood", min_terms=1)
    assert form.choose("fase", "bedenken").publish().status_code == 302
    assert slugs_of(method, "fase") == ["bedenken"]


def test_terms_of_a_vocabulary_that_no_longer_applies_stay(method, edit_form, slugs_of):
    """As when the plugin that shipped it is off."""
    Vocabulary.objects.filter(key="setting").update(applies_to=[])
    form = edit_form(method)
    assert not form.has("setting")
    form.choose("fase", "bedenken").publish()
    assert slugs_of(method, "setting") == ["fysiek"]


def test_retired_term_stays_visible_on_a_page_that_carries_it(method, edit_form, term, slugs_of):
    retired = term("fase/testen")
    retired.is_active = False
    retired.save()
    form = edit_form(method)
    assert form.data.getlist("terms-fase") == ["testen"]
    assert form.publish().status_code == 302
    assert slugs_of(method, "fase") == ["testen"]


def test_retired_term_is_no_choice_on_other_pages(make_method, edit_form, term):
    retired = term("fase/testen")
    retired.is_active = False
    retired.save()
    form = edit_form(make_method(terms=["fase/bedenken"]))
    assert 'value="bedenken"' in form.html
    assert 'value="testen"' not in form.html


def test_term_retired_while_the_form_was_open_is_still_saved(method, edit_form, term, slugs_of):
    form = edit_form(method).choose("fase", "invoeren")
    retired = term("fase/invoeren")
    retired.is_active = False
    retired.save()
    assert form.publish().status_code == 302
    assert slugs_of(method, "fase") == ["invoeren"]


def test_preview_shows_the_terms_that_are_not_saved_yet(method, edit_form, admin_client):
    form = edit_form(method).choose("fase", "bedenken")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[method.pk])
    answer = admin_client.post(url, form.data).json()
    assert answer["is_valid"]
    main = admin_client.get(url).content.decode().split("<main", 1)[1]
    assert ("fase=bedenken" in main, "fase=testen" in main) == (True, False)


@pytest.mark.parametrize("mode", ["", *(mode.name for mode in MethodPage.previews)])
def test_method_that_was_never_saved_has_each_preview(add_form, admin_client, mode):
    form = add_form().choose("doel", "keuzes-maken")
    parent = MethodIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["catalogue", "methodpage", parent.pk])
    assert admin_client.post(url, dict(form.data.lists())).json()["is_valid"]
    response = admin_client.get(url, {"mode": mode})
    assert response.status_code == 200
    html = response.content.decode()
    assert ("Nieuwe methode" in html, "sn-pocket" in html) == (True, mode == "card")
    assert not MethodPage.objects.filter(slug="nieuwe-methode").exists()


def test_compare_view_names_the_terms_that_changed(method, edit_form, admin_client):
    edit_form(method).choose("fase", "bedenken").publish()
    first, last = method.revisions.order_by("pk").first(), method.revisions.order_by("pk").last()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[method.pk, first.pk, last.pk])
    response = admin_client.get(url)
    assert response.status_code == 200
    [comparison] = response.context["comparison"]
    text = str(comparison.htmldiff())
    assert '<span class="deletion">Fase: testen</span>' in text
    assert '<span class="addition">Fase: bedenken</span>' in text


def test_compare_view_of_revisions_with_the_same_terms_shows_none(method, edit_form, admin_client):
    edit_form(method).publish(title="Een andere titel")
    first, last = method.revisions.order_by("pk").first(), method.revisions.order_by("pk").last()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[method.pk, first.pk, last.pk])
    comparisons = admin_client.get(url).context["comparison"]
    assert [comparison.field_label() for comparison in comparisons] == ["Titel"]


def test_copy_keeps_the_terms(method, slugs_of):
    copy = method.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert slugs_of(copy, "fase") == slugs_of(method, "fase") == ["testen"]
    assert slugs_of(copy, "fase", draft=True) == ["testen"]


def test_translation_keeps_the_terms(method, slugs_of):
    english = Locale.objects.get(language_code="en")
    MethodIndexPage.objects.get().copy_for_translation(english)
    translated = method.copy_for_translation(english)
    assert slugs_of(translated, "doel", draft=True) == ["keuzes-maken"]
    assert slugs_of(translated, "doel") == ["keuzes-maken"]
