"""A press release of our own, as text, Markdown and Word file."""

from __future__ import annotations

import io
from datetime import date

import docx

HEADLINE = "Waterschap legt bijenlint aan langs de Voorbeelddijk"
LEAD = "Langs de Voorbeelddijk komt een strook met bloemen van vier kilometer."
INTERTITLE = "Samen met de buurt"
PARAGRAPH = "Omwonenden kiezen in een open space welke planten er komen."
CONTACT = [
    "Persvoorlichting Voorbeeldschap",
    "Telefoon: 070 000 00 00",
    "E-mail: pers@waterschap.example",
]
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
# Part of the release, and a text that the admin must show beside it.
PARTS = {
    "kind": "PERSBERICHT",
    "headline": HEADLINE,
    "lead": LEAD,
    "heading": INTERTITLE,
    "paragraph": PARAGRAPH,
    "end mark": "Einde persbericht",
    "contact": "pers@waterschap.example",
}


def in_dutch(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def text_file(embargo: date | None = None) -> bytes:
    """Return the release as plain text; under embargo until 10 o'clock on a day."""
    lines = ["PERSBERICHT", ""]
    if embargo:
        lines += [f"ONDER EMBARGO TOT {in_dutch(embargo)}, 10.00 uur", ""]
    lines += [HEADLINE, "", f"Delft, {in_dutch(date.today())} - {LEAD}", ""]
    lines += [INTERTITLE, "", PARAGRAPH, "", "- Einde persbericht -", ""]
    return "\n".join([*lines, "Contact:", *CONTACT, ""]).encode()


def markdown_file() -> bytes:
    lines = ["PERSBERICHT", f"# {HEADLINE}", f"Delft, {in_dutch(date.today())} - {LEAD}"]
    lines += [f"## {INTERTITLE}", PARAGRAPH, "- Einde persbericht -", "## Contact"]
    return "\n\n".join([*lines, "  \n".join(CONTACT), ""]).encode()


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("PERSBERICHT")
    document.add_paragraph(HEADLINE, style="Title")
    document.add_paragraph(f"Delft, {in_dutch(date.today())} - {LEAD}")
    document.add_heading(INTERTITLE, level=2)
    document.add_paragraph(PARAGRAPH)
    document.add_paragraph("- Einde persbericht -")
    for line in ["Contact:", *CONTACT]:
        document.add_paragraph(line)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
