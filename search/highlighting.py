"""Mark the words that a search found, in escaped HTML.

Words are compared by the tokens of the analysis, so every form of a word is marked. Nothing
leaves this module unescaped except the <mark> tags it adds itself.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape

from search.analysis import WORD, Forms, analyser_for
from search.query import Marks

FRAGMENT_LENGTH = 200  # characters, about
LEAD = 60  # characters shown before the first marked word
ELLIPSIS = "…"
CACHED_PIECES = 100_000

Span = tuple[int, int]


def highlight(text: str, language: str, marks: Marks) -> str:
    """Return the whole text as safe HTML with the matching words in <mark>."""
    return _mark(text, _matches(text, language, marks))


def best_fragment(texts: list[str], language: str, marks: Marks) -> str:
    """Return the fragment with the most different matching words, "" when no text has one.

    Of equally good fragments the first text wins, and in a text the first place.
    """
    best: tuple[int, str, int, list[Span]] | None = None
    for text in texts:
        spans = _matches(text, language, marks)
        if not spans:
            continue
        score, first = _densest(text, spans)
        if best is None or score > best[0]:
            best = score, text, first, spans
        if score >= len(marks.tokens) and not marks.phrases:
            break  # every sought word is here: no later text is better
    return "" if best is None else _cut(*best[1:])


def _matches(text: str, language: str, marks: Marks) -> list[Span]:
    """Return where the matching words stand.

    Most words of a text match nothing. Looking each piece between spaces up in a cache of
    tokens finds those that do ten times faster than taking every text apart into words.
    """
    if marks.phrases or marks.beginning:
        return _matches_of_any_kind(text, analyser_for(language).forms, marks)
    if not marks.tokens:
        return []
    pieces = text.split(" ")
    tokens_of = _pieces_of(language).__getitem__
    strangers = list(map(marks.tokens.isdisjoint, map(tokens_of, pieces)))
    forms_of = analyser_for(language).forms
    return [
        (start + match.start(), start + match.end())
        for start, piece in _acquaintances(pieces, strangers)
        for match in WORD.finditer(piece)
        if _is_marked(forms_of(match[0]), marks.tokens)
    ]


def _acquaintances(pieces: list[str], strangers: list[bool]) -> Iterator[tuple[int, str]]:
    """Yield the pieces that are no strangers, with where they start in the text."""
    start = number = 0
    for _ in range(strangers.count(False)):
        found = strangers.index(False, number)
        start += sum(map(len, pieces[number:found])) + found - number
        yield start, pieces[found]
        start += len(pieces[found]) + 1
        number = found + 1


class _Pieces(dict[str, tuple[str, ...]]):
    """From a piece of text without spaces to every token and part of its words.

    A dictionary answers several times faster than a cached function; full, it starts again.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._forms_of = analyser_for(language).forms

    def __missing__(self, piece: str) -> tuple[str, ...]:
        forms = [self._forms_of(word) for word in WORD.findall(piece)]
        tokens = tuple(token for form in forms for token in (form.token, *form.parts))
        if len(self) >= CACHED_PIECES:
            self.clear()
        self[piece] = tokens
        return tokens


@lru_cache(maxsize=8)
def _pieces_of(language: str) -> _Pieces:
    return _Pieces(language)


def _is_marked(form: Forms, tokens: frozenset[str]) -> bool:
    return form.token in tokens or not tokens.isdisjoint(form.parts)


def _matches_of_any_kind(text: str, forms_of: Callable[[str], Forms], marks: Marks) -> list[Span]:
    words = list(WORD.finditer(text))
    forms = [forms_of(match[0]) for match in words]
    exacts = [form.exact for form in forms]
    found = {n for n, form in enumerate(forms) if _is_marked(form, marks.tokens)}
    if marks.beginning:
        found.update(n for n, exact in enumerate(exacts) if exact.startswith(marks.beginning))
    for phrase in marks.phrases:
        found.update(_phrase_words(exacts, phrase))
    return [words[number].span() for number in sorted(found)]


def _phrase_words(exacts: list[str], phrase: tuple[str, ...]) -> set[int]:
    length = len(phrase)
    starts = (
        start
        for start, exact in enumerate(exacts)
        if exact == phrase[0] and tuple(exacts[start : start + length]) == phrase
    )
    return {start + step for start in starts for step in range(length)}


def _densest(text: str, spans: list[Span]) -> tuple[int, int]:
    """Return how many different words fit in one fragment, and the first span of that place."""
    best = (0, 0)
    for first, (start, _) in enumerate(spans):
        limit = start + FRAGMENT_LENGTH - LEAD
        inside = {text[a:b].lower() for a, b in spans[first:] if b <= limit}
        if len(inside) > best[0]:
            best = len(inside), first
    return max(best[0], 1), best[1]


def _cut(text: str, first: int, spans: list[Span]) -> str:
    start = _word_border(text, spans[first][0] - LEAD)
    end = max(_last_border(text, start + FRAGMENT_LENGTH), spans[first][1])
    inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text.rstrip()) else ""
    return before + _mark(text[start:end].rstrip(), inside) + after


def _word_border(text: str, wanted: int) -> int:
    """Return the start of the first word at or after a place."""
    if wanted <= 0:
        return 0
    space = text.find(" ", wanted - 1)
    return wanted if space < 0 or space > wanted + LEAD - 1 else space + 1


def _last_border(text: str, wanted: int) -> int:
    """Return the end of the last word that ends at or before a place."""
    if wanted >= len(text):
        return len(text)
    space = text.rfind(" ", 0, wanted + 1)
    return wanted if space < 0 else space


def _mark(text: str, spans: list[Span]) -> str:
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*pieces, escape(text[end:])])
