"""Mark the words that a search found, in escaped HTML.

Words are compared by the tokens of the analysis, so every form of a word is marked. Nothing
leaves this module unescaped except the <mark> tags it adds itself.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from search.analysis import WORD, Forms, analyser_for, fold
from search.phrases import find_phrase
from search.query import Marks

FRAGMENT_LENGTH = 200  # characters, about
LEAD = 60  # characters shown before the first marked word
ELLIPSIS = "…"
CACHED_PIECES = 16_000
LINE = 16  # pieces

Span = tuple[int, int]


class Traced(NamedTuple):
    """A text with its trace, in which tokens are found without analysing the text again.

    The trace has a line for every LINE pieces of the text (what stands between spaces): where in
    the text the line begins, and for each piece the tokens and parts of its words, written as
    ",token,part,". A token found in the trace so leads to its place in the text. Stop words, half
    of a text, leave no trace: nobody wants each "de" marked.
    """

    text: str
    trace: str


def traced(text: str, language: str) -> Traced:
    """Return a text with its trace; an index stores it with the document."""
    pieces = text.split(" ")
    traces = list(map(_traces_of(language).__getitem__, pieces))
    lines, start = [], 0
    for number in range(0, len(pieces), LINE):
        lines.append(" ".join([str(start), *traces[number : number + LINE]]))
        start += sum(map(len, pieces[number : number + LINE])) + LINE
    return Traced(text, "\n".join(lines))


class _Traces(dict[str, str]):
    """From a piece to its trace; a dictionary, for a cached function takes far longer."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._analyser = analyser_for(language)

    def __missing__(self, piece: str) -> str:
        is_stop_word = self._analyser.is_stop_word
        words = [word for word in WORD.findall(piece) if not is_stop_word(word)]
        forms = map(self._analyser.forms, words)
        trace = "".join(f",{','.join((form.token, *form.parts))}," for form in forms)
        if len(self) >= CACHED_PIECES:
            self.clear()
        self[piece] = trace
        return trace


@lru_cache(maxsize=8)
def _traces_of(language: str) -> _Traces:
    return _Traces(language)


class Highlighter:
    """Marks in texts what one search looked for; made once for all its hits."""

    def __init__(self, language: str, marks: Marks) -> None:
        self._forms_of = analyser_for(language).forms
        self._marks = marks
        self._sought = [f",{token}," for token in marks.tokens]

    def whole(self, shown: Traced) -> str:
        """Return the whole text as safe HTML with the matching words in <mark>."""
        return _mark(shown.text, self._matches(shown))

    def fragment(self, texts: Iterable[Traced]) -> str:
        """Return the fragment with the most different matching words, "" when no text has one.

        Of equally good fragments the first text wins, and in a text the first place.
        """
        best: tuple[int, str, int, list[Span]] | None = None
        for shown in texts:
            spans = self._matches(shown)
            if not spans:
                continue
            score, first = _densest(shown.text, spans)
            if best is None or score > best[0]:
                best = score, shown.text, first, spans
            if score >= len(self._sought) and not self._marks.phrases:
                break  # every sought word is here: no later text is better
        return "" if best is None else _cut(*best[1:])

    def _matches(self, shown: Traced) -> list[Span]:
        """Return where the matching words stand; a trace knows no phrases and no beginnings."""
        spans = self._traced_matches(shown)
        marks = self._marks
        if not marks.beginning and not marks.phrases:
            return spans
        text, found = shown.text, set(spans)
        if marks.beginning:
            found.update(_beginning_with(text, marks.beginning))
        for phrase in marks.phrases:
            found.update(find_phrase(text, phrase))
        return sorted(found)

    def _traced_matches(self, shown: Traced) -> list[Span]:
        trace, places = shown.trace, set()
        for sought in self._sought:
            place = trace.find(sought)
            while place >= 0:
                places.add(_piece_at(shown, place))
                place = trace.find(sought, place + 1)
        if not places:
            return []
        return [span for start, piece in sorted(places) for span in self._words(start, piece)]

    def _words(self, start: int, piece: str) -> Iterator[Span]:
        """Yield the words of a piece that are marked, at least one is; to analyse takes long."""
        if piece.isalpha():  # most are one word and nothing else
            yield start, start + len(piece)
            return
        words = list(WORD.finditer(piece))
        for word in words:
            if len(words) == 1 or self._is_marked(self._forms_of(word[0])):
                yield start + word.start(), start + word.end()

    def _is_marked(self, form: Forms) -> bool:
        tokens = self._marks.tokens
        return form.token in tokens or not tokens.isdisjoint(form.parts)


def _piece_at(shown: Traced, place: int) -> tuple[int, str]:
    """Return the piece of a text that a place in its trace belongs to, and where it starts."""
    text, trace = shown
    line = trace.rfind("\n", 0, place) + 1
    head = trace.index(" ", line)
    start = int(trace[line:head])
    for _ in range(trace.count(" ", head + 1, place)):
        start = text.index(" ", start) + 1
    end = text.find(" ", start)
    return start, text[start:] if end < 0 else text[start:end]


def _beginning_with(text: str, beginning: str) -> Iterator[Span]:
    """Yield the words that begin like this as they are written."""
    for word in WORD.finditer(text):
        if fold(word[0]).startswith(beginning):
            yield word.span()


def _densest(text: str, spans: list[Span]) -> tuple[int, int]:
    """Return how many different words fit in one fragment, and the first span of that place."""
    if len(spans) == 1:
        return 1, 0
    words = [text[start:end].lower() for start, end in spans]
    different = len(set(words))
    best = (1, 0)
    for first, (start, _) in enumerate(spans):
        if best[0] == different:
            break
        limit = start + FRAGMENT_LENGTH - LEAD
        later = zip(spans[first:], words[first:], strict=True)
        inside = {word for (_, end), word in later if end <= limit}
        if len(inside) > best[0]:
            best = len(inside), first
    return best


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
    whole = escape(text)
    if not spans:
        return whole
    # Where nothing was escaped, no part needs to be: to look once is quicker than for each part.
    is_safe = len(whole) == len(text)
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [text[end:start], "<mark>", text[start:stop], "</mark>"]
        end = stop
    pieces.append(text[end:])
    if not is_safe:
        pieces[::2] = map(escape, pieces[::2])
    return "".join(pieces)
