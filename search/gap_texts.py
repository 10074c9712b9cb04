"""Which typed texts may be counted: in doubt a text is not kept at all.

Nobody can tell for sure whether a text is about a person. These rules leave out what looks like an
address, a number or a name; what passes them is shown only after it was asked several times.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from search.analysis import find_words

LONGEST = 60  # characters; longer texts tell a story
MOST_WORDS = 6
MOST_DIGITS = 3  # together or apart, for telephone numbers are written in many ways

# Before a name: "mevrouw", "dr". Not "hr", which is a subject as well.
_FORM_OF_ADDRESS = re.compile(
    r"\b(?:dhr|heer|meneer|mevr|mevrouw|mw|mr|mrs|ms|miss|drs?|ing|ir|prof)\b"
)
# "j.jansen", "voorbeeld.nl", "https://"
_ADDRESS = re.compile(r"[^\W\d_]\.[^\W\d_]|://|\bwww\b")
_BEFORE_A_SURNAME = re.compile(r"van|de|der|den|het|ten|ter|te|in|op|t|of|von|di|la")


def kept_text(text: str) -> str:
    """Return the words of a text in small letters, "" when it might be about a person."""
    # First of all: hidden characters and other forms of the same sign must not hide an address.
    plain = _plain(text)
    words = find_words(plain)
    canonical = " ".join(words).lower()
    is_long = max(len(plain), len(canonical)) > LONGEST
    if is_long or max(len(words), len(plain.split())) > MOST_WORDS:
        return ""
    return "" if _is_personal(plain, words) else canonical


def _plain(text: str) -> str:
    """Return a text without characters that one cannot see, each sign in its usual form."""
    folded = unicodedata.normalize("NFKC", text)
    seen = (letter if letter.isspace() else _visible(letter) for letter in folded)
    return " ".join("".join(seen).split())


def _visible(letter: str) -> str:
    # Control, format, surrogate, private and unassigned characters.
    return "" if unicodedata.category(letter).startswith("C") else letter


def _is_personal(plain: str, words: list[str]) -> bool:
    return (
        "@" in plain
        or sum(letter.isnumeric() for letter in plain) > MOST_DIGITS
        or _ADDRESS.search(plain.lower()) is not None
        or _FORM_OF_ADDRESS.search(plain.lower()) is not None
        or _has_a_name(words)
    )


def _has_a_name(words: list[str]) -> bool:
    """Tell whether two words in a row begin with a capital, as in "Jan de Vries"."""
    telling = [word for word in words if not _BEFORE_A_SURNAME.fullmatch(word.lower())]
    return any(first[0].isupper() and second[0].isupper() for first, second in pairwise(telling))
