"""Deleting in lists: the same answers as Wagtail's, without asking for each row."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, PagePermissionTester

from slimmernetwerk.models import PlainPage, User

ABILITIES = [
    (),
    ("add",),
    ("change",),
    ("add", "change"),
    ("change", "publish"),
    ("add", "publish"),
]


def user_who_may(*actions):
    user = User.objects.create_user("iemand")
    group = Group.objects.create(name="Groep")
    for action in actions:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{action}_page"
        )
        root = Page.get_first_root_node()
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    user.groups.add(group)
    return user


@pytest.mark.parametrize("actions", ABILITIES, ids=str)
def test_page_may_be_deleted_when_wagtail_says_so(make_page, actions):
    user = user_who_may(*actions)
    for live, child, owner in product((True, False), (None, True, False), (user, None)):
        page = make_page(PlainPage, live=live, owner=owner)
        if child is not None:
            make_page(PlainPage, parent=page, live=child, owner=owner)
        page = PlainPage.objects.get(pk=page.pk)
        for ignore_bulk in (True, False):
            expected = PagePermissionTester(user, page).can_delete(ignore_bulk)
            found = page.permissions_for_user(user).can_delete(ignore_bulk)
            assert found is bool(expected), (live, child, owner)


def test_user_who_left_deletes_nothing(make_page, editor):
    page = make_page(PlainPage, live=False)
    editor.is_active = False
    assert page.permissions_for_user(editor).can_delete() is False


def test_page_of_the_plain_type_has_the_same_rules(make_page, editor):
    page = Page.objects.get(pk=make_page(PlainPage, live=False).pk)
    assert page.permissions_for_user(editor).can_delete() is True


@pytest.mark.parametrize("live", [True, False])
def test_page_of_a_list_costs_no_query(make_page, editor, django_assert_num_queries, live):
    pages = list(PlainPage.objects.filter(pk=make_page(PlainPage, live=live).pk))
    pages[0].permissions_for_user(editor)  # permissions are read once a request
    with django_assert_num_queries(0):
        pages[0].permissions_for_user(editor).can_delete()
