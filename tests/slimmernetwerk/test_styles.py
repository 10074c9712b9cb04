"""The style sheet knows no left and right, so that a page mirrors for scripts that need it."""

from __future__ import annotations

import re

import pytest

from tests.servers import ROOT

STYLES = ROOT / "static/css/site.css"
SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"({SIDES}|float|clear|(min-|max-)?(width|height)|overflow-[xy]"
    rf"|(margin|padding|border|scroll-margin|scroll-padding)-({SIDES})(-.*)?"
    rf"|border-(top|bottom)-(left|right)-radius)"
)
# Of four values the second is the right side and the fourth the left.
ROUND = {"margin", "padding", "inset", "border-width", "border-color", "border-style"}
ALLOWED = {
    # The same on both sides, and no browser before 2025 knows the logical names.
    ("overflow-x", "auto"),
    ("overflow-y", "auto"),
    # Two sides of a square that is turned: a check mark, the same in every script.
    ("border-width", "0 2.5px 2.5px 0"),
}


def declarations(text: str) -> list[tuple[str, str]]:
    """Return each property with its value."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = re.findall(r"(?<![\w-])([a-z][a-z-]*)\s*:\s*([^;{}]+?)\s*(?=[;}])", text)
    return [(name, " ".join(value.split())) for name, value in found]


def parts(value: str) -> list[str]:
    """Split a value at the spaces outside its brackets."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


def is_physical(name: str, value: str) -> bool:
    """Say whether a declaration tells left from right, or top from bottom, by itself."""
    values = parts(value)
    if PHYSICAL.fullmatch(name) or (name, value) in {
        ("text-align", "left"),
        ("text-align", "right"),
    }:
        return True
    if name in ROUND:
        return len(values) == 4 and values[1] != values[3]
    if name == "border-radius":
        return len(set(values)) > 1
    if name in {"box-shadow", "translate"}:
        offset = values[1] if values[0] == "inset" else values[0]
        return offset not in {"0", "none"} and "--sn-forward" not in offset
    return False


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a { margin-left: 1px; }", True),
        ("a { border-right-color: red }", True),
        ("a { &:hover { left: 0; } }", True),
        ("a { inset: 0 auto auto 1rem; }", True),
        ("a { padding: .2rem .5rem .2rem .75rem; }", True),
        ("a { box-shadow: inset 3px 0 red; }", True),
        ("a { translate: 4px 0; }", True),
        ("a { text-align: right; }", True),
        ("a { width: 1rem; }", True),
        ("@media (min-width: 62rem) { a { color: red; } }", False),
        ("a { margin: 0 auto; --left: 1px; }", False),
        ("a { padding: 1px var(--a, 2px) 3px var(--a, 2px); }", False),
        ("a { box-shadow: inset 0 -3px red; translate: 0 -110%; }", False),
        ("a { box-shadow: inset calc(3px * var(--sn-forward)) 0 red; }", False),
        ("a { border-inline-start: 1px solid red; min-inline-size: 0; }", False),
        ("/* a { left: 0; } */", False),
    ],
)
def test_physical_declaration_is_recognised(css, expected):
    assert any(is_physical(*one) for one in declarations(css)) is expected


def test_style_sheet_has_logical_properties_only():
    found = {one for one in declarations(STYLES.read_text()) if is_physical(*one)}
    assert found == ALLOWED
