"""The groups and the workflow of the editors' desk, as the migration leaves them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Task, Workflow, WorkflowPage

from slimmernetwerk import roles
from slimmernetwerk.models import User

migration = import_module("slimmernetwerk.migrations.0003_editorial_roles")
WORKFLOW = "Controle door eindredactie"
WAGTAILS = {"Editors", "Moderators"}
OURS = {roles.EDITORS, roles.CHIEF_EDITORS, roles.VOCABULARY_MANAGERS}


@pytest.fixture
def old_site(site):
    """A site as it was before there were roles."""
    migration.remove_roles(apps, None)
    return site


def names():
    return set(Group.objects.values_list("name", flat=True))


def forward():
    migration.add_roles(apps, None)


def page_permissions(name):
    permissions = GroupPagePermission.objects.filter(group__name=name, page__depth=1)
    return set(permissions.values_list("permission__codename", flat=True))


def test_new_database_has_the_three_roles(db):
    assert names() == OURS


def test_editors_of_a_new_database_write_and_do_not_publish(db):
    assert page_permissions(roles.EDITORS) == {"add_page", "change_page"}


def test_chief_editors_of_a_new_database_publish(db):
    assert "publish_page" in page_permissions(roles.CHIEF_EDITORS)


def test_vocabulary_managers_of_a_new_database_have_no_pages(db):
    assert page_permissions(roles.VOCABULARY_MANAGERS) == set()


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_role_may_enter_the_admin(db, name):
    assert Group.objects.get(name=name).permissions.filter(codename="access_admin").exists()


@pytest.mark.parametrize(
    ("name", "codename"),
    [
        (roles.EDITORS, "add_image"),
        (roles.CHIEF_EDITORS, "add_document"),
        (roles.CHIEF_EDITORS, "choose_image"),
    ],
)
def test_what_wagtail_gives_its_groups_came_before_the_new_name(db, name, codename):
    permissions = Group.objects.get(name=name).collection_permissions
    assert permissions.filter(permission__codename=codename).exists()


def test_workflow_at_the_root_waits_for_the_chief_editors(db):
    workflow = Page.get_first_root_node().get_workflow()
    (task,) = workflow.tasks
    assert (workflow.name, task.specific.groups.get().name) == (WORKFLOW, roles.CHIEF_EDITORS)


def test_setup_lets_vocabulary_managers_work(site):
    permissions = Group.objects.get(name=roles.VOCABULARY_MANAGERS).permissions
    found = set(permissions.values_list("codename", flat=True))
    assert {"add_term", "change_vocabulary", "change_organisation"} <= found


def test_members_and_permissions_come_along(old_site):
    user = User.objects.create_user("oud")
    user.groups.add(Group.objects.get(name="Moderators"))
    forward()
    assert user.groups.get().name == roles.CHIEF_EDITORS
    assert "publish_page" in page_permissions(roles.CHIEF_EDITORS)


def test_backward_gives_the_first_names_again(old_site):
    assert names() == WAGTAILS
    assert set(Workflow.objects.values_list("name", flat=True)) == {"Moderators approval"}
    assert set(Task.objects.values_list("name", flat=True)) == {"Moderators approval"}


def test_backward_keeps_a_role_with_members(site):
    User.objects.create_user("beheer").groups.add(Group.objects.get(name=roles.VOCABULARY_MANAGERS))
    migration.remove_roles(apps, None)
    assert roles.VOCABULARY_MANAGERS in names()


def test_forward_twice_changes_nothing(site):
    before = names(), Workflow.objects.count()
    forward()
    assert (names(), Workflow.objects.count()) == before


def test_group_that_an_administrator_removed_stays_away(old_site):
    Group.objects.filter(name="Editors").delete()
    forward()
    assert names() == {roles.CHIEF_EDITORS, roles.VOCABULARY_MANAGERS}


def test_group_that_an_administrator_renamed_keeps_its_name(old_site):
    Group.objects.filter(name="Editors").update(name="Communicatie")
    forward()
    assert names() == {"Communicatie", roles.CHIEF_EDITORS, roles.VOCABULARY_MANAGERS}


def test_group_of_the_new_name_is_not_touched(old_site):
    Group.objects.create(name=roles.EDITORS)
    forward()
    assert names() == OURS | {"Editors"}
    assert page_permissions(roles.EDITORS) == set()


def test_workflow_that_an_administrator_took_from_the_root_stays_away(old_site):
    WorkflowPage.objects.all().delete()
    forward()
    assert Page.get_first_root_node().get_workflow() is None


def test_setup_passes_over_a_group_that_is_gone(site):
    Group.objects.filter(name=roles.VOCABULARY_MANAGERS).delete()
    call_command("setup", verbosity=0)
    assert roles.VOCABULARY_MANAGERS not in names()
