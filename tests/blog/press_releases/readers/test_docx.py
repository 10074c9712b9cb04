"""Word files: whole releases built with python-docx, and the corners of the format."""

import io
from datetime import UTC, date, datetime

import docx
import pytest
from PIL import Image

from blog.press_releases.errors import EmptyFile, FileTooLarge
from blog.press_releases.parsed import BulletList, Contact, Heading, Paragraph, Quote
from blog.press_releases.readers.docx import read_docx
from blog.press_releases.recognise import recognise, recognise_file
from blog.press_releases.source import Style

from ..words import assigned_words, invented_words, lost_words, source_words
from .word_files import add_hyperlink, saved, texts, with_body, word_file


def complete_release():
    document = docx.Document()
    document.add_paragraph("PERSBERICHT")
    document.add_paragraph("Stad legt fietspad van oud hout aan", style="Title")
    document.add_paragraph("Proef duurt twee winters", style="Subtitle")
    document.add_paragraph("ONDER EMBARGO TOT 9 mei 2012, 10.00 uur")
    lead = document.add_paragraph()
    lead.add_run("Zwolle, 3 mei 2012").bold = True
    lead.add_run(" – Het eerste fietspad van oud hout ligt straks in Zwolle.")
    document.add_heading("Waarom hout", level=1)
    text = document.add_paragraph("Hout is ")
    text.add_run("licht").italic = True
    text.add_run(" en ")
    text.add_run("sterk").bold = True
    text.add_run(". Lees meer op ")
    add_hyperlink(text, "https://stad.example/hout", "de website")
    text.add_run(" of op www.stad.example.")
    document.add_paragraph("oude bruggen", style="List Bullet")
    document.add_paragraph("oude deuren", style="List Bullet")
    document.add_paragraph("Hout geeft mee als u erover fietst.", style="Quote")
    document.add_paragraph("— Sanne Voorbeeld, wethouder")
    document.add_paragraph("zagen", style="List Number")
    document.add_paragraph("leggen", style="List Number")
    document.add_paragraph("- einde persbericht -")
    document.add_paragraph("Noot voor de redactie:").runs[0].bold = True
    document.add_paragraph("Foto's volgen.")
    contact = document.add_paragraph("Contact:")
    contact.add_run().add_break()
    contact.add_run("Redactie Stad")
    contact.add_run().add_break()
    add_hyperlink(contact, "mailto:pers@stad.example", "pers@stad.example")
    return saved(document)


@pytest.fixture(scope="module")
def release():
    return recognise_file("bericht.docx", complete_release())


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("kind", "PERSBERICHT"),
        ("headline", "Stad legt fietspad van oud hout aan"),
        ("subtitle", "Proef duurt twee winters"),
        ("place", "Zwolle"),
        ("date", date(2012, 5, 3)),
        ("embargo_until", datetime(2012, 5, 9, 8, tzinfo=UTC)),
        ("lead", "<p>Het eerste fietspad van oud hout ligt straks in Zwolle.</p>"),
        ("end_mark", True),
        ("notes_to_editors", "<p>Foto's volgen.</p>"),
        ("contact_heading", "Contact:"),
        ("contacts", (Contact(name="Redactie Stad", email="pers@stad.example"),)),
        ("boilerplates", ()),
        ("notices", ()),
    ],
)
def test_part_of_a_word_release_is_in_its_field(release, part, value):
    assert getattr(release, part) == value


def test_body_of_a_word_release_keeps_its_form(release):
    assert release.body == (
        Heading("Waarom hout"),
        Paragraph(
            "<p>Hout is <i>licht</i> en <b>sterk</b>. Lees meer op "
            '<a href="https://stad.example/hout">de website</a> of op '
            '<a href="https://www.stad.example">www.stad.example</a>.</p>'
        ),
        BulletList(("oude bruggen", "oude deuren")),
        Quote("<p>Hout geeft mee als u erover fietst.</p>", "Sanne Voorbeeld", "wethouder"),
        BulletList(("zagen", "leggen"), ordered=True),
    )


