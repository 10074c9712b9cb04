"""The text fields of a document as strings of tokens: the same for every engine.

Every string is split at its spaces by the engine and nothing more. The constant first token
makes empty fields count alike, and the same token between two texts in one field keeps a phrase
from running over the border. A change here needs a higher FIELDS_VERSION.
"""

from collections.abc import Iterable
from itertools import chain

from search.analysis import START, Forms, analyser_for, beginnings, find_words, fold, fold_text
from search.types import SearchDocument

FIELDS_VERSION = 1
TEXT_FIELDS = (
    "title",
    "keywords",
    "summary",
    "body",
    "exact",
    "parts",
    "prefixes",
    "keyword_prefixes",
)
FIRST_WORD = "^"  # before a beginning: the title itself begins like this
SHORTEST_LISTED_WORD = 3
LONGEST_LISTED_WORD = 40


def text_fields(document: SearchDocument) -> dict[str, str]:
    """Return the token string of each of TEXT_FIELDS."""
    analyse = analyser_for(document.language).analyse
    title, summary, body = map(analyse, (document.title, document.summary, document.body))
    keywords = [analyse(keyword) for keyword in document.keywords]
    texts = [title, *keywords, summary, body]
    return {
        "title": _tokens([title]),
        "keywords": _tokens(keywords),
        "summary": _tokens([summary]),
        "body": _tokens([body]),
        "exact": _joined([form.exact for form in text] for text in texts),
        "parts": _joined([_parts(chain.from_iterable(texts))]),
        "prefixes": _joined([_title_beginnings(title)]),
        "keyword_prefixes": _joined([beginnings(form.exact for form in chain(*keywords))]),
    }


def listed_words(document: SearchDocument) -> list[str]:
    """Return the words that may be offered as a correction, in small letters, each once."""
    texts = (document.title, document.summary, document.body, *document.keywords)
    words = {word.lower() for text in texts for word in find_words(text)}
    return sorted(
        word
        for word in words
        if SHORTEST_LISTED_WORD <= len(word) <= LONGEST_LISTED_WORD and word.isalpha()
    )


def slug_of(url: str) -> str:
    """Return the last non-empty segment of a URL, which breaks ties."""
    return url.rstrip("/").rpartition("/")[2]


def title_order(title: str) -> str:
    """Return what titles are compared by: folded words."""
    return fold_text(title)


def _tokens(texts: Iterable[list[Forms]]) -> str:
    return _joined([form.token for form in text] for text in texts)


def _joined(texts: Iterable[list[str]]) -> str:
    between = f" {START} "
    return f"{START} {between.join(' '.join(text) for text in texts if text)}".rstrip()


def _parts(texts: Iterable[Forms]) -> list[str]:
    return [part for form in texts for part in form.parts]


def _title_beginnings(title: list[Forms]) -> list[str]:
    words = [form.exact for form in title]
    opening = [FIRST_WORD + beginning for beginning in beginnings(words[:1])]
    return opening + beginnings(words)


def words_begin(typed: list[str], text: str) -> bool:
    """Tell whether every typed, folded word begins a word of the text."""
    words = [fold(word) for word in find_words(text)]
    return all(any(word.startswith(part) for word in words) for part in typed)
