"""Switching a plugin off and on again: its pages go and come back, and nobody's data is lost.

The dummy plugin lives three lives of one site, each in a process of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import servers
from tests.slimmernetwerk.plugin_switching import card

SCRIPT = Path(__file__).with_name("plugin_switching.py")


@pytest.fixture(scope="module")
def lives(migrated_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was seen while the dummy was on, off, and on again."""
    data = tmp_path_factory.mktemp("switching")
    servers.copy_database(migrated_database, data)
    plugins = {"on": servers.WITH_DUMMY, "off": servers.CORE_PLUGINS, "again": servers.WITH_DUMMY}
    return {
        life: servers.run(SCRIPT, life, variables=servers.environment(data, plugins=enabled))
        for life, enabled in plugins.items()
    }


@pytest.fixture(scope="module")
def on(lives: dict[str, Any]) -> dict[str, Any]:
    return lives["on"]["public"]


@pytest.fixture(scope="module")
def off(lives: dict[str, Any]) -> dict[str, Any]:
    return lives["off"]["public"]


@pytest.fixture(scope="module")
def again(lives: dict[str, Any]) -> dict[str, Any]:
    return lives["again"]["public"]


@pytest.fixture(scope="module")
def admin(lives: dict[str, Any]) -> dict[str, Any]:
    return lives["off"]["admin"]


def test_page_of_an_enabled_plugin_is_served(on):
    assert (on["page"], on["head"], on["published"]) == (200, 200, True)


def test_page_of_a_disabled_plugin_gives_404(off):
    assert (off["page"], off["head"], off["published"]) == (404, 404, False)


def test_page_comes_back_with_its_plugin(again):
    assert (again["page"], again["head"], again["published"]) == (200, 200, True)


@pytest.mark.parametrize("place", ["in_sitemap", "in_search"])
def test_page_leaves_and_enters_lists_with_its_plugin(place, on, off, again):
    assert [life[place] for life in (on, off, again)] == [True, False, True]


def test_suggestion_leaves_and_enters_with_its_plugin(on, off, again):
    found = [[hit["text"] for hit in life["suggestions"]] for life in (on, off, again)]
    assert found == [["Kwispelend proefdier"], [], ["Kwispelend proefdier"]]


def test_index_itself_forgets_and_learns_the_page(on, off, again):
    assert [life["indexed"].get("dummy", 0) for life in (on, off, again)] == [1, 0, 1]


def test_other_pages_stay_in_the_index(on, off):
    assert {**on["indexed"], "dummy": 0} == {**off["indexed"], "dummy": 0}


@pytest.mark.parametrize("address", ["own_url", "feed"])
def test_addresses_of_the_plugin_go_and_come(address, on, off, again):
    assert [life[address] for life in (on, off, again)] == [200, 404, 200]


def test_block_is_drawn_while_its_plugin_is_on_only(on, off, again):
    drawn = ["Kaart “één” &amp; &lt;b&gt;" in life["host_page"] for life in (on, off, again)]
    assert drawn == [True, False, True]


def test_every_change_to_an_orphan_is_refused_with_the_reason(admin):
    told = [
        (name, status, redirects, messages)
        for name, (status, redirects, messages) in admin["refused"].items()
        if not (status == 200 and redirects and "dummy" in "".join(messages))
    ]
    assert told == []


def test_refused_changes_leave_the_orphan_as_it_was(admin):
    assert (admin["live"], admin["copies"]) == (True, 2)


def test_other_admin_pages_of_an_orphan_do_not_break(admin):
    assert {name: code for name, code in admin["looked_at"].items() if code >= 500} == {}


def test_explorer_names_the_plugin_of_an_orphan(admin):
    label = admin["explorer"].split("sn-plugin-off", 1)[1].split("</span>", 1)[0]
    assert "dummy" in label


def test_explorer_loads_the_style_that_greys_an_orphan(admin):
    assert "css/admin.css" in admin["explorer"]


def test_form_of_a_page_with_a_missing_block_saves(lives):
    edit = lives["off"]["edit"]
    assert (edit["status "], edit["status action-publish"], edit["title"]) == (
        302,
        302,
        "Ouder, weer",
    )


@pytest.mark.parametrize(
    "place", ["before", "drafted ", "stored ", "drafted action-publish", "stored action-publish"]
)
def test_data_of_a_missing_block_survives_an_edit(place, lives):
    assert lives["off"]["edit"][place] == [card()]


def test_usage_of_a_disabled_plugin_lists_what_it_has(lives):
    assert lives["off"]["commands"]["usage dummy"].splitlines() == [
        "pages dummy.dummypage: 1: Kwispelend proefdier",
        "blocks dummy_card: 1: Ouder",
        "vocabulary dummysmaak: 1: zoet, zuur",
        "table dummy_dummynote: 1",
        "table dummy_dummypage: 1",
        "table dummy_dummypage_terms: 1",
    ]


def test_usage_is_the_same_on_and_off(lives):
    assert lives["on"]["commands"]["usage dummy"] == lives["off"]["commands"]["usage dummy"]


def test_usage_of_an_unknown_plugin_says_that_there_is_nothing(lives):
    assert "nobody" in lives["off"]["commands"]["usage nobody"]


def test_list_of_plugins_shows_what_is_on(lives):
    shown = [lives[life]["commands"][""] for life in ("on", "off")]
    assert ["dummy 1.2.3: on" in text for text in shown] == [True, False]
