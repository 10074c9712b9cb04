"""Snowball stemmers that threads can share."""

from threading import local

import snowballstemmer


class Stemmer:
    """The stems of one language, with a stemmer for each thread.

    The library's own keeps the word that it works on in itself: two threads at once get the stem of
    each other's word, or an IndexError.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._of_thread = local()

    def stem(self, word: str) -> str:
        """Return the stem of a word in small letters."""
        try:
            stemmer = self._of_thread.stemmer
        except AttributeError:
            stemmer = self._of_thread.stemmer = snowballstemmer.stemmer(self._language)
        return str(stemmer.stemWord(word))
