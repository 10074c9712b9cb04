"""The panel of pages to check again, on the first page of the admin."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from wagtail.models import GroupPagePermission

from slimmernetwerk.dashboard import ReviewPanel
from slimmernetwerk.models import PlainPage


@pytest.fixture(autouse=True)
def today():
    # In Amsterdam it is the second already.
    with time_machine.travel(datetime(2027, 3, 1, 23, 30, tzinfo=UTC), tick=False):
        yield


def titles(user):
    return [row.label for row in ReviewPanel().get_rows(user, 10)]


def test_method_past_its_review_date_is_on_the_dashboard(make_method, editor_client):
    make_method(title="Verouderd", review_date=date(2026, 1, 5))
    html = editor_client.get("/admin/").content.decode()
    assert "Verouderd" in html.split('data-panel="to-review"')[1]
    assert "5 januari 2026" in html


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({"review_date": date(2027, 3, 2)}, True),
        ({"review_date": date(2027, 3, 3)}, False),
        ({"review_date": None}, False),
        ({"review_date": date(2027, 1, 1), "live": False}, False),
        ({"review_date": date(2027, 1, 1), "is_gone": True}, False),
    ],
    ids=["today", "tomorrow", "no date", "draft", "withdrawn"],
)
def test_method_is_due_from_the_day_itself(make_method, editor, fields, is_due):
    make_method(title="Methode", **fields)
    assert bool(titles(editor)) is is_due


def test_what_waits_longest_is_first(make_method, editor):
    make_method(title="Later", review_date=date(2027, 2, 1))
    make_method(title="Eerst", review_date=date(2025, 2, 1))
    assert titles(editor) == ["Eerst", "Later"]


def test_every_page_type_has_a_review_date(make_method, make_news, make_page, editor):
    make_news(title="Nieuws", review_date=date(2025, 2, 2))
    make_page(PlainPage, title="Over ons", review_date=date(2025, 2, 3))
    make_method(title="Methode", review_date=date(2025, 2, 1))
    assert titles(editor) == ["Methode", "Nieuws", "Over ons"]


def test_who_may_not_edit_pages_sees_none(make_method, editor):
    make_method(title="Verouderd", review_date=date(2025, 2, 1))
    GroupPagePermission.objects.all().delete()
    assert titles(editor) == []


@pytest.mark.parametrize("number", [1, 6])
def test_panel_costs_few_queries(make_method, editor, django_assert_max_num_queries, number):
    for _number in range(number):
        make_method(review_date=date(2025, 2, 1))
    ReviewPanel().get_rows(editor, 10)
    with django_assert_max_num_queries(2):
        assert len(ReviewPanel().get_rows(editor, 10)) == number
