"""Place and date: on a line of their own, or in front of the first words of the lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from blog.press_releases.dates import find_date

MAX_LENGTH = 160
MAX_REMARK_WORDS = 5

_LABEL = re.compile(
    r"(?P<place>plaats)?(?:\s?(?:en|,|/|&)\s?)?"
    r"(?P<date>publicatiedatum|datum(?:\s+(?:van\s+)?publicatie)?|date|datum)?"
    r"(?P<mark>\s?[:.]|\s(?=[0-9]))\s{0,5}",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "aan",
        "op",
        "de",
        "den",
        "der",
        "het",
        "en",
        "bij",
        "van",
        "in",
        "'t",
        "a/d",
        "a/h",
        "o/d",
        "am",
        "ter",
        "ten",
        "-",
    ]
)
_NOT_PLACES = frozenset(
    [
        "vandaag",
        "morgen",
        "gisteren",
        "overmorgen",
        "datum",
        "plaats",
        "persbericht",
        "nieuwsbericht",
        "embargo",
        "op",
        "vanaf",
        "sinds",
        "tot",
        "per",
        "voor",
        "na",
        "uiterlijk",
        "bijgewerkt",
        "gepubliceerd",
        "versie",
        "afgelopen",
    ]
)
_AFTER_DATE = re.compile(r"\s?[)\]]?\s{0,3}(?:[–—:]|--|-(?=\s)|\.(?=\s))\s{0,5}(?=\S)")
_CAPITALS = re.compile(r"(?P<place>[^\W\d_](?:[^\W\d_]|[ '’./-]){4,40}?)\s{1,3}[–—-]\s{1,3}(?=\S)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date; `remark` holds words of the line that are neither, `end` where it stops."""

    place: str = ""
    day: date | None = None
    remark: str = ""
    end: int = 0


@dataclass(slots=True)
class PlaceAndDate:
    """The place and date of a release, from one line or from more that agree."""

    place: str = ""
    day: date | None = None

    def take(self, found: Dateline) -> bool:
        """Take what a line says; return False, and take nothing, when it contradicts."""
        differs = (self.day and found.day and self.day != found.day) or (
            self.place and found.place and self.place != found.place
        )
        if differs or not (found.day or found.place):
            return False
        self.day = self.day or found.day
        self.place = self.place or found.place
        return True


def read_dateline(text: str) -> Dateline | None:
    """Return the place and date of a line that holds nothing else, or None."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        return None
    label = _LABEL.match(text)
    if label and (label["place"] or label["date"]):
        return _read_labelled(text[label.end() :], bool(label["date"]))
    found = find_date(text)
    if not found:
        return None
    before, after = text[: found.start], text[found.end :]
    place = _bare(before) or _bare(after)
    if _bare(before) and _bare(after):
        return None
    if not place:
        return Dateline(day=found.day)
    separated = before.rstrip()[-1:] in tuple(",–—-|:(") if _bare(before) else True
    return Dateline(place, found.day) if separated and is_place(place) else None


def split_dateline(text: str) -> Dateline | None:
    """Return the dateline in front of a text ("Den Haag, 3 mei 2012 – Tekst"), or None."""
    found = find_date(text[:MAX_LENGTH])
    if found:
        close = _AFTER_DATE.match(text, found.end)
        before = _bare(text[: found.start])
        fits = is_place(before) if before else text[found.end :].lstrip()[:1] in tuple("–—-")
        if close and fits:
            return Dateline(before, found.day, end=close.end())
    capitals = _CAPITALS.match(text[:MAX_LENGTH])
    if capitals and capitals["place"].isupper() and is_place(capitals["place"]):
        return Dateline(capitals["place"], end=capitals.end())
    return None


def dateline_of(text: str) -> Dateline | None:
    """Return the place and date of a line that is known to hold them, or None."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        return None
    found = read_dateline(text) or _front(text) or _loose(text)
    return found if found.day or found.place else None


def _front(text: str) -> Dateline | None:
    """Return the dateline of a text that stood in front of another ("UTRECHT –")."""
    found = split_dateline(f"{text} x")
    return found if found and found.end > len(text) else None


def _loose(text: str) -> Dateline:
    """Return a place without a date, or a date with few other words; empty for a whole text."""
    if is_place(_bare(text)):
        return Dateline(_bare(text))
    found = _read_labelled(text, has_date_label=True)
    return found if len(found.remark.split()) <= MAX_REMARK_WORDS else Dateline()


def is_place(text: str) -> bool:
    """Return whether the text looks like the name of a place."""
    words = text.split()
    if not 2 <= len(text) <= 60 or not 1 <= len(words) <= 6 or any(c.isdigit() for c in text):
        return False
    if words[0].lower().strip(",") in _NOT_PLACES or any(c in text for c in ':;!?"“”()'):
        return False
    return _is_capital(words[0]) and all(
        _is_capital(word) or word.lower() in _PARTICLES for word in words
    )


def _read_labelled(text: str, has_date_label: bool) -> Dateline:
    found = find_date(text)
    if not found:
        place = _bare(text)
        if has_date_label or not is_place(place):
            # A labelled date that cannot be read must not become a headline.
            return Dateline(remark=text.strip())
        return Dateline(place)
    rest = [_bare(text[: found.start]), _bare(text[found.end :])]
    place = next((piece for piece in rest if is_place(piece)), "")
    remark = " ".join(piece for piece in rest if piece and piece != place)
    return Dateline(place, found.day, remark)


def _bare(text: str) -> str:
    return text.strip(" ,.–—-|()[]\t\xa0:*_")


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word.lower().startswith(("'s-", "’s-", "'t", "’t"))
