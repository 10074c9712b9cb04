"""An editor translates a page of any type in the admin; nothing is lost, and nobody else can."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from slimmernetwerk import roles
from slimmernetwerk.models import BasePage, Document, HomePage
from tests.slimmernetwerk.filled_pages import content_types, filled_page

# What a translation has of its own, and what the content importer knows a page by.
OWN = {
    *("pk", "path", "depth", "numchild", "url_path", "slug", "locale", "live", "key"),
    *("latest_revision", "live_revision", "latest_revision_created_at", "owner", "draft_title"),
    *("first_published_at", "last_published_at", "has_unpublished_changes"),
    *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"),
}
INDEXES = [model for model in content_types() if model.__name__.endswith("IndexPage")]
LEAVES = [model for model in content_types() if model not in (*INDEXES, HomePage)]


def content_of(page: Page) -> dict:
    """Return all that an editor wrote, in a form to compare."""
    data = {key: value for key, value in page.serializable_data().items() if key not in OWN}
    for name, value in data.items():
        if isinstance(value, list):
            rows = [row for row in value if isinstance(row, dict)]
            for row in rows:
                for own in ("pk", "method", "case", "article", "release", "page"):
                    if own == "pk" or row.get(own) == page.pk:
                        row.pop(own, None)
            data[name] = rows or sorted(value)
    return data


def translate(client, page: Page, locale, **data):
    url = reverse("simple_translation:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [locale.pk], **data})


def translation_of(page: Page, locale):
    return type(page).objects.filter(translation_key=page.translation_key, locale=locale).first()


def parent_for(model: type[BasePage]) -> Page:
    home = HomePage.objects.get(locale__language_code="nl")
    allowed = model.allowed_parent_page_models()
    sections = [page.specific for page in home.get_children()]
    return next(
        (page for page in sections if type(page) in allowed and type(page) in INDEXES), home
    )


@pytest.fixture
def page_of(english_sections, make_method, settings, tmp_path):
    """Make a filled page of a type, with a method and a file on the site to refer to."""
    settings.MEDIA_ROOT = tmp_path
    make_method(title="Verwijsmethode")
    Document.objects.create(title="Werkblad", file=ContentFile(b"Tekst", name="werkblad.txt"))
    return lambda model: filled_page(model, parent_for(model))


@pytest.mark.parametrize("model", LEAVES, ids=lambda model: model._meta.label)
def test_translation_keeps_all_that_was_written(model, page_of, english_sections, editor_client):
    page = page_of(model)
    assert translate(editor_client, page, english_sections).status_code == 302
    copy = translation_of(page, english_sections)
    written = content_of(page)
    assert [name for name, value in written.items() if value == []] == ["wagtail_admin_comments"]
    if model.__name__ == "MethodPage":
        written |= {"title": page.title_en, "summary": page.summary_en}
    assert content_of(copy) == written
    assert content_of(copy.get_latest_revision_as_object()) == written


@pytest.mark.parametrize("model", LEAVES, ids=lambda model: model._meta.label)
def test_translation_is_a_draft_that_opens_in_the_editor(
    model, page_of, english_sections, editor_client
):
    page = page_of(model)
    response = translate(editor_client, page, english_sections)
    copy = translation_of(page, english_sections)
    assert (copy.live, copy.alias_of, getattr(copy, "key", "")) == (False, None, "")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert editor_client.get(response.url).status_code == 200
    assert copy.get_parent().locale == english_sections


@pytest.mark.parametrize("model", LEAVES, ids=lambda model: model._meta.label)
def test_editor_finds_the_button_on_a_page_without_translation(
    model, page_of, english_sections, editor_client
):
    page = page_of(model)
    url = reverse("simple_translation:submit_page_translation", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert url in editor_client.get(edit).content.decode()
    translate(editor_client, page, english_sections)
    assert url not in editor_client.get(edit).content.decode()


@pytest.mark.parametrize("model", INDEXES, ids=lambda model: model._meta.label)
def test_section_can_be_translated_by_hand(model, site, editor_client):
    from wagtail.models import Locale

    english, page = Locale.objects.get(language_code="en"), model.objects.get()
    assert translate(editor_client, page, english).status_code == 302
    assert translation_of(page, english).title == page.title


def test_listing_says_in_which_language_a_draft_is(page_of, english_sections, editor_client):
    from slimmernetwerk.models import PlainPage

    page = page_of(PlainPage)
    translate(editor_client, page, english_sections)
    html = editor_client.get("/admin/").content.decode()
    assert page.title in html
    assert "(en)" in html


def test_who_translates_owns_the_translation(english_sections, make_news, editor, editor_client):
    page = make_news()
    translate(editor_client, page, english_sections)
    assert translation_of(page, english_sections).owner == editor
    page.refresh_from_db()
    assert page.owner is None


def test_method_translation_begins_with_its_english_words(
    english_sections, make_method, editor_client
):
    method = make_method(title="Klantreis", title_en="Customer journey", summary_en="Follow one.")
    translate(editor_client, method, english_sections)
    copy = translation_of(method, english_sections)
    assert (copy.title, copy.slug, copy.summary) == (
        "Customer journey",
        "customer-journey",
        "Follow one.",
    )


def test_copy_of_a_method_in_its_own_language_keeps_its_title(make_method):
    method = make_method(title="Klantreis", title_en="Customer journey")
    assert method.copy(update_attrs={"slug": "kopie"}).title == "Klantreis"


def test_release_is_not_translated_out_of_its_embargo(
    english_sections, make_press_release, editor_client, client
):
    from datetime import UTC, datetime

    release = make_press_release(title="Geheim", embargo_until=datetime(2099, 1, 1, tzinfo=UTC))
    translate(editor_client, release, english_sections)
    copy = translation_of(release, english_sections)
    copy.get_latest_revision().publish()
    assert client.get(copy.url).status_code == 404


def test_import_of_a_release_leaves_its_translation_alone(
    english_sections, make_press_release, editor_client
):
    from datetime import date

    from blog.press_import import import_press_release, read_press_release

    day = date(2012, 5, 3)
    release = make_press_release(title="Loket open", place="Utrecht", dateline_date=day)
    translate(editor_client, release, english_sections)
    copy = translation_of(release, english_sections)
    text = b"PERSBERICHT\n\nLoket open\n\nUtrecht, 3 mei 2012 - Het loket is open.\n"
    result = import_press_release("loket.txt", read_press_release("loket.txt", text))
    assert result.page.pk == release.pk
    assert copy.revisions.count() == 1


# --- who may


@pytest.fixture
def translator(site):
    """Somebody who may translate, and nothing else; `allow` adds permissions on a page."""
    from slimmernetwerk.models import User

    group = Group.objects.create(name="Vertalers")
    for codename in ("submit_translation", "access_admin"):
        group.permissions.add(Permission.objects.get(codename=codename))
    user = User.objects.create_user("vertaler", "vertaler@slimmernetwerk.example", "vertaler")
    user.groups.add(group)
    return user


@pytest.fixture
def allow(translator):
    def give(page: Page, *codenames: str) -> None:
        for codename in codenames:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{codename}_page"
            )
            group = translator.groups.get()
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)

    return give


@pytest.fixture
def translator_client(translator, client):
    client.force_login(translator)
    return client


def is_refused(response) -> bool:
    """Say whether the admin sent somebody away, which it does with a message on its first page."""
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


def english_home() -> Page:
    return HomePage.objects.get(locale__language_code="en")


def test_who_may_translate_but_not_edit_the_page_is_refused(
    english_sections, make_news, allow, translator_client
):
    page = make_news()
    allow(english_home(), "add", "change")
    assert is_refused(translate(translator_client, page, english_sections))
    assert translation_of(page, english_sections) is None


def test_who_may_edit_the_page_but_not_translate_is_refused(
    english_sections, make_news, editor, editor_client
):
    page = make_news()
    permission = Permission.objects.get(codename="submit_translation")
    Group.objects.get(name=roles.EDITORS).permissions.remove(permission)
    assert is_refused(translate(editor_client, page, english_sections))
    assert translation_of(page, english_sections) is None


def test_who_may_not_add_below_the_english_section_is_refused(
    english_sections, make_news, allow, translator_client
):
    page = make_news()
    allow(page.get_parent(), "add", "change")
    assert is_refused(translate(translator_client, page, english_sections))
    assert translation_of(page, english_sections) is None


def test_who_may_edit_here_and_add_there_translates(
    english_sections, make_news, allow, translator_client
):
    page = make_news()
    allow(page.get_parent(), "change")
    allow(english_home(), "add")
    assert translate(translator_client, page, english_sections).status_code == 302
    assert translation_of(page, english_sections) is not None


def test_pages_below_that_one_may_not_edit_are_not_translated_along(
    english_sections, make_page, translator, allow, translator_client
):
    from slimmernetwerk.models import PlainPage

    page = make_page(PlainPage, title="Eigen blad", owner=translator)
    make_page(PlainPage, title="Blad van een ander", parent=page)
    allow(page.get_parent(), "add")
    allow(english_home(), "add")
    answer = translate(translator_client, page, english_sections, include_subtree="on")
    assert is_refused(answer)
    assert not Page.objects.filter(locale=english_sections, title__startswith="Blad").exists()


def test_anonymous_visitor_is_sent_to_sign_in(english_sections, make_news, client):
    page = make_news()
    assert translate(client, page, english_sections).status_code == 302
    assert translation_of(page, english_sections) is None
