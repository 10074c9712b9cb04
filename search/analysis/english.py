"""English words: the Snowball stem of the folded word."""

from search.analysis.stemming import Stemmer
from search.analysis.wordlists import read_words
from search.analysis.words import fold

STOP_WORDS = read_words("en_stop_words.txt") | read_words("en_question_words.txt")

_stemmer = Stemmer("english")


def token(word: str) -> str:
    """Return the token of an English word: its folded stem, without spaces or signs."""
    plain = word.lower().replace("\u2019", "'").removesuffix("'s")
    folded = fold(plain)
    return fold(_stemmer.stem(folded)) or folded
