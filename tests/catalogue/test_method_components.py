"""Words and measures of a method: durations, groups, bars, ladder, steps, and their drawings."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from catalogue.durations import (
    DURATION_EDGES,
    duration_bar,
    duration_label,
    group_bar,
    group_label,
    position,
    total_label,
)
from catalogue.method_sections import sections_of, steps_heading
from catalogue.models.facts import MethodFacts
from catalogue.strip import evidence_marks, level_marks
from catalogue.templatetags.method_components import (
    evidence_date,
    ladder_rungs,
    per_label,
    phase_line,
)
from catalogue.timeline import segments, ticks


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@dataclass
class Step:
    number: int
    minutes: int | None
    grouping: str = "plenair"
    title: str = "Open"
    grouping_label: str = "All together"
    instruction: str = "Do it."
    facilitator_note: str = ""

    @property
    def anchor(self):
        return f"stap-{self.number}"


@dataclass
class Method:
    duration_min: int | None = 60
    duration_max: int | None = 90
    group_min: int | None = 4
    group_max: int | None = 24
    preparation_label: str = "less than an hour"
    preparation_level: int = 1
    facilitation_label: str = "beginner"
    facilitation_level: int = 1
    evidence_label: str = "well founded"
    evidence_level: int = 3
    step_list: list[Step] = field(default_factory=list)


def record(level):
    return SimpleNamespace(level=SimpleNamespace(order=level))


def rendered(source, **context):
    return Template("{% load method_components %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("shortest", "longest", "label"),
    [
        (60, 90, "60–90 min"),
        (60, 120, "60 min – 2 hours"),
        (120, 180, "2–3 hours"),
        (180, 480, "3–8 hours"),
        (150, 150, "2.5 hours"),
        (135, 135, "135 min"),
        (480, 480, "8 hours"),
        (1440, 1440, "3 days"),
        (480, 960, "1–2 days"),
        (240, 960, "4 hours – 2 days"),
        (1680, 2100, "28–35 hours"),
        (2400, 4800, "1–2 weeks"),
        (45, None, "45 min or longer"),
        (None, 45, "up to 45 min"),
        (90, 60, "60 min"),
        (None, None, ""),
    ],
)
def test_duration_label_is_in_the_unit_people_use(shortest, longest, label):
    assert duration_label(shortest, longest) == label


@pytest.mark.parametrize(
    ("smallest", "largest", "label"),
    [
        (4, 24, "4–24 people"),
        (6, None, "6 or more people"),
        (None, 12, "up to 12 people"),
        (1, 1, "1 person"),
        (5, 5, "5 people"),
        (None, None, ""),
    ],
)
def test_group_label_says_for_how_many(smallest, largest, label):
    assert group_label(smallest, largest) == label


@pytest.mark.parametrize(
    ("shortest", "longest", "x", "width"),
    [
        (60, 90, "20", "5"),
        (30, 45, "10", "5"),
        (12, 25, "4", "4.33"),
        (180, 480, "35", "15"),
        (60, 60, "20", "1.5"),
        (60, None, "20", "50"),
    ],
)
def test_duration_bar_runs_in_proportion_within_its_cells(shortest, longest, x, width):
    bar = duration_bar(shortest, longest)
    assert (bar.x, bar.width) == (x, width)


@pytest.mark.parametrize(
    ("smallest", "largest", "x", "width"),
    [
        (4, 24, "15", "21.67"),
        (6, None, "20", "40"),
        (3, 12, "12.5", "17.5"),
        (16, 100, "31.67", "18.33"),
        (1, 1, "0", "10"),
        (500, 5000, "54.43", "5.57"),
    ],
)
def test_group_bar_includes_the_largest_group(smallest, largest, x, width):
    bar = group_bar(smallest, largest)
    assert (bar.x, bar.width) == (x, width)


def test_bars_of_nothing_known_are_not_drawn():
    assert duration_bar(None, None) is None
    assert group_bar(None, None) is None


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_duration_bar_never_leaves_its_scale(one, other):
    bar = duration_bar(min(one, other), max(one, other))
    assert float(bar.x) >= 0
    assert float(bar.width) > 0
    assert float(bar.x) + float(bar.width) <= 70.011


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_position_grows_with_the_value(one, other):
    low, high = sorted((one, other))
    assert position(low, DURATION_EDGES) <= position(high, DURATION_EDGES)


def test_bar_keeps_decimal_points_in_dutch():
    with override("nl"):
        assert 'width="4.33"' in rendered("{% method_strip m %}", m=Method(12, 25))


def test_segments_divide_the_whole_bar():
    parts = segments([Step(1, 15), Step(2, 45)])
    assert [(part.x, part.width) for part in parts] == [("0", "25"), ("25", "75")]


def test_segments_are_left_out_when_a_step_has_no_minutes():
    assert segments([Step(1, 15), Step(2, None)]) == []


def test_narrow_segment_leaves_out_what_does_not_fit():
    first, second, third, _rest = segments([Step(1, 2), Step(2, 5), Step(3, 10), Step(4, 83)])
    assert not first.shows_number
    assert (second.shows_number, second.shows_duration, second.shows_glyph) == (True, False, False)
    assert (third.shows_duration, third.shows_glyph) == (True, False)


def test_ticks_name_the_unit_at_the_ends_only():
    labels = [tick.label for tick in ticks(75)]
    assert labels == ["0 min", "15", "30", "45", "60", "75 min"]


def test_ticks_of_a_long_bar_count_hours():
    labels = [tick.label for tick in ticks(480)]
    assert labels == ["0 hours", "2", "4", "6", "8 hours"]


@given(st.integers(1, 50_000))
def test_ticks_stay_few_and_in_order(total):
    places = [float(tick.x) for tick in ticks(total)]
    assert places == sorted(places)
    assert len(places) <= 24


@pytest.mark.parametrize(("level", "filled"), [(None, 0), (0, 0), (2, 2), (3, 3)])
def test_level_marks_fill_up_to_the_level(level, filled):
    assert [mark.css_class for mark in level_marks(level)].count("on") == filled


@pytest.mark.parametrize(("level", "filled"), [(0, 0), (3, 3), (5, 5), (6, 5)])
def test_evidence_marks_share_the_top_bar(level, filled):
    assert [mark.css_class for mark in evidence_marks(level)].count("ev") == filled


def test_ladder_puts_sources_on_their_rung():
    rungs = ladder_rungs(3, [record(3), record(1), record(0)])
    assert [(rung.number, len(rung.records)) for rung in rungs] == [
        (5, 0),
        (4, 0),
        (3, 1),
        (2, 0),
        (1, 1),
        (0, 1),
    ]


@pytest.mark.parametrize(("level", "label"), [(5, "Good indications"), (6, "Strong indications")])
def test_top_rung_says_which_level_it_is(level, label):
    top = ladder_rungs(level, [record(level)])[0]
    assert (top.label, top.is_current, len(top.records)) == (label, True, 1)


def test_ladder_of_an_unassessed_method_is_empty():
    assert {rung.css_class for rung in ladder_rungs(0, []) if rung.number} == {"off"}


def test_phase_line_fills_the_places_of_its_phases():
    drawn = ElementTree.fromstring(phase_line([SimpleNamespace(slug="bedenken", label="Bedenken")]))
    classes = [circle.get("class", "") for circle in drawn.iter("circle")]
    assert classes == ["", "", "b", *[""] * 6]


def test_phase_line_speaks_the_language_of_the_visitor():
    phases = [SimpleNamespace(slug="bedenken", label="bedenken")]
    drawn = {}
    for language in ("nl", "en"):
        with translation.override(language):
            drawn[language] = phase_line(phases)
    assert ("Fase" in drawn["nl"], "Phase" in drawn["en"]) == (True, True)


@pytest.mark.parametrize(
    ("text", "words"), [("2024", "2024"), ("2026-05-04", "May 2026"), ("", "")]
)
def test_evidence_date_is_a_year_or_a_month(text, words):
    assert evidence_date(text) == words


def test_per_label_of_something_unknown_is_empty():
    assert per_label("kudde") == ""


def test_strip_shows_five_measures_in_their_order():
    strip = ElementTree.fromstring(rendered("{% method_strip m %}", m=Method()).strip())
    values = [row.find("dd/span").text for row in strip.iter("div") if row.find("dt") is not None]
    assert values == [
        "60–90 min",
        "4–24 people",
        "Less than an hour",
        "Beginner",
        "Well founded",
    ]


def test_strip_says_unknown_where_nothing_is_known():
    html = rendered("{% method_strip m %}", m=Method(None, None, None, None))
    assert html.count("Unknown") == 2
    assert 'height="10"' not in html


def test_strip_escapes_what_editors_call_a_level():
    html = rendered("{% method_strip m %}", m=Method(preparation_label="<b>x</b>"))
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<b>" not in html


def test_strip_speaks_the_language_of_the_visitor():
    drawn = []
    for language in ("en", "nl", "en"):
        with override(language):
            drawn.append(rendered("{% method_strip m %}", m=Method(37, 38, 39, 40)))
    assert drawn[0] == drawn[2]
    assert ("37–38 min" in drawn[1], "Duur" in drawn[1], "Duration" in drawn[1]) == (
        True,
        True,
        False,
    )


def test_strip_on_the_method_page_is_large():
    assert "sn-strip--xl" in rendered('{% method_strip m size="xl" %}', m=Method())


def test_step_timeline_links_each_part_to_its_step():
    html = rendered("{% step_timeline steps %}", steps=[Step(1, 10), Step(2, 20)])
    assert 'href="#stap-2" aria-label="Step 2: Open, 20 min, all together"' in html
    assert 'id="stap-2"' in html


def test_step_timeline_escapes_what_editors_write():
    html = rendered("{% step_timeline steps %}", steps=[Step(1, 10, title="<b>x</b>")])
    assert "<b>x</b>" not in html


def test_steps_heading_names_the_time_only_when_it_is_complete():
    assert steps_heading([Step(1, 45), Step(2, 30)]) == "2 steps in 75 min"
    assert steps_heading([Step(1, 45), Step(2, None)]) == "2 steps"


def test_sections_without_content_are_left_out():
    assert [section.anchor for section in sections_of(Method())] == ["bewijs", "over"]


def test_sections_keep_their_order():
    method = Method(step_list=[Step(1, 5)])
    method.why, method.strengths = "<p>Because.</p>", ["fast"]
    anchors = [section.anchor for section in sections_of(method)]
    assert anchors == ["stappen", "letop", "waarom", "bewijs", "over"]


def test_section_of_an_empty_manager_is_left_out():
    method = Method()
    method.attachments = SimpleNamespace(all=list)
    assert "materiaal" not in [section.anchor for section in sections_of(method)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (75, "75 min"),
        (119, "119 min"),
        (135, "about 2 hours"),
        (150, "2.5 hours"),
        (470, "about 8 hours"),
        (3290, "about 7 days"),
        (4830, "about 2 weeks"),
    ],
)
def test_total_of_the_steps_is_round(minutes, words):
    assert total_label(minutes) == words


def test_end_of_a_long_bar_is_in_the_unit_of_its_ticks():
    assert ticks(3290)[-1].label == "55 hours"


@pytest.mark.parametrize(
    ("html", "gist"),
    [
        ("", ""),
        ("<p>Vlak voor het besluit. Niet later.</p>", "Vlak voor het besluit."),
        ("<p>Bij bijv. een brief van 2.000 woorden</p>", "Bij bijv. een brief van 2.000 woorden"),
        ("<ul><li>er een plan ligt</li><li>er tijd is</li></ul>", "er een plan ligt"),
        ("<p></p><p>&lt;b&gt;vet</p>", "<b>vet"),
        ("<p>" + "woord " * 90 + "</p>", ("woord " * 28).strip() + "…"),
    ],
)
def test_gist_is_the_first_sentence_of_when(html, gist):
    class When(MethodFacts):
        when_to_use = html

    assert When().when_gist == gist