def test_word_release_loses_and_invents_no_word(release):
    assert (lost_words(release), invented_words(release)) == ({}, {})


def test_assignments_of_a_word_release_are_the_whole_source():
    document = read_docx(complete_release())
    assert assigned_words(recognise(document).assignments) == source_words(document)


def test_word_release_without_styles_is_recognised():
    document = docx.Document()
    document.add_paragraph("Persbericht")
    document.add_paragraph("Museum opent de kelder").runs[0].bold = True
    document.add_paragraph("Leiden, 6 juni 2012")
    document.add_paragraph("De kelder van het museum gaat open voor iedereen.").runs[0].bold = True
    document.add_paragraph("Oude kaarten").runs[0].bold = True
    document.add_paragraph("In de kelder liggen kaarten van vier eeuwen.")
    document.add_paragraph("• kaarten")
    document.add_paragraph("• atlassen")
    found = recognise_file("bericht.docx", saved(document))
    assert (found.headline, found.place, found.date) == (
        "Museum opent de kelder",
        "Leiden",
        date(2012, 6, 6),
    )
    assert found.lead == "<p>De kelder van het museum gaat open voor iedereen.</p>"
    assert found.body == (
        Heading("Oude kaarten"),
        Paragraph("<p>In de kelder liggen kaarten van vier eeuwen.</p>"),
        BulletList(("kaarten", "atlassen")),
    )


def test_table_row_becomes_a_paragraph():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for number, pair in enumerate([("Telefoon", "070 000 00 00"), ("Web", "www.x.example")]):
        table.cell(number, 0).text, table.cell(number, 1).text = pair
    assert texts(saved(document)) == ["Telefoon\t070 000 00 00", "Web\twww.x.example"]


def test_merged_cell_comes_once():
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Eén keer"
    assert texts(saved(document)) == ["Eén keer"]


def test_layout_table_comes_paragraph_by_paragraph():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Kop"
    cell.add_paragraph("Tekst.")
    assert texts(saved(document)) == ["Kop", "Tekst."]


def test_lines_count_empty_paragraphs_and_breaks():
    document = docx.Document()
    document.add_paragraph("Een")
    document.add_paragraph("")
    document.add_paragraph("Drie").add_run().add_break()
    document.paragraphs[-1].add_run("Vier")
    found = read_docx(saved(document)).paragraphs
    assert [(p.text, p.line, p.tight) for p in found] == [
        ("Een", 1, False),
        ("Drie", 3, False),
        ("Vier", 4, True),
    ]


def test_image_is_reported_and_not_imported():
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("Kop")
    document.add_picture(io.BytesIO(picture.getvalue()))
    [notice] = read_docx(saved(document)).notices
    assert "1" in str(notice)


def test_page_header_is_reported_with_its_text():
    document = docx.Document()
    document.add_paragraph("Kop")
    document.sections[0].header.paragraphs[0].text = "Gemeente Voorbeeld"
    [notice] = read_docx(saved(document)).notices
    assert "Gemeente Voorbeeld" in str(notice)


def test_javascript_link_loses_its_address():
    document = docx.Document()
    document.add_paragraph("Kop")
    add_hyperlink(document.add_paragraph("De tekst is "), "javascript:alert(1)", "hier")
    assert recognise_file("a.docx", saved(document)).lead == "<p>De tekst is hier</p>"


def test_list_in_a_list_keeps_its_level():
    document = docx.Document()
    for text, style in [("een", "List Bullet"), ("twee", "List Bullet 2")]:
        document.add_paragraph(text, style=style)
    found = read_docx(saved(document)).paragraphs
    assert [(p.style, p.level) for p in found] == [(Style.LIST_ITEM, 0), (Style.LIST_ITEM, 1)]


def test_word_file_with_too_many_lines_is_refused():
    with pytest.raises(FileTooLarge):
        read_docx(with_body("<w:p><w:r><w:br/></w:r></w:p>" * 10_001))


@pytest.mark.parametrize("content", [(), ("",), ("  ", "\t")])
def test_word_file_without_text_is_refused(content):
    with pytest.raises(EmptyFile):
        read_docx(word_file(*content))
