"""Rich text between HTML and the Markdown subset: what is kept, what is refused, round trips."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from slimmernetwerk.richtext import (
    canonical_markdown,
    check_markdown,
    clean_html,
    html,
    html_to_markdown,
    html_to_text,
    is_one_paragraph,
    markdown_to_html,
    markdown_to_text,
)
from slimmernetwerk.richtext.document import is_plain


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


MARKDOWN_PIECES = [
    *("woord", "b c", " ", "\n", "\n\n", "  ", "\t", "\xa0", "\u2028", "\x00", "\r\n"),
    *("*", "**", "***", "****", "_", "`", "~", "\\", "!", "<", "<b>", "&amp;", "#", "# ", ">"),
    *("- ", "  - ", "+ ", "1. ", "2. ", "1)", "---", "[", "]", "(", ")", "]("),
    *("https://x.example", "javascript:x", "[w](https://x.example/a_(b))", "[**w** v](tel:070)"),
]
HTML_PIECES = [
    *(
        "woord",
        "b c",
        " ",
        "\n",
        "!",
        "*",
        "![",
        "[",
        "](https://y.example)",
        "1. ",
        "- ",
        "# ",
        "\\",
    ),
    *("<b>", "</b>", "<i>", "</i>", "<strong>", "</strong>", "<a href='https://x.example/?a&b'>"),
    *("<a href='javascript:x'>", "<a linktype='page' id='2'>", "</a>", "<br/>", "<h2>", "</h2>"),
    *("<p data-block-key='x'>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>"),
    *("<![x", "<!--", "&lt;b&gt;", "&amp;lt;", "<script>", "</script>", "<table><td>"),
]
markdown_texts = st.lists(st.sampled_from(MARKDOWN_PIECES), max_size=25).map("".join) | st.text()
html_texts = st.lists(st.sampled_from(HTML_PIECES), max_size=25).map("".join) | st.text()

EXAMPLES = [
    ("Eerste.\n\nTweede.", "<p>Eerste.</p><p>Tweede.</p>"),
    ("Een **vet** en *schuin* woord", "<p>Een <b>vet</b> en <i>schuin</i> woord</p>"),
    ("***allebei***", "<p><b><i>allebei</i></b></p>"),
    ("**vet *en schuin***", "<p><b>vet <i>en schuin</i></b></p>"),
    ("**Stop!**Nu", "<p><b>Stop!</b>Nu</p>"),
    ("**vet*beide**schuin*", "<p><b>vet<i>beide</i></b><i>schuin</i></p>"),
    ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
    ("1. een\n2. twee", "<ol><li>een</li><li>twee</li></ol>"),
    ("Vooraf:\n\n- een\n\nNa.", "<p>Vooraf:</p><ul><li>een</li></ul><p>Na.</p>"),
    ("[hier](https://x.example/)", '<p><a href="https://x.example/">hier</a></p>'),
    ("[a](https://x.example/b_(c)?d=1&e)", None),
    ("[mail](mailto:info@x.example) of [bel](tel:+31700000000)", None),
    ("**zie [hier](https://x.example) nu**", None),
    ("[**hier** en daar](https://x.example)", None),
    ("5 \\* 3 en \\*niet schuin\\*", "<p>5 * 3 en *niet schuin*</p>"),
    ("[geen link] en \\[x\\](y)", None),
    ("[naam] \\\\ pad", "<p>[naam] \\ pad</p>"),
    ("\\- geen lijst", "<p>- geen lijst</p>"),
    ("2007\\. Een goed jaar", "<p>2007. Een goed jaar</p>"),
    ("\\# geen kop", "<p># geen kop</p>"),
    ("a < b & c \\<b>", "<p>a &lt; b &amp; c &lt;b&gt;</p>"),
    ("snake_case _en_ `code`", "<p>snake_case _en_ `code`</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "html"), EXAMPLES)
def test_markdown_to_html_writes_the_html_of_the_database(text, html):
    assert html is None or markdown_to_html(text) == html


@pytest.mark.parametrize("text", [text for text, _html in EXAMPLES if "y)" not in text])
def test_canonical_markdown_comes_back_unchanged(text):
    assert html_to_markdown(markdown_to_html(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("over\ntwee regels  \n", "over twee regels"),
        ("Vooraf:\n- een\n- twee\n  vervolg", "Vooraf:\n\n- een\n- twee vervolg"),
        ("- een\n\n- twee", "- een\n- twee"),
        ("1. een\n1. twee\n7. drie", "1. een\n2. twee\n3. drie"),
        ("In\n1985. Toen", "In 1985. Toen"),
        ("2 * 3", "2 \\* 3"),
        ("**open", "\\*\\*open"),
        ("** niet vet **", "\\*\\* niet vet \\*\\*"),
        ("**a ** b**", "**a \\*\\* b**"),
        ("****vier****", "\\*\\*\\*\\*vier\\*\\*\\*\\*"),
        ("een\r\n\r\ntwee\x00", "een\n\ntwee"),
    ],
)
def test_canonical_markdown_has_one_spelling(text, canonical):
    assert canonical_markdown(text) == canonical


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p data-block-key="a1">Een<br/>twee</p>', "Een\n\ntwee"),
        ('<p>Zie <a linktype="page" id="3">de pagina</a>.</p>', "Zie de pagina."),
        ('<p><a href="/pad/">pad</a> <a href="javascript:x">x</a></p>', "pad x"),
        ("<p><b>vet </b>en<i> schuin</i></p>", "**vet** en *schuin*"),
        ("<p><b>een</b> <b>twee</b></p>", "**een twee**"),
        ("<p><b>a</b><i>b</i></p>", "**a***b*"),
        ('<p><a href="https://x.example"> hier </a>en</p>', "[hier](https://x.example) en"),
        ("<p>Kijk!<a href='https://x.example'>x</a></p>", "Kijk\\![x](https://x.example)"),
        ("<p><a href='https://x.example/a b'>x</a></p>", "[x](https://x.example/a%20b)"),
        ("<p><a href='https://x.example/(('>x</a></p>", "[x](https://x.example/%28%28)"),
        ("<h2>Kop</h2><p>Tekst</p><script>x</script>", "Kop\n\nTekst"),
        ("<ul><li>een<ul><li>diep</li></ul></li></ul>", "- een\n- diep"),
        ("<ul><li><p>een</p><p>twee</p></li></ul>", "- een twee"),
        ("<ul><li>een</li></ul><ul><li>twee</li></ul>", "- een\n- twee"),
        ("<ul><li>- een</li></ul>", "- \\- een"),
        ("<p>[a](https://x.example)</p>", "[a\\](https://x.example)"),
        ("<p>![plaat]</p>", "\\![plaat]"),
        (
            "<p><b>a </b><a href='https://x.example'><b>b</b> c</a></p>",
            "**a** [**b** c](https://x.example)",
        ),
        ("los", "los"),
    ],
)
def test_html_to_markdown_keeps_what_the_subset_can_say(html, markdown):
    assert html_to_markdown(html) == markdown


@given(markdown_texts)
def test_canonical_markdown_is_stable_for_any_text(text):
    canonical = canonical_markdown(text)
    assert canonical_markdown(canonical) == canonical


@given(markdown_texts)
def test_html_and_markdown_agree_for_any_text(text):
    assert html_to_markdown(markdown_to_html(text)) == canonical_markdown(text)


@given(html_texts)
def test_markdown_of_any_html_is_canonical(html):
    markdown = html_to_markdown(html)
    assert html_to_markdown(markdown_to_html(markdown)) == markdown


@given(html_texts)
def test_markdown_of_any_html_stays_in_the_subset(html):
    assert check_markdown(html_to_markdown(html)) == []


@given(html_texts)
def test_markdown_of_any_html_keeps_the_words(html):
    assert markdown_to_text(html_to_markdown(html)) == html_to_text(html)


@given(markdown_texts)
def test_markdown_to_html_makes_html_that_needs_no_cleaning(text):
    html = markdown_to_html(text)
    assert html_to_markdown(clean_html(html)) == html_to_markdown(html)


@given(html_texts)
def test_clean_html_changes_nothing_the_second_time(html):
    assert clean_html(clean_html(html)) == clean_html(html)


words = st.sampled_from(["een", "twee", "drie.", "vier,", "(vijf)"])
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
styled = st.one_of(
    phrases,
    phrases.map("**{}**".format),
    phrases.map("*{}*".format),
    phrases.map("***{}***".format),
    phrases.map("[{}](https://x.example/?a=1)".format),
)
lines = st.lists(styled, min_size=1, max_size=5).map(" ".join)
blocks = st.one_of(
    lines,
    st.lists(lines.map("- {}".format), min_size=1, max_size=3).map("\n".join),
    st.lists(lines, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    ),
)


@given(st.lists(blocks, max_size=4).map("\n\n".join))
def test_ordinary_markdown_means_the_same_in_commonmark(text):
    assert html_to_markdown(MarkdownIt().render(text)) == canonical_markdown(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("# Kop", "Headings"),
        ("Tekst\n## Kop", "Headings"),
        ("![plaat](https://x.example)", "Images"),
        ("een <b>vet</b> woord", "HTML"),
        ("> citaat", "Quotations"),
        ("```\ncode\n```", "Code"),
        ("boven\n\n---\n\nonder", "Horizontal"),
        ("* een", "bullet"),
        ("1) een", "bullet"),
        ("- een\n  - diep", "inside"),
        ("- - diep", "inside"),
        ("[x](javascript:alert)", "http"),
        ("[x](/pad/)", "http"),
        ("[x](ftp://x.example)", "http"),
    ],
)
def test_check_markdown_names_what_lies_outside_the_subset(text, word):
    assert word in " ".join(map(str, check_markdown(text)))


@pytest.mark.parametrize("text", [text for text, _html in EXAMPLES])
def test_check_markdown_accepts_the_subset(text):
    assert check_markdown(text) == []


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p onclick=x>a<script>b</script></p>", "<p>a</p>"),
        ("<h2>Kop</h2><strong>a</strong><em>b</em>", "Kop<b>a</b><i>b</i>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="jAvA\tscript:x">a</a>', "<a>a</a>"),
        ('<a href="/pad/" target="_blank">a</a>', "<a>a</a>"),
        (
            '<a href="https://x.example/?a&amp;b">a</a>',
            '<a href="https://x.example/?a&amp;b">a</a>',
        ),
        ("<ul><li>a<br></li></ul>", "<ul><li>a<br></li></ul>"),
        ("<img src=x onerror=y>", ""),
        ("&lt;strong>", "&lt;strong&gt;"),
    ],
)
def test_clean_html_keeps_only_the_allowed(html, cleaned):
    assert clean_html(html) == cleaned


def test_html_to_text_gives_each_item_its_line():
    html = "<h2>Kop</h2><p>a <b>b</b> &amp; c</p><ul><li>d</li><li>e</li></ul>"
    assert html_to_text(html) == "Kop\na b & c\nd\ne"


plain_texts = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(["a", "B ", "\xa0", "\r", "\r\n", "\n", "\x01", "\ufeff", "\u2028"])
    ).map("".join),
)


@given(plain_texts.filter(is_plain))
def test_text_without_tags_is_read_as_if_it_were_parsed(text):
    assert html_to_text(text) == html.write_text(html.read(text))


@pytest.mark.parametrize(("text", "expected"), [("a *b*", True), ("a\n\nb", False), ("- a", False)])
def test_is_one_paragraph_tells_lists_and_more_paragraphs(text, expected):
    assert is_one_paragraph(text) is expected
