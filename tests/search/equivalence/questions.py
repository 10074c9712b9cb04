"""Three hundred questions to put to two engines, of every kind that visitors ask.

They are drawn from the words, facets and orders of the documents themselves, with a seed, so that
nearly all of them find something and each way of asking is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from benchmarks.relevance.questions import read_questions
from search.analysis import analyser_for, find_words
from search.types import SearchDocument, SearchRequest
from tests.search.equivalence.corpus import Corpus, in_order

ENGLISH = 0.2  # share of the questions
LOOSE = 0.5
METHODS_ONLY = 0.3
LONGEST_TYPED = 14  # letters of a word
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(NamedTuple):
    """What is asked, and what kind of question that is."""

    kind: str
    request: SearchRequest


class QuestionWriter:
    """Writes questions about a corpus; the same seed gives the same questions."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._random = Random(seed)
        self._corpus = corpus
        self._documents = {
            language: [one for one in in_order(corpus.documents) if one.language == language]
            for language in ("nl", "en")
        }
        self._facets = tuple(sorted({name for one in corpus.documents for name in one.facets}))

    def write(self) -> Iterator[Question]:
        """Yield three hundred questions, kind by kind."""
        kinds: dict[str, tuple[int, Callable[[str], dict[str, Any]]]] = {
            "one word": (28, self._one_word),
            "several words": (40, self._several_words),
            "word form": (20, self._word_form),
            "compound": (22, self._compound),
            "synonym": (18, self._synonym),
            "typing error": (28, self._typing_error),
            "beginning of a word": (22, self._beginning),
            "phrase": (26, self._phrase),
            "no text": (20, self._no_text),
            "filters": (36, self._filters),
            "order": (16, self._order),
            "deep page": (10, self._deep_page),
        }
        for kind, (count, write) in kinds.items():
            for _number in range(count):
                yield Question(kind, self._request(write))
        texts = [question.text for question in read_questions() if question.kind != "english"]
        for text in self._random.sample(texts, 14):
            fields = {"text": text, "may_be_loose": True}
            yield Question("whole question", self._request(lambda _, fields=fields: fields, "nl"))

    def beginnings(self, count: int) -> Iterator[tuple[str, str]]:
        """Yield what somebody has typed so far in the field of search, with the language."""
        for _number in range(count):
            language = self._language()
            title = find_words(self._document(language).title)
            typed = self._random.choice(title)
            typed = typed[: self._random.randint(2, len(typed))] if len(typed) > 1 else typed
            first = self._random.choice(title)
            yield language, f"{first} {typed}" if self._random.random() < 0.3 else typed

    def keys(self, count: int) -> list[str]:
        """Return keys of documents whose relations are asked."""
        return [self._document(self._language()).key for _number in range(count)]

    def _request(self, write: Callable[[str], dict[str, Any]], language: str = "") -> SearchRequest:
        language = language or self._language()
        fields: dict[str, Any] = {
            "language": language,
            "facets": (*self._facets, "type"),
            "may_be_loose": self._random.random() < LOOSE,
            "types": ("method",) if self._random.random() < METHODS_ONLY else (),
        }
        return SearchRequest(**fields | write(language))

    def _language(self) -> str:
        return "en" if self._random.random() < ENGLISH else "nl"

    def _document(self, language: str) -> SearchDocument:
        return self._random.choice(self._documents[language])

    def _words(self, language: str) -> list[str]:
        """Return words that follow each other in one text of a document."""
        document = self._document(language)
        texts = (document.title, document.summary, document.body, document.body, document.title)
        words = find_words(self._random.choice(texts))
        return words if len(words) > 1 else self._words(language)

    def _word(self, language: str, least: int = 3) -> str:
        while True:
            word = self._random.choice(self._words(language))
            if least <= len(word) <= LONGEST_TYPED:
                return word

    def _word_of(self, language: str, fits: Callable[[str], bool]) -> str:
        while True:
            word = self._random.choice(self._words(language))
            if fits(word):
                return word

    def _one_word(self, language: str) -> dict[str, Any]:
        return {"text": self._word(language)}

    def _several_words(self, language: str) -> dict[str, Any]:
        words = [self._word(language) for _number in range(self._random.randint(2, 5))]
        if self._random.random() < 0.5:
            words = self._consecutive(language, len(words))
        return {"text": " ".join(words)}

    def _consecutive(self, language: str, count: int) -> list[str]:
        words = self._words(language)
        start = self._random.randrange(len(words))
        return words[start : start + count]

    def _word_form(self, language: str) -> dict[str, Any]:
        """Ask a form that the document has not: with another ending, of the same stem."""
        forms = analyser_for(language).forms
        endings = ("en", "s", "e", "ing", "ed", "er", "t", "n")

        def others(word: str) -> list[str]:
            changed = [word + ending for ending in endings]
            changed += [word.removesuffix(ending) for ending in endings]
            return [
                form
                for form in changed
                if form != word and len(form) > 2 and forms(form).token == forms(word).token
            ]

        word = self._word_of(language, lambda word: len(word) > 3 and bool(others(word)))
        return {"text": self._random.choice(others(word))}

    def _compound(self, language: str) -> dict[str, Any]:
        """Ask a compound, or its parts as words of their own."""
        forms = analyser_for("nl").forms
        word = self._word_of("nl", lambda word: len(forms(word).parts) > 1)
        is_whole = self._random.random() < 0.5
        return {"text": word if is_whole else " ".join(forms(word).parts), "language": "nl"}

    def _synonym(self, language: str) -> dict[str, Any]:
        table = self._corpus.synonyms[language]
        word = self._random.choice(sorted(table))
        asked = self._random.choice([word, *table[word]])
        return {"text": f"{asked} {self._word(language)}" if self._random.random() < 0.3 else asked}

    def _typing_error(self, language: str) -> dict[str, Any]:
        word = self._word(language, least=5)
        place = self._random.randint(1, len(word) - 2)
        before, letter, other, after = word[:place], word[place], word[place + 1], word[place + 2 :]
        mistyped = self._random.choice(
            (
                before + other + letter + after,
                before + other + after,
                before + letter + letter + other + after,
                before + self._random.choice(LETTERS) + other + after,
            )
        )
        with_another = self._random.random() < 0.4
        return {"text": f"{self._word(language)} {mistyped}" if with_another else mistyped}

    def _beginning(self, language: str) -> dict[str, Any]:
        word = self._word(language, least=4)
        typed = word[: self._random.randint(2, len(word) - 1)]
        with_another = self._random.random() < 0.3
        return {"text": f"{self._word(language)} {typed}" if with_another else typed}

    def _phrase(self, language: str) -> dict[str, Any]:
        phrase = " ".join(self._consecutive(language, self._random.randint(1, 4)))
        patterns = ('"{}"', '"{}"', "„{}” {}", '{1} "{0}"', '"{} {}', '"{}" "{}"')
        return {"text": self._random.choice(patterns).format(phrase, self._word(language))}

    def _chosen(self, language: str) -> dict[str, tuple[str, ...]]:
        """Choose values in one to three facets that one document has, at times with another."""
        document, other = self._document(language), self._document(language)
        names = [name for name in document.facets if document.facets[name]]
        chosen = self._random.sample(sorted(names), min(self._random.randint(1, 3), len(names)))
        found = {}
        for name in chosen:
            values = [self._random.choice(sorted(document.facets[name]))]
            if self._random.random() < 0.4 and other.facets.get(name):
                values.append(self._random.choice(sorted(other.facets[name])))
            found[name] = tuple(values)
        return found

    def _filters(self, language: str) -> dict[str, Any]:
        words = [self._word(language) for _number in range(self._random.choice((1, 1, 2, 3)))]
        return {"text": " ".join(words), "filters": self._chosen(language)}

    def _no_text(self, language: str) -> dict[str, Any]:
        filters = self._chosen(language) if self._random.random() < 0.8 else {}
        return {"filters": filters, "offset": self._random.choice((0, 0, 20))}

    def _order(self, language: str) -> dict[str, Any]:
        text = self._word(language) if self._random.random() < 0.6 else ""
        filters = self._chosen(language) if self._random.random() < 0.4 else {}
        sort = self._random.choice(self._corpus.sorts)
        return {"text": text, "filters": filters, "sort": sort}

    def _deep_page(self, language: str) -> dict[str, Any]:
        return {"text": self._word(language), "offset": self._random.choice((40, 100, 400, 9_990))}
