"""Parts named by a person: each paragraph comes in its field, and no word is lost or made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.press_releases.assembly import assign
from blog.press_releases.errors import ImportRefused, UnreadableEmbargo
from blog.press_releases.formats import format_for
from blog.press_releases.parsed import BulletList, Contact, Heading, Paragraph, Part, Quote
from blog.press_releases.recognise import find_parts, recognise
from blog.press_releases.source import Run, SourceDocument, SourceParagraph, Style

from .releases import COMPLETE
from .test_properties import RELEASES, unsafe
from .words import (
    all_html,
    assigned_words,
    dropped_words,
    invented_words,
    lost_words,
    source_words,
)


def read(text, suffix=".txt"):
    return format_for(f"a{suffix}").read(text.encode())


def document(*texts, **form):
    """Return a document of one paragraph a text, a blank line between them."""
    return SourceDocument(
        tuple(
            SourceParagraph((Run(text),), line=2 * n + 1, end_line=2 * n + 1, **form)
            for n, text in enumerate(texts)
        )
    )


def made(*chosen):
    """Return the release of pairs of a text and its part."""
    return assign(document(*(text for text, _part in chosen)), [part for _text, part in chosen])


# --- what holds for every choice


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(text=RELEASES, data=st.data())
@settings(max_examples=250)
def test_no_choice_of_parts_loses_invents_or_doubles_a_word(suffix, text, data):
    try:
        pieces, _parts = find_parts(read(text, suffix))
        size = len(pieces.paragraphs)
        parts = data.draw(st.lists(st.sampled_from(Part), min_size=size, max_size=size))
        release = assign(pieces, parts)
    except ImportRefused:
        return
    assert assigned_words(release.assignments) == source_words(pieces)
    assert (lost_words(release), invented_words(release)) == ({}, {})
    assert dropped_words(release) == {}
    assert [html for html in all_html(release) if unsafe(html)] == []


@given(text=RELEASES, data=st.data())
@settings(max_examples=100)
def test_parts_that_came_out_are_kept_when_they_are_named_again(text, data):
    """The screen shows the part that a line became, and posts it back."""
    try:
        pieces, _parts = find_parts(read(text))
        size = len(pieces.paragraphs)
        parts = data.draw(st.lists(st.sampled_from(Part), min_size=size, max_size=size))
        release = assign(pieces, parts)
    except ImportRefused:
        return
    became = list(parts)
    for assignment in release.assignments:
        if assignment.part is Part.UNPLACED and assignment.text == (
            pieces.paragraphs[assignment.piece].text.strip()
        ):
            became[assignment.piece] = Part.UNPLACED
    again = assign(pieces, became)
    assert replace(again, assignments=()) == replace(release, assignments=())


def test_parts_that_were_recognised_give_the_recognised_release():
    source = read(COMPLETE.text)
    assert assign(*find_parts(source)) == recognise(source)


def test_number_of_parts_must_be_that_of_the_paragraphs():
    with pytest.raises(ValueError, match="zip"):
        assign(document("Kop", "Tekst"), [Part.HEADLINE])


# --- each part


SINGLE = {
    Part.KIND: "kind",
    Part.HEADLINE: "headline",
    Part.SUBTITLE: "subtitle",
    Part.CONTACT_HEADING: "contact_heading",
}


@pytest.mark.parametrize(("part", "field"), SINGLE.items())
def test_two_lines_of_a_single_line_become_one(part, field):
    release = made(("Eerste  regel", part), ("tussendoor", Part.PARAGRAPH), ("tweede", part))
    assert getattr(release, field) == "Eerste regel tweede"


def test_release_without_a_headline_has_an_empty_one():
    assert made(("Tekst", Part.PARAGRAPH)).headline == ""


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Utrecht", "Utrecht", None),
        ("UTRECHT –", "UTRECHT", None),
        ("3 mei 2012", "", date(2012, 5, 3)),
        ("Den Haag 3 mei 2012", "Den Haag", date(2012, 5, 3)),
        ("Den Haag, 3 mei 2012 – ", "Den Haag", date(2012, 5, 3)),
    ],
)
def test_place_and_date_are_read(text, place, day):
    release = made((text, Part.DATELINE))
    assert (release.place, release.date, release.notes_to_editors) == (place, day, "")


def test_words_beside_a_date_are_kept_in_the_notes():
    release = made(("op 3 mei 2012 verzonden aan alle redacties", Part.DATELINE))
    assert release.date == date(2012, 5, 3)
    assert "verzonden aan alle redacties" in release.notes_to_editors


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Part.DATELINE, "dit is geen plaats en geen datum"),
        (Part.DATELINE, "Den Haag, 3 mei 2012 – Wie een plan heeft, kan naar het loket."),
        (Part.DATELINE, "3 mei 2012 " + "x" * 200),
        (Part.END_MARK, "Dit is het einde van een tijdperk"),
        (Part.SEPARATOR, "--- woorden ---"),
        (Part.CONTACT, "een zin zonder naam of nummer, die nergens over gaat."),
        (Part.BOILERPLATE, "Een tekst zonder kop erboven."),
    ],
)
def test_text_that_cannot_be_the_part_is_kept_unplaced(part, text):
    release = made((text, part))
    assert [(a.part, a.text) for a in release.assignments] == [(Part.UNPLACED, text)]
    assert release.notes_to_editors == f"<p>{text}</p>"
    assert (release.date, release.end_mark, release.contacts) == (None, False, ())


def test_second_date_that_differs_is_kept_unplaced():
    release = made(("3 mei 2012", Part.DATELINE), ("4 mei 2012", Part.DATELINE))
    assert (release.date, release.notes_to_editors) == (date(2012, 5, 3), "<p>4 mei 2012</p>")


TEN = datetime(2012, 5, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("ONDER EMBARGO TOT 9 mei 2012, 10.00 uur", ""),
        ("Vrijgave: 9 mei 2012 om 10.00 uur", "<p>Vrijgave</p>"),
    ],
)
def test_embargo_is_read_with_and_without_the_word(text, note):
    release = made((text, Part.EMBARGO))
    assert (release.embargo_until, release.notes_to_editors) == (TEN, note)


@pytest.mark.parametrize(
    "text", ["morgen", "9 mei 2012", "tot en met 9 mei 2012", "9 mei 2012, tien uur", "x" * 400]
)
def test_embargo_that_cannot_be_read_is_refused(text):
    with pytest.raises(UnreadableEmbargo):
        made((text, Part.EMBARGO))


def test_two_embargoes_are_refused():
    with pytest.raises(UnreadableEmbargo):
        made(("Embargo tot 9 mei 2012", Part.EMBARGO), ("Embargo tot 8 mei 2012", Part.EMBARGO))


def test_dateline_in_front_of_the_lead_is_split_off():
    release = made(("Den Haag, 3 mei 2012 – De tekst.", Part.LEAD))
    assert (release.place, release.date, release.lead) == (
        "Den Haag",
        date(2012, 5, 3),
        "<p>De tekst.</p>",
    )


def test_halves_of_a_line_with_the_same_part_are_one_line_again():
    source = read("Kop\n\nDen Haag, 3 mei 2012 – De tekst.")
    pieces, parts = find_parts(source)
    assert parts == (Part.HEADLINE, Part.DATELINE, Part.LEAD)
    whole = assign(pieces, [Part.HEADLINE, Part.LEAD, Part.LEAD])
    assert (whole.lead, whole.date) == ("<p>Den Haag, 3 mei 2012 – De tekst.</p>", None)


def test_half_of_a_line_stands_alone_when_the_other_half_is_left_out():
    pieces, _parts = find_parts(read("Kop\n\nDen Haag, 3 mei 2012 – De tekst."))
    release = assign(pieces, [Part.PARAGRAPH, Part.LEFT_OUT, Part.PARAGRAPH])
    assert release.body == (Paragraph("<p>Kop</p>"), Paragraph("<p>De tekst.</p>"))


def test_list_items_are_paragraphs_when_somebody_says_so():
    source = document("een", "twee", style=Style.LIST_ITEM)
    release = assign(source, [Part.PARAGRAPH, Part.PARAGRAPH])
    assert release.body == (Paragraph("<p>een</p>"), Paragraph("<p>twee</p>"))


def test_paragraphs_are_a_list_when_somebody_says_so():
    release = made(("een", Part.LIST), ("twee", Part.LIST), ("Kop", Part.HEADING))
    assert release.body == (BulletList(("een", "twee")), Heading("Kop"))


@pytest.mark.parametrize(
    ("second", "speaker", "role"),
    [("— Sanne Voorbeeld, directeur", "Sanne Voorbeeld", "directeur"), ("", "", "")],
)
def test_words_without_marks_are_a_quote_when_somebody_says_so(second, speaker, role):
    texts = [(text, Part.QUOTE) for text in ("Dit werkt.", second) if text]
    assert made(*texts).body == (Quote("<p>Dit werkt.</p>", speaker, role),)


def test_contact_and_what_the_line_says_more():
    release = made(("Persvoorlichting, 070 000 00 00, op werkdagen tot 5", Part.CONTACT))
    assert release.contacts == (Contact(name="Persvoorlichting", phone="070 000 00 00"),)
    assert release.notes_to_editors == "<p>op werkdagen tot 5</p>"


def test_boilerplates_begin_at_their_headings():
    release = made(
        ("Over A", Part.BOILERPLATE_HEADING),
        ("Tekst van A.", Part.BOILERPLATE),
        ("Wie is B?", Part.BOILERPLATE_HEADING),
        ("Tekst van B.", Part.BOILERPLATE),
    )
    assert release.boilerplates == (
        ("Over A", "<p>Tekst van A.</p>"),
        ("Wie is B?", "<p>Tekst van B.</p>"),
    )


def test_what_somebody_leaves_out_is_in_no_field():
    release = made(("Kop", Part.HEADLINE), ("Verzonden vanaf een telefoon", Part.LEFT_OUT))
    assert release.notes_to_editors == ""
    assert release.assignments[1].part is Part.LEFT_OUT
