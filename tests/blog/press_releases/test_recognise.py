"""Whole press releases from text and Markdown, part by part."""

from dataclasses import fields

import pytest

from blog.press_releases.errors import EmptyFile, NoHeadline, UnreadableEmbargo
from blog.press_releases.formats import format_for
from blog.press_releases.parsed import Contact, Heading, Paragraph, ParsedPressRelease, Part
from blog.press_releases.recognise import recognise, recognise_file
from blog.press_releases.source import SourceDocument

from .markdown_releases import MARKDOWN_RELEASES
from .releases import COMPLETE, TEXT_RELEASES
from .words import assigned_words, invented_words, lost_words, source_words

PARTS = [f for f in fields(ParsedPressRelease) if f.name not in ("assignments", "notices")]
RELEASES = [*TEXT_RELEASES, *MARKDOWN_RELEASES]
DEFAULTS = ParsedPressRelease(headline="")


def parse(text, suffix=".txt"):
    return recognise_file(f"bericht{suffix}", text.encode())


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
@pytest.mark.parametrize("part", [f.name for f in PARTS])
def test_part_of_a_release_is_in_its_field(release, part):
    found = parse(release.text, release.suffix)
    assert getattr(found, part) == release.parts.get(part, getattr(DEFAULTS, part))


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_release_loses_and_invents_no_word(release):
    found = parse(release.text, release.suffix)
    assert (lost_words(found), invented_words(found)) == ({}, {})


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_assignments_are_the_whole_source(release):
    read = format_for(f"x{release.suffix}").read
    document = read(release.text.encode())
    assert assigned_words(recognise(document).assignments) == source_words(document)


def test_assignments_cover_every_line_of_a_text():
    found = parse(COMPLETE.text)
    covered = {line for a in found.assignments for line in range(a.line, a.end_line + 1)}
    filled = {n for n, line in enumerate(COMPLETE.text.split("\n"), 1) if line.strip()}
    assert covered == filled


def test_assignments_give_the_part_of_each_line():
    parts = [a.part for a in parse(COMPLETE.text).assignments]
    assert parts == [
        Part.KIND,
        Part.EMBARGO,
        Part.HEADLINE,
        Part.DATELINE,
        Part.LEAD,
        Part.HEADING,
        Part.PARAGRAPH,
        Part.PARAGRAPH,
        Part.LIST,
        Part.LIST,
        Part.LIST,
        Part.QUOTE,
        Part.HEADING,
        Part.PARAGRAPH,
        Part.END_MARK,
        Part.NOTES,
        Part.NOTES,
        Part.CONTACT_HEADING,
        Part.CONTACT,
        Part.CONTACT,
        Part.CONTACT,
        Part.CONTACT,
        Part.BOILERPLATE_HEADING,
        Part.BOILERPLATE,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_make_no_difference(encoding, line_end):
    data = COMPLETE.text.replace("\n", line_end).encode(encoding)
    assert recognise_file("bericht.txt", data) == parse(COMPLETE.text)


@pytest.mark.parametrize(
    "text",
    [
        "Den Haag, 3 mei 2012 – Alleen een tekst, zonder kop erboven.",
        "Dit is een zin. Dit is nog een zin. En dan houdt het op.",
        "- een lijst\n- zonder kop",
        "PERSBERICHT",
        "PERSBERICHT\n\nDatum: 3 mei 2012",
        "?!\n\n...",
        "x" * 300,
    ],
)
def test_release_without_a_headline_is_refused(text):
    with pytest.raises(NoHeadline):
        parse(text)


def test_document_without_text_is_refused():
    with pytest.raises(EmptyFile):
        recognise(SourceDocument(()))


def test_release_with_two_embargoes_is_refused():
    with pytest.raises(UnreadableEmbargo):
        parse("Kop\n\nEmbargo tot 9 mei 2012\n\nEmbargo tot 10 mei 2012\n\nTekst van het bericht.")


def test_release_with_an_unreadable_embargo_is_refused():
    with pytest.raises(UnreadableEmbargo):
        parse("ONDER EMBARGO TOT woensdag\n\nKop\n\nTekst van het bericht.")


def test_embargo_below_the_end_mark_counts():
    found = parse("Kop\n\nTekst van het bericht.\n\n- einde -\n\nEmbargo tot 9 mei 2012, 10 uur")
    assert found.embargo_until is not None


def test_dateline_that_contradicts_the_header_stays_in_the_lead():
    found = parse("Kop\n\nDatum: 3 mei 2012\n\nUtrecht, 4 mei 2012 – De tekst.")
    assert (found.place, found.lead) == ("", "<p>Utrecht, 4 mei 2012 – De tekst.</p>")


def test_date_that_cannot_be_read_is_kept_and_marked():
    found = parse("Kop\n\nDatum: 31 februari 2012\n\nDe tekst.")
    assert (found.date, found.notes_to_editors) == (None, "<p>Datum: 31 februari 2012</p>")


def test_title_below_a_letterhead_is_the_headline():
    assert parse("Gemeente Voorbeeld\n\n# Kop\n\nDe tekst.", ".md").headline == "Kop"


def test_wrapped_lines_are_one_paragraph():
    lines = ["Deze tekst is met de hand afgebroken op een vaste breedte, zodat"] * 3
    found = parse("Kop van het bericht\n\nLead.\n\n" + "\n".join([*lines, "hier."]))
    assert found.body == (Paragraph("<p>" + " ".join([*lines, "hier."]) + "</p>"),)


def test_short_lines_keep_their_breaks():
    found = parse("Kop\n\nDe lead van dit bericht.\n\nAdres:\nKade 1\nUtrecht")
    assert found.body == (Paragraph("<p>Adres:<br>Kade 1<br>Utrecht</p>"),)


def test_heading_directly_above_its_text_is_found():
    found = parse("Kop\n\nDe lead van dit bericht.\n\nHoe het werkt\nHet loket helpt u verder.")
    assert found.body == (Heading("Hoe het werkt"), Paragraph("<p>Het loket helpt u verder.</p>"))


def test_contact_without_an_end_mark_is_found():
    found = parse(
        "Kop\n\nDe lead van dit bericht.\n\n"
        "Contactpersoon: Bo Voorbeeld, directeur\nTel: 030 - 000 00 00\nMobiel: 06 - 00 00 00 00"
    )
    expected = Contact(
        name="Bo Voorbeeld", role="directeur", phone="030 - 000 00 00", mobile="06 - 00 00 00 00"
    )
    assert (found.contact_heading, found.contacts) == ("Contactpersoon:", (expected,))


def test_right_to_left_text_and_emoji_are_kept():
    found = parse("مرحبا بالعالم 👩‍👩‍👧\n\nשלום 🎉 tekst.")
    assert (found.headline, found.lead) == ("مرحبا بالعالم 👩‍👩‍👧", "<p>שלום 🎉 tekst.</p>")


def test_images_of_markdown_are_reported():
    found = parse("# Kop\n\n![een foto](foto.png)\n\nTekst.", ".md")
    assert ["een foto (foto.png)" in str(notice) for notice in found.notices] == [True]


def test_same_release_has_the_same_identity_in_every_format():
    text = parse("Loket opent\n\nDatum: 3 mei 2012\n\nTekst.").identity
    assert parse("# *Loket* opent\n\nDatum: 3 mei 2012\n\nTekst.", ".md").identity == text
