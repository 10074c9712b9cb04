"""Who may import, and what becomes of it: nobody does more by a file than by hand."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from catalogue.exchange.files import content_files, read_file
from catalogue.exchange.importing import import_files
from catalogue.models import MethodIndexPage, MethodPage
from slimmernetwerk.models import User
from tests.catalogue.exchange.answers import outcomes, text_of

RENAME = ("title: Premortem", "title: Vooruit terugkijken")


def premortem():
    return MethodPage.objects.get(key="premortem")


def run(path, user, **options):
    read = [read_file(file) for file in content_files(path)]
    return import_files(read, user=user, **options)


@pytest.fixture
def make_user(site):
    """Make somebody with abilities on one page: `make_user(index, "add")`."""

    def make(page, *abilities):
        group = Group.objects.create(name="Proef")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for ability in abilities:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{ability}_page"
            )
            page = Page.objects.get(pk=page.pk)
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        user = User.objects.create_user("proef", "proef@slimmernetwerk.example", "proef")
        user.groups.add(group)
        return user

    return make


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


# --- the screens


def statuses(client):
    names = ("methods_import", "methods_export")
    return tuple(client.get(reverse(name)).status_code for name in names)


def test_visitor_and_reader_are_sent_to_sign_in(site, client):
    assert statuses(client) == (302, 302)
    reader = User.objects.create_user("lezer", "lezer@slimmernetwerk.example", "lezer")
    assert statuses(signed_in(reader)) == (302, 302)


def test_who_may_edit_nothing_may_export_what_is_public(outsider):
    client = signed_in(outsider)
    answer = client.get(reverse("methods_import"))
    assert answer.status_code in (302, 403)
    export = client.get(reverse("methods_export"))
    assert export.status_code == 200
    assert 'name="status"' not in text_of(export)
    assert reverse("methods_import") not in text_of(export)


def test_who_may_edit_nothing_cannot_post_an_import(outsider, written, packed, check):
    before = written()
    assert check(signed_in(outsider), packed()).status_code in (302, 403)
    assert written() == before


@pytest.mark.parametrize("client_name", ["editor_client", "moderator_client", "admin_client"])
def test_who_writes_methods_sees_both_screens(request, client_name):
    client = request.getfixturevalue(client_name)
    assert statuses(client) == (200, 200)
    assert reverse("methods_import") in text_of(client.get(reverse("wagtailadmin_home")))


# --- what an import does for somebody


def test_editor_leaves_drafts(site, files, editor):
    report = run(files, editor)
    assert len(report.created) == 15
    assert not MethodPage.objects.filter(live=True).exists()
    assert premortem().get_latest_revision_as_object().title == "Premortem"


def test_editor_changes_no_live_page(content, files, change, editor):
    change("methods/premortem", *RENAME)
    assert run(files, editor).drafted == ["premortem"]
    page = premortem()
    assert (page.title, page.live, page.has_unpublished_changes) == ("Premortem", True, True)


def test_editor_who_imports_twice_changes_nothing(site, files, change, editor, written):
    run(files, editor)
    before = written()
    assert (run(files, editor).changes, written()) == (0, before)


def test_editor_updates_their_own_imported_draft(site, files, change, editor):
    run(files, editor)
    change("methods/premortem", *RENAME)
    report = run(files, editor)
    assert (report.updated, premortem().live) == (["premortem"], False)
    assert premortem().get_latest_revision_as_object().title == "Vooruit terugkijken"


@pytest.mark.parametrize("name", ["moderator", "admin_user"])
def test_who_may_publish_does(site, files, name, request):
    assert len(run(files, request.getfixturevalue(name)).created) == 15
    assert MethodPage.objects.published().count() == 12


def test_moderator_publishes_the_drafts_that_an_editor_imported(site, files, editor, moderator):
    run(files, editor)
    report = run(files, moderator)
    assert len(report.updated) == 15
    assert MethodPage.objects.published().count() == 12


def test_draft_of_an_editor_on_screen_says_that_it_is_one(
    editor_client, packed, check, confirm, files
):
    shown = check(editor_client, packed())
    assert "U mag hier niet publiceren" in text_of(shown)
    assert set(outcomes(confirm(editor_client, shown)).values()) == {"created"}


def test_who_may_add_methods_only_adds_no_cases(site, files, make_user):
    user = make_user(MethodIndexPage.objects.get(), "add", "publish")
    report = run(files, user, partial=True)
    assert len(report.created) == 12
    assert {result.outcome for result in report.results if result.file.is_case} == {"refused"}
    assert MethodPage.objects.published().count() == 12


def test_who_may_add_changes_no_page_of_another(content, files, change, make_user, written):
    user = make_user(MethodIndexPage.objects.get(), "add")
    change("methods/premortem", *RENAME)
    before = written()
    report = run(files, user)
    assert ["wijzigen" in str(fault) for fault in report.faults] == [True]
    assert written() == before


def test_who_may_change_one_page_changes_that_page(content, files, change, make_user):
    user = make_user(premortem(), "change")
    change("methods/premortem", *RENAME)
    change("methods/retrospective", "preparation: ", "preparation: 1")
    report = run(files, user, partial=True)
    assert report.drafted == ["premortem"]
    assert [fault.file for fault in report.faults] == ["retrospective.yaml"]


def test_who_may_change_one_page_sees_the_screen(content, make_user):
    client = signed_in(make_user(premortem(), "change"))
    assert client.get(reverse("methods_import")).status_code == 200


def test_page_elsewhere_gives_no_right_to_the_screen(site, make_user, make_news):
    client = signed_in(make_user(make_news(), "add", "change", "publish"))
    assert client.get(reverse("methods_import")).status_code in (302, 403)


# --- locks


def test_page_that_somebody_locked_is_left_alone(content, files, change, moderator, admin_user):
    page = premortem()
    page.locked, page.locked_by, page.locked_at = True, admin_user, timezone.now()
    page.save()
    change("methods/premortem", *RENAME)
    report = run(files, moderator)
    assert ["vergrendeld" in str(fault) for fault in report.faults] == [True]
    assert premortem().title == "Premortem"


def test_lock_of_ones_own_is_no_hindrance(content, files, change, moderator):
    page = premortem()
    page.locked, page.locked_by, page.locked_at = True, moderator, timezone.now()
    page.save()
    change("methods/premortem", *RENAME)
    assert run(files, moderator).updated == ["premortem"]


def test_page_that_is_planned_is_left_alone(content, files, change, moderator, editor):
    page = premortem()
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    page.save_revision(user=moderator).publish()
    change("methods/premortem", *RENAME)
    report = run(files, moderator)
    assert ["gepland" in str(fault) for fault in report.faults] == [True]


def test_alias_of_a_method_is_never_written_to(content, files, change, moderator):
    alias = premortem().create_alias(update_slug="premortem-2")
    change("methods/premortem", *RENAME)
    assert run(files, moderator).updated == ["premortem"]
    assert not MethodPage.objects.filter(pk=alias.pk, title="Premortem in een kwartier").exists()
