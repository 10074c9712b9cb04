"""Text in the corners of a Word paragraph: changes, fields, content controls, text boxes."""

import pytest

from blog.press_releases.readers.docx import read_docx

from .word_files import texts, with_body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>", "nieuw"),
        (
            "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
            "a",
        ),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>veld</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "veld",
        ),
        ("<w:p><w:smartTag><w:r><w:t>slim</w:t></w:r></w:smartTag></w:p>", "slim"),
        ("<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>", "a-b"),
        (
            "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r></w:p>",
            "a",
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>kader</w:t>"
            "</w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>"
            "<w:t>kader</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>"
            "</w:r></w:p>",
            "kader",
        ),
    ],
    ids=["inserted", "deleted", "content control", "smart tag", "hyphen", "hidden", "text box"],
)
def test_text_in_a_corner_of_the_format_is_read_once(body, expected):
    assert texts(with_body(body)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r></w:p>",
    ],
)
def test_text_that_is_left_out_is_reported(body):
    assert len(read_docx(with_body(body)).notices) == 1


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_link_in_a_field_code_is_kept():
    instruction = '<w:r><w:instrText> HYPERLINK "https://x.example" </w:instrText></w:r>'
    text = "<w:r><w:t>hier</w:t></w:r>"
    body = f"<w:p>{field('begin')}{instruction}{field('separate')}{text}{field('end')}</w:p>"
    [paragraph] = read_docx(with_body(body)).paragraphs
    assert (paragraph.text, paragraph.runs[0].link) == ("hier", "https://x.example")
