"""The panels on the first page of the admin: what they show, to whom, and what that costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from slimmernetwerk import plugins
from slimmernetwerk.dashboard import MyDraftsPanel, PlannedPanel, PluginTroublePanel
from slimmernetwerk.models import PlainPage

HOME = "/admin/"
DAY = timedelta(days=1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
PANELS = ("plugin-trouble", "my-drafts", "planned", "to-review", "first-day")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield NOW


def shown(html):
    return [name for name in PANELS if f'data-panel="{name}"' in html]


def labels(panel, user):
    return [row.label for row in panel.get_rows(user, 10)]


def edit(page, user, title, **fields):
    page.title = title
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=user)
    return page


def schedule(page, moment, **fields):
    page.go_live_at = moment
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def make_plain(make_page):
    return lambda title, **fields: make_page(PlainPage, title=title, **fields)


@pytest.fixture
def section_editor(site, make_plain, editor):
    """An editor of one section only, with that section."""
    section = make_plain("Mijn deel")
    group = Group.objects.create(name="Deel")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=change)
    editor.groups.set([group])
    return editor, section


def test_dashboard_without_anything_shows_what_one_can_begin_with(admin_client):
    assert shown(admin_client.get(HOME).content.decode()) == ["first-day"]


def test_draft_of_mine_is_shown_with_a_link(make_plain, editor, editor_client):
    page = edit(make_plain("Oud"), editor, "Nieuwe titel")
    html = editor_client.get(HOME).content.decode()
    assert shown(html) == ["my-drafts"]
    assert (
        f'<a href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}">Nieuwe titel</a>' in html
    )


def test_draft_of_somebody_else_is_not_mine(make_plain, editor, moderator):
    edit(make_plain("Van de ander"), moderator, "Van de ander")
    assert labels(MyDraftsPanel(), editor) == []


def test_page_that_i_made_and_nobody_published_is_mine(make_plain, editor):
    make_plain("Eigen", live=False, owner=editor)
    assert labels(MyDraftsPanel(), editor) == ["Eigen"]


def test_published_page_of_mine_is_no_draft(make_plain, editor):
    make_plain("Klaar", owner=editor)
    assert labels(MyDraftsPanel(), editor) == []


def test_latest_draft_comes_first(make_plain, editor):
    for days, title in ((3, "ouder"), (1, "nieuwer"), (2, "midden")):
        with time_machine.travel(NOW - days * DAY):
            edit(make_plain(title), editor, title)
    assert labels(MyDraftsPanel(), editor) == ["nieuwer", "midden", "ouder"]


def test_draft_outside_my_section_is_not_shown(section_editor, make_plain):
    user, section = section_editor
    edit(make_plain("Erbuiten"), user, "Erbuiten")
    edit(make_plain("Erbinnen", parent=section), user, "Erbinnen")
    assert labels(MyDraftsPanel(), user) == ["Erbinnen"]


def test_more_drafts_than_fit_lead_to_a_list(make_plain, editor, editor_client):
    for number in range(6):
        edit(make_plain("Oud"), editor, f"Voorstel {number}")
    html = editor_client.get(HOME).content.decode()
    rest = reverse("dashboard_panel", args=["my-drafts"])
    rows = html.split('data-panel="my-drafts"')[1].split("</tbody>")[0]
    assert (rows.count(">Voorstel "), f'href="{rest}"' in html) == (5, True)
    assert editor_client.get(rest).content.decode().count(">Voorstel ") == 6


def test_drafts_that_fit_lead_nowhere(make_plain, editor, editor_client):
    edit(make_plain("Pagina"), editor, "x")
    rest = reverse("dashboard_panel", args=["my-drafts"])
    assert rest not in editor_client.get(HOME).content.decode()


def test_list_shows_each_their_own(make_plain, editor, moderator_client):
    edit(make_plain("Oud"), editor, "Van de redacteur")
    rest = reverse("dashboard_panel", args=["my-drafts"])
    assert "Van de redacteur" not in moderator_client.get(rest).content.decode()


def test_list_of_an_unknown_panel_does_not_exist(editor_client):
    assert editor_client.get(reverse("dashboard_panel", args=["x"])).status_code == 404


def test_list_asks_visitors_to_sign_in(client, site):
    response = client.get(reverse("dashboard_panel", args=["my-drafts"]))
    assert reverse("wagtailadmin_login") in response["Location"]


def test_scheduled_page_is_planned_and_no_draft(make_plain, editor):
    page = make_plain("Straks", live=False, owner=editor)
    schedule(page, NOW + DAY)
    (row,) = PlannedPanel().get_rows(editor, 10)
    assert (row.label, "2 maart 2027" in row.note) == ("Straks", True)
    assert labels(MyDraftsPanel(), editor) == []


def test_page_under_embargo_is_planned(make_plain, editor):
    make_plain("Embargo", embargo_until=NOW + DAY)
    (row,) = PlannedPanel().get_rows(editor, 10)
    assert (row.label, "2 maart 2027 10:00" in row.note) == ("Embargo", True)


@pytest.mark.parametrize(
    "fields",
    [{"embargo_until": NOW - DAY}, {"embargo_until": NOW + DAY, "live": False}],
    ids=["past its embargo", "a draft with an embargo"],
)
def test_page_that_waits_for_nothing_is_not_planned(make_plain, editor, fields):
    make_plain("Niet", **fields)
    assert labels(PlannedPanel(), editor) == []


def test_scheduled_page_with_a_later_embargo_shows_the_embargo(make_plain, editor):
    page = make_plain("Straks", live=False)
    schedule(page, NOW + DAY, embargo_until=NOW + 3 * DAY)
    (row,) = PlannedPanel().get_rows(editor, 10)
    assert "4 maart 2027" in row.note


def test_first_to_come_is_first(make_plain, editor):
    schedule(make_plain("Later", live=False), NOW + 2 * DAY)
    make_plain("Eerst", embargo_until=NOW + DAY)
    make_plain("Laatst", embargo_until=NOW + 9 * DAY)
    assert labels(PlannedPanel(), editor) == ["Eerst", "Later", "Laatst"]


def test_planned_page_outside_my_section_is_not_shown(section_editor, make_plain):
    make_plain("Erbuiten", embargo_until=NOW + DAY)
    user, section = section_editor
    make_plain("Erbinnen", parent=section, embargo_until=NOW + DAY)
    assert labels(PlannedPanel(), user) == ["Erbinnen"]


def test_plugin_in_trouble_is_shown_to_superusers(admin_client):
    plugins.report_trouble(plugins.enabled()[0], ValueError("stuk"))
    html = admin_client.get(HOME).content.decode()
    assert (shown(html), "ValueError: stuk" in html) == (["plugin-trouble"], True)


def test_plugin_in_trouble_is_shown_to_nobody_else(moderator_client):
    plugins.report_trouble(plugins.enabled()[0], ValueError("stuk"))
    assert shown(moderator_client.get(HOME).content.decode()) == ["first-day"]


def test_trouble_of_a_plugin_that_is_off_is_over(admin_user, settings):
    plugins.report_trouble(plugins.enabled()[-1], ValueError("stuk"))
    settings.PLUGINS = settings.PLUGINS[:-1]
    assert labels(PluginTroublePanel(), admin_user) == []


@pytest.mark.parametrize("number", [1, 5])
@pytest.mark.parametrize(("panel", "queries"), [(MyDraftsPanel, 2), (PlannedPanel, 2)])
def test_panel_costs_few_queries(
    make_plain, make_method, editor, django_assert_max_num_queries, number, panel, queries
):
    for n in range(number):
        edit(make_plain(f"Concept {n}"), editor, "x")
        edit(make_method(title=f"Methode {n}"), editor, "x")
        make_plain(f"Embargo {n}", embargo_until=NOW + DAY)
        schedule(make_plain(f"Straks {n}", live=False), NOW + DAY)
    panel().get_rows(editor, 10)  # permissions are read once a request
    with django_assert_max_num_queries(queries):
        assert len(panel().get_rows(editor, 10)) == 2 * number
