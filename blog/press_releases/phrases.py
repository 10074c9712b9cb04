"""The fixed phrases of a Dutch press release: kind line, end mark and the labels of its tail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blog.press_releases.dates import find_date

MAX_LABEL_LENGTH = 120

_KINDS = (
    r"persbericht|persuitnodiging|persverklaring|persmededeling|nieuwsbericht|mediabericht"
    r"|uitnodiging\s+voor\s+de\s+pers|(?:press|news|media)\s+release"
)
_KIND = re.compile(
    rf"(?:{_KINDS})(?:\s+(?:(?:nr|nummer|no)\b)?\.?\s{{0,2}}[0-9][\w/-]{{0,15}})?", re.IGNORECASE
)
_KIND_START = re.compile(
    rf"\W{{0,20}}(?P<kind>{_KINDS})(?:\s{{0,3}}[:|–—,/]\s{{0,3}}|\s{{1,3}}-\s{{1,3}}|\s{{1,3}})",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"einde?(?:\s+(?:van\s+)?(?:het\s+|dit\s+)?(?:pers|nieuws|media)?bericht|\s+tekst)?"
    r"|slot\s+(?:van\s+)?(?:het\s+|dit\s+)?(?:pers|nieuws)?bericht"
    r"|end(?:\s+of)?(?:\s+(?:press\s+)?release)?",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\W{0,10}(?P<label>(?:(?:noot|noten|opmerking(?:en)?|toelichting)\s+"
    r"(?:voor|aan)\s+(?:de\s+)?(?:redactie(?:s)?|media|pers|journalisten)"
    r"|notes?\s+(?:to|for)\s+(?:the\s+)?editors?"
    r"|niet\s+(?:bestemd\s+)?voor\s+publicatie)"
    r"(?:\s{0,3}[(–—,-]?\s{0,3}niet\s+(?:bestemd\s+)?voor\s+publicatie\)?)?)"
    r"(?P<close>\s{0,3}\W{0,8})",
    re.IGNORECASE,
)
_CONTACT_EXACT = (
    r"(?:pers)?contact(?:persoon|personen|gegevens|informatie)?|persvoorlichting|woordvoering"
    r"|persvragen|persinformatie|(?:meer|nadere|verdere)\s+informatie(?:\s+en\s+contact)?"
    r"|(?:pers)?contact\s+(?:pers|media|voor\s+de\s+pers)|(?:press|media)\s+contact"
    r"|informatie\s+voor\s+(?:de\s+)?(?:pers|media|redacties?)"
    r"|contact\s+en\s+(?:meer\s+)?informatie|informatie\s+en\s+contact"
)
_CONTACT = re.compile(
    rf"\W{{0,10}}(?P<label>{_CONTACT_EXACT})\s{{0,3}}(?P<colon>:)?", re.IGNORECASE
)
_CONTACT_WORD = re.compile(
    r"\b(?:contact\w*|informatie|persinformatie|vragen|woordvoer\w*|perscontact\w*)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s\-=_*#~.+–—•·|<>/\\]+")
_ABOUT = re.compile(r"\W{0,10}(?:over|about)\s+(?P<who>\S.{0,79})", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a paragraph: its characters, and where the rest begins."""

    text: str
    end: int


def kind_of(text: str) -> str:
    """Return the kind a line names ("PERSBERICHT"), without decoration, or ""."""
    if len(text) > MAX_LABEL_LENGTH:
        return ""
    bare = _undecorated(text)
    letters = bare.split()
    spaced = len(letters) > 5 and all(len(letter) == 1 for letter in letters)
    return bare if _KIND.fullmatch("".join(letters) if spaced else bare) else ""


def kind_prefix(text: str) -> Label | None:
    """Return the kind at the start of a line that goes on ("Persbericht, 3 mei 2012")."""
    match = _KIND_START.match(text[: MAX_LABEL_LENGTH * 3])
    if not match or not any(c.isalnum() for c in text[match.end() :]):
        return None
    separated = bool(match[0][match.end("kind") :].strip())
    found = None if separated else find_date(text[match.end() : match.end() + 80])
    return Label(match["kind"], match.end()) if separated or (found and not found.start) else None


def is_end_mark(text: str) -> bool:
    """Return whether the line is an end mark ("- einde persbericht -", "###", "-30-")."""
    text = text.strip()
    if len(text) > 60:
        return False
    bare = _undecorated(text)
    if bare.isdigit() or bare.lower() == "o":
        return bool(re.fullmatch(r"[-–—#*]+\s?(?:[30]0|0|[oO])\s?[-–—#*]+", text))
    return bool(_END_MARK.fullmatch(bare)) or text.replace(" ", "") == "###"


def is_rule(text: str) -> bool:
    """Return whether the line only divides ("-----", "* * *")."""
    return bool(_RULE.fullmatch(text))


def notes_label(text: str) -> Label | None:
    """Return the label that opens the notes to editors, alone or before their text."""
    match = _NOTES.match(text[:300])
    if not match:
        return None
    alone = not text[match.end() :].strip()
    return Label(match["label"], match.end()) if alone or ":" in match["close"] else None


def contact_label(text: str) -> Label | None:
    """Return the label that opens a contact block, alone or before the first contact."""
    match = _CONTACT.match(text[:300])
    if match and (match["colon"] or not text[match.end() :].strip(" *_-–.")):
        return Label(match[0].strip(), match.end())
    before, colon, _after = text[: MAX_LABEL_LENGTH + 1].partition(":")
    if colon and _CONTACT_WORD.search(before):
        return Label(before.strip() + colon, len(before) + 1)
    return None


def is_about_heading(text: str) -> bool:
    """Return whether a heading opens a text about an organisation ("Over Slimmernetwerk")."""
    match = _ABOUT.fullmatch(text.strip()) if len(text) <= 100 else None
    if not match:
        return False
    who = match["who"].lower()
    general = ("ons", "de organisatie", "het programma", "us")
    return who.strip(" :.*") in general or match["who"][0].isupper()


def _undecorated(text: str) -> str:
    return text.strip().strip("*_=-–—:.|#[]()~<>/\\ \t\xa0")
