"""Quotations with a speaker."""

import pytest

from blog.press_releases.parsed import Quote
from blog.press_releases.quotes import read_quote
from blog.press_releases.source import Run, SourceParagraph, Style


def paragraph(text, style=Style.PLAIN, tight=False):
    return SourceParagraph((Run(text),), 1, 1, style, tight=tight)


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("“Het werkt”, zegt wethouder Sanne Voorbeeld.", "Sanne Voorbeeld", "wethouder"),
        ('"Het werkt", zegt Wethouder Sanne Voorbeeld.', "Sanne Voorbeeld", "Wethouder"),
        ("‘Het werkt’, aldus Sanne van Voorbeeld.", "Sanne van Voorbeeld", ""),
        ("'Het werkt', zei Sanne Voorbeeld", "Sanne Voorbeeld", ""),
        ("„Het werkt”, zegt Sanne Voorbeeld, directeur.", "Sanne Voorbeeld", "directeur"),
        ("«Het werkt», zegt Sanne Voorbeeld (directeur).", "Sanne Voorbeeld", "directeur"),
        ("Sanne Voorbeeld, directeur: “Het werkt”", "Sanne Voorbeeld", "directeur"),
        ("Wethouder Sanne Voorbeeld: “Het werkt”", "Sanne Voorbeeld", "Wethouder"),
        (
            "“Het werkt”, zegt wethouder Sanne Voorbeeld van Utrecht.",
            "wethouder Sanne Voorbeeld van Utrecht",
            "",
        ),
    ],
)
def test_quotation_with_a_speaker_is_a_quote(text, speaker, role):
    quote, length = read_quote([paragraph(text)])
    assert (quote, length) == (Quote("<p>Het werkt</p>", speaker, role), 1)


@pytest.mark.parametrize(
    "text",
    [
        "“Het werkt”, denkt wethouder Sanne Voorbeeld.",
        "“Het werkt.”",
        "“Een”, zegt Sanne Voorbeeld. “Twee.”",
        "“Een” en “twee”, zegt Sanne Voorbeeld.",
        "“Het werkt”, zegt hij.",
        "“Het werkt”, zegt men in de stad, en dat klopt ook.",
        "Het motto is: “Het werkt”",
        "Het loket heet ‘Het werkt’, zegt Sanne Voorbeeld.",
        "“Zonder einde, zegt Sanne Voorbeeld.",
        "'s Avonds is het loket open, zegt Sanne Voorbeeld.",
        "Gewone tekst.",
    ],
)
def test_text_that_is_mistakable_is_no_quote(text):
    assert read_quote([paragraph(text)]) is None


def test_quotation_takes_its_speaker_from_the_next_line():
    found = read_quote([paragraph("“Het werkt.”"), paragraph("— Sanne Voorbeeld, directeur")])
    assert found == (Quote("<p>Het werkt.</p>", "Sanne Voorbeeld", "directeur"), 2)


def test_block_quote_takes_the_attribution_inside_it():
    found = read_quote(
        [paragraph("Het werkt.", Style.QUOTE), paragraph("— Sanne Voorbeeld", Style.QUOTE)]
    )
    assert found == (Quote("<p>Het werkt.</p>", "Sanne Voorbeeld", ""), 2)


def test_block_quote_without_a_speaker_has_none():
    assert read_quote([paragraph("Het werkt.", Style.QUOTE)]) == (Quote("<p>Het werkt.</p>"), 1)


def test_block_quote_keeps_its_paragraphs():
    found = read_quote([paragraph("Een.", Style.QUOTE), paragraph("Twee.", Style.QUOTE)])
    assert found == (Quote("<p>Een.</p><p>Twee.</p>"), 2)
