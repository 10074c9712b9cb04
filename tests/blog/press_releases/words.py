"""Count the words of a source and of a result, to see that none was lost or invented."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from blog.press_releases.parsed import (
    Assignment,
    BulletList,
    Heading,
    Paragraph,
    ParsedPressRelease,
    Part,
    Quote,
)
from blog.press_releases.source import SourceDocument

# Words that say what a part is, and are not kept in the part itself.
QUOTE_WORDS = "zegt zei aldus vertelt says said"
NOTES_WORDS = "noot noten voor de redactie redacties niet publicatie bestemd aan media"
CONTACT_WORDS = (
    "telefoon telefoonnummer tel t mobiel mob m e mail email website web w site internet naam "
    "contactpersoon functie organisatie contact perscontact gsm"
)
STRUCTURE = {
    Part.QUOTE: QUOTE_WORDS.split(),
    Part.NOTES: NOTES_WORDS.split(),
    Part.CONTACT: CONTACT_WORDS.split(),
}
# Their words became a date, a time or a mark, which other tests look at.
CONVERTED = {Part.DATELINE, Part.EMBARGO, Part.END_MARK, Part.SEPARATOR, Part.LEFT_OUT}
CONVERTED_WORDS = (
    "januari februari maart april mei juni juli augustus september oktober november december "
    "datum plaats publicatie publicatiedatum van onder strikt embargo tot en met t m op om vanaf "
    "niet publiceren voor uur einde slot persbericht bericht end tekst"
)


def words(text: str) -> list[str]:
    """Return the words of a text in small letters; an address is one word."""
    return re.findall(r"[^\W_]+", text.casefold().replace("https://", "").replace("http://", ""))


def html_words(html: str) -> list[str]:
    return words(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:b|i|a)\b[^>]*>", "", html))))


def source_words(document: SourceDocument) -> Counter[str]:
    return Counter(word for paragraph in document.paragraphs for word in words(paragraph.text))


def assigned_words(assignments: tuple[Assignment, ...]) -> Counter[str]:
    return Counter(word for assignment in assignments for word in words(assignment.text))


def result_words(release: ParsedPressRelease) -> Counter[str]:
    """Return the words in all parts of a result."""
    plain = [release.kind, release.headline, release.subtitle, release.contact_heading]
    html = [release.lead, release.notes_to_editors]
    for heading, text in release.boilerplates:
        plain.append(heading)
        html.append(text)
    for contact in release.contacts:
        plain += [getattr(contact, name) for name in contact.__slots__]
    for block in release.body:
        match block:
            case Heading():
                plain.append(block.text)
            case Paragraph():
                html.append(block.html)
            case BulletList():
                html += block.items
            case Quote():
                html.append(block.text)
                plain += [block.speaker, block.role]
    found = Counter(word for text in plain for word in words(text))
    found.update(word for text in html for word in html_words(text))
    return found


def dropped_words(release: ParsedPressRelease) -> Counter[str]:
    """Return the words that are nowhere and are not the form of a date, an embargo or a mark."""
    assigned = tuple(a for a in release.assignments if a.part is not Part.LEFT_OUT)
    lost = assigned_words(assigned) - result_words(release)
    form = {
        word for a in assigned for word in STRUCTURE.get(a.part, ()) if word in words(a.text)
    } | {*words(CONVERTED_WORDS), *words(release.place)}
    return Counter({w: n for w, n in lost.items() if w not in form and not w.isdigit()})


def lost_words(release: ParsedPressRelease) -> Counter[str]:
    """Return the assigned words that are in no part of the result."""
    kept = tuple(a for a in release.assignments if a.part not in CONVERTED)
    structure = Counter(
        word for a in kept for word in words(a.text) if word in STRUCTURE.get(a.part, ())
    )
    lost = assigned_words(kept) - result_words(release)
    return lost - structure


def invented_words(release: ParsedPressRelease) -> Counter[str]:
    """Return the words of the result that the file does not have."""
    return result_words(release) - assigned_words(release.assignments)


def all_html(release: ParsedPressRelease) -> list[str]:
    pieces = [release.lead, release.notes_to_editors, *(text for _h, text in release.boilerplates)]
    for block in release.body:
        match block:
            case Paragraph():
                pieces.append(block.html)
            case BulletList():
                pieces += block.items
            case Quote():
                pieces.append(block.text)
    return pieces
