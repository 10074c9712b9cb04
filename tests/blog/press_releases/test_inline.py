"""Emphasis and addresses in plain text."""

import pytest

from blog.press_releases.inline import find_addresses, link_addresses, parse_emphasis, safe_target
from blog.press_releases.rich_text import paragraph_html
from blog.press_releases.source import SourceParagraph


def as_html(text):
    runs = link_addresses(parse_emphasis(text))
    return paragraph_html([SourceParagraph(runs, 1, 1)])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("een *twee* drie", "een <i>twee</i> drie"),
        ("een _twee_ drie", "een <i>twee</i> drie"),
        ("een **twee** drie", "een <b>twee</b> drie"),
        ("een __twee__ drie", "een <b>twee</b> drie"),
        ("***drie***", "<b><i>drie</i></b>"),
        ("*'Samen'*.", "<i>'Samen'</i>."),
        ("**vet en *schuin* samen**", "<b>vet en </b><b><i>schuin</i></b><b> samen</b>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("een_naam_met_streepjes", "een_naam_met_streepjes"),
        ("*zonder einde", "*zonder einde"),
        ("einde zonder begin*", "einde zonder begin*"),
        ("*een **twee* drie**", "<i>een **twee</i> drie**"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<b>nee</b>", "&lt;b&gt;nee&lt;/b&gt;"),
    ],
)
def test_emphasis_becomes_html(text, html):
    assert as_html(text) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("Zie www.stad.example.", "https://www.stad.example", "www.stad.example"),
        (
            "(https://stad.example/a_(b))",
            "https://stad.example/a_(b)",
            "https://stad.example/a_(b)",
        ),
        ("http://stad.example/_x_/", "http://stad.example/_x_/", "http://stad.example/_x_/"),
        ("Mail pers@stad.example!", "mailto:pers@stad.example", "pers@stad.example"),
        ("a_b_c@stad.example", "mailto:a_b_c@stad.example", "a_b_c@stad.example"),
        ("*www.stad.example*", "https://www.stad.example", "www.stad.example"),
    ],
)
def test_address_becomes_a_link(text, target, label):
    assert f'<a href="{target}">{label}</a>' in as_html(text).replace("<i>", "").replace("</i>", "")


@pytest.mark.parametrize(
    "text",
    ["www.", "x@y", "@stad.example", "javascript:alert(1)", "ftp://stad.example", "a@b@c.nl"],
)
def test_text_that_is_no_address_stays_text(text):
    assert list(find_addresses(text)) == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://stad.example", "https://stad.example"),
        ("www.stad.example", "https://www.stad.example"),
        ("tel:0700000000", "tel:0700000000"),
        ("JavaScript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/pad", ""),
        ("", ""),
    ],
)
def test_only_safe_targets_are_kept(link, target):
    assert safe_target(link) == target


@pytest.mark.parametrize("text", ["*" * 100_000, "*a " * 33_000, "_*" * 50_000, "a@" * 50_000])
def test_long_hostile_text_keeps_all_characters(text):
    assert "".join(run.text for run in link_addresses(parse_emphasis(text))) == text
