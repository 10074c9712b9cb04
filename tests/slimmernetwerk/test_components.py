"""The shared parts of a page: small tags, the frame of a page, rules every template keeps."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from slimmernetwerk.templatetags import site_components

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def link(label, url="/x/", **more):
    return SimpleNamespace(label=label, title=label, url=url, **more)


def rendered(source, **context):
    return Template("{% load site_components %}" + source).render(Context(context))


def pager(number, of=200):
    page = Paginator(range(of), 10).page(number)
    request = RequestFactory().get("/zoeken/", {"q": "brief", "page": str(number)})
    return render_to_string(
        "components/pager.html", {"pages": page, "label": "Pages", "request": request}
    )


def value(name, count, **more):
    standard = {"is_chosen": False, "is_disabled": count == 0, "level": 0}
    return SimpleNamespace(value=name, label=name.title(), count=count, **{**standard, **more})


def facet(values, **more):
    standard = {"name": "tijd", "label": "Time", "chosen_count": 0, "has_search": False}
    context = SimpleNamespace(**{**standard, "is_open": True, "values": values, **more})
    return render_to_string("search/components/facet.html", {"facet": context})


def results(**more):
    standard = {
        "total": 0, "rows": [], "facets": [], "chips": [], "clear_url": "", "sort_options": [],
        "text": "", "correction": None, "corrected": False, "messages": [], "notice": "",
        "pages": None, "hidden_fields": [], "form_url": "/methoden/", "facet_to_drop": None,
    }  # fmt: skip
    return SimpleNamespace(**{**standard, **more})


def test_icon_is_hidden_from_screen_readers():
    assert rendered('{% icon "check" "yes" %}') == (
        '<svg class="sn-icon yes" aria-hidden="true"><use href="#i-check"/></svg>'
    )


def test_every_icon_that_templates_use_is_in_the_sprite():
    sprite = (ROOT / "templates/components/sprite.svg").read_text()
    used = {name for path in TEMPLATES for name in re.findall(r'icon "([a-z]+)"', path.read_text())}
    missing = [name for name in sorted(used) if f'id="i-{name}"' not in sprite]
    assert missing == []


def test_page_url_keeps_the_question():
    request = RequestFactory().get("/zoeken/", {"q": "brief", "page": "4"})
    assert rendered("{% page_url 2 %}", request=request) == "?q=brief&amp;page=2"


def test_page_url_of_the_first_page_has_no_number():
    request = RequestFactory().get("/zoeken/", {"page": "4"})
    assert rendered("{% page_url 1 %}", request=request) == "/zoeken/"


def test_pager_marks_the_current_page():
    assert re.search(r'aria-current="page">.*?</span>7</span>', pager(7))


def test_pager_of_one_page_is_not_drawn():
    assert "<nav" not in pager(1, of=5)


def test_moment_is_in_local_time():
    assert rendered("{{ m|moment }}", m=datetime(2026, 12, 3, 5, tzinfo=UTC)) == (
        "3 December 2026, 06:00"
    )


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")]
)
def test_in_words_reads_as_a_sentence(items, words):
    assert site_components.in_words(items) == words


@pytest.mark.parametrize(("text", "lower"), [("In pairs", "in pairs"), ("OESO-gids", "OESO-gids")])
def test_uncapital_spares_abbreviations(text, lower):
    assert site_components.uncapital(text) == lower


@pytest.mark.parametrize(("value", "words"), [("1.50", "1.5"), ("30", "30"), ("1200", "1200")])
def test_plain_number_drops_zeros_that_say_nothing(value, words):
    assert site_components.plain_number(value) == words


def test_upcoming_forgets_what_has_passed():
    assert site_components.upcoming(timezone.now() - timedelta(minutes=1)) is None
    assert site_components.upcoming(timezone.now() + timedelta(minutes=1)) is not None


def test_tick_list_gives_bullets_their_icon():
    html = site_components.tick_list(mark_safe('<ul><li data-block-key="a">yes</li></ul>'), "yes")
    assert html.startswith('<ul class="sn-ticks"><li><svg class="sn-icon yes"')
    assert html.endswith("<span>yes</span></li></ul>")


def test_tick_list_leaves_numbered_lists_alone():
    html = mark_safe("<ol><li>one</li></ol>")
    assert site_components.tick_list(html, "no") == html


def test_telephone_link_has_digits_only():
    assert site_components.telephone("070 - 000 00 00") == "0700000000"


def test_base_page_without_any_context_still_renders():
    html = render_to_string("base.html")
    assert '<html lang="en">' in html
    assert html.count("<h1") == 0


def test_base_page_names_what_it_is():
    html = render_to_string(
        "base.html",
        {
            "canonical_url": "https://www.example/a/",
            "og": {"title": "A & B"},
            "json_ld": [mark_safe('{"@type": "Thing"}')],
            "site_languages": [link("English", "/en/", code="en", is_current=True)],
            "site_menu": [link("Methods", "/methoden/", is_current=True)],
        },
    )
    assert '<link rel="canonical" href="https://www.example/a/">' in html
    assert '<meta property="og:title" content="A &amp; B">' in html
    assert '<script type="application/ld+json">{"@type": "Thing"}</script>' in html
    assert '<a href="/methoden/" aria-current="true">Methods</a>' in html


def test_embargo_band_stands_above_the_header():
    page = SimpleNamespace(title="x", embargo_until=timezone.now() + timedelta(days=1))
    html = render_to_string("base.html", {"page": page})
    assert 0 < html.index("sn-embargo") < html.index("sn-header")


def test_breadcrumbs_end_at_this_page():
    html = render_to_string(
        "components/breadcrumbs.html", {"crumbs": [link("Start"), link("Here")]}
    )
    assert '<li aria-current="page">Here</li>' in html


def test_facet_value_carries_its_count():
    html = facet([value("dagdeel", 1234)])
    assert 'data-facet="tijd" data-value="dagdeel" data-count="1234"' in html


def test_facet_value_without_results_is_disabled_but_visible():
    assert re.search(r'value="dag"[^>]*disabled', facet([value("dag", 0)]))


def test_chosen_facet_value_without_results_can_be_removed():
    html = facet([value("dag", 0, is_chosen=True, is_disabled=False)], chosen_count=1)
    assert re.search(r'value="dag" checked>', html)


def test_long_facet_has_a_field_that_only_scripts_show():
    assert "<div data-find hidden>" in facet([value("dag", 1)], has_search=True)


def test_results_with_none_still_carry_their_total():
    html = render_to_string("search/results.html", {"results": results(text="<x>"), "title": "T"})
    assert '<ol data-total="0"' in html
    assert "Nothing found for ‘&lt;x&gt;’" in html


def test_results_draw_each_row_with_its_own_template():
    row = SimpleNamespace(
        hit=SimpleNamespace(title=mark_safe("<mark>Plan</mark>"), fragment=""),
        page=SimpleNamespace(title="Plan", url="/plan/", get_summary="About <it>."),
        template="search/components/page_row.html",
    )
    html = render_to_string(
        "search/results.html", {"results": results(total=1, rows=[row]), "title": "T"}
    )
    assert '<a href="/plan/"><mark>Plan</mark></a>' in html
    assert "<p>About &lt;it&gt;.</p>" in html


def test_server_error_page_needs_no_context():
    assert "<h1>Something went wrong</h1>" in render_to_string("500.html")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_keeps_the_content_security_policy(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source)
    scripts = re.findall(r"<script[^>]*>", source)
    assert all("src=" in script or "application/ld+json" in script for script in scripts)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_asks_nothing_of_other_sites(path):
    assert not re.search(r'(?:src|href)="(?:https?:)?//', path.read_text())


def test_stylesheet_stays_small_and_local():
    sheet = (ROOT / "static/css/site.css").read_text()
    assert len(gzip.compress(sheet.encode())) < 15_000
    assert set(re.findall(r"url\(\"?([^\")]+)", sheet)) == {
        "../fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    }
