"""Kind lines, end marks and labels."""

import pytest

from blog.press_releases.phrases import (
    contact_label,
    is_about_heading,
    is_end_mark,
    is_rule,
    kind_of,
    kind_prefix,
    notes_label,
)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("PERSBERICHT", "PERSBERICHT"),
        ("Persbericht", "Persbericht"),
        ("*** PERSBERICHT ***", "PERSBERICHT"),
        ("Persbericht:", "Persbericht"),
        ("Persbericht nr. 2012-07", "Persbericht nr. 2012-07"),
        ("P E R S B E R I C H T", "P E R S B E R I C H T"),
        ("Persuitnodiging", "Persuitnodiging"),
        ("PRESS RELEASE", "PRESS RELEASE"),
        ("Persbericht over subsidies", ""),
        ("Bericht", ""),
        ("", ""),
    ],
)
def test_kind_line_is_found_as_written(line, kind):
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Persbericht: Loket open", "Loket open"),
        ("PERSBERICHT | Utrecht, 3 mei 2012", "Utrecht, 3 mei 2012"),
        ("Persbericht 3 mei 2012", "3 mei 2012"),
        ("Persbericht – Loket open", "Loket open"),
    ],
)
def test_kind_in_front_of_something_else_is_split(line, rest):
    assert line[kind_prefix(line).end :] == rest


@pytest.mark.parametrize(
    "line", ["PERSBERICHT", "Persbericht over subsidies", "Persberichten: tien"]
)
def test_kind_that_is_no_prefix_is_not_split(line):
    assert kind_prefix(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- einde persbericht -", True),
        ("EINDE PERSBERICHT", True),
        ("*** Einde van het persbericht ***", True),
        ("Einde bericht.", True),
        ("-- EINDE --", True),
        ("###", True),
        ("# # #", True),
        ("-30-", True),
        ("- 0 -", True),
        ("30", False),
        ("Einde van het programma", False),
        ("Het einde persbericht", False),
        ("---", False),
        ("", False),
    ],
)
def test_end_mark_is_told_from_text(line, expected):
    assert is_end_mark(line) is expected


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Noot voor de redactie", ""),
        ("NOOT VOOR DE REDACTIE:", ""),
        ("Noot voor redacties (niet voor publicatie)", ""),
        ("Niet voor publicatie", ""),
        ("Noot voor de redactie: Er zijn foto's.", "Er zijn foto's."),
        ("Notes to editors", ""),
    ],
)
def test_notes_label_gives_what_follows_it(line, rest):
    assert line[notes_label(line).end :] == rest


@pytest.mark.parametrize(
    "line",
    ["Noot voor de redactie van het blad", "Een noot voor de redactie", "Niet voor iedereen"],
)
def test_text_that_is_no_notes_label_is_none(line):
    assert notes_label(line) is None


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Contact", "Contact"),
        ("Perscontact:", "Perscontact:"),
        ("Contact: Redactie", "Contact:"),
        ("Voor meer informatie:", "Voor meer informatie:"),
        ("Voor vragen over het loket kunt u terecht bij:", None),
        ("Meer informatie", "Meer informatie"),
    ],
)
def test_contact_label_is_found_as_written(line, text):
    assert contact_label(line).text == (text or line)


@pytest.mark.parametrize(
    "line", ["Contact met bewoners", "Meer informatie over het loket", "Loket:"]
)
def test_text_that_is_no_contact_label_is_none(line):
    assert contact_label(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Over Slimmernetwerk", True),
        ("Over de organisatie", True),
        ("Over ons", True),
        ("Over een jaar", False),
        ("Overheid", False),
    ],
)
def test_about_heading_is_told_from_other_headings(line, expected):
    assert is_about_heading(line) is expected


@pytest.mark.parametrize(("line", "expected"), [("-----", True), ("* * *", True), ("😀", False)])
def test_rule_is_told_from_other_signs(line, expected):
    assert is_rule(line) is expected
