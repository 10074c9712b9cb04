"""Dutch words: from every form of a word to one token.

The token is the Snowball stem of the lemma. A short list of exceptions goes first, for words
that would otherwise meet a stranger: "overheid" would become "over", "gemeente" "gemeen".
"""

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

from search.analysis.stemming import Stemmer
from search.analysis.wordlists import read_pairs, read_words
from search.analysis.words import fold

EXCEPTIONS = read_pairs("nl_exceptions.txt")
LEMMAS = 1_000
STOP_WORDS = read_words("nl_stop_words.txt") | read_words("nl_question_words.txt")

# What is remembered is the outcome of the whole analysis: a lemma is asked for twice, no more.
_lemmatizer = Lemmatizer(cache_max_size=LEMMAS, lemmatization_strategy=DefaultStrategy(greedy=True))
_stemmer = Stemmer("dutch")


def token(word: str) -> str:
    """Return the token of a Dutch word: its folded stem, without spaces or signs."""
    folded = fold(word)
    if folded in EXCEPTIONS:
        return EXCEPTIONS[folded]
    written = lemma(word)
    base = fold(written)
    if base in EXCEPTIONS:
        return EXCEPTIONS[base]
    return fold(_stemmer.stem(written)) or folded


def lemma(word: str) -> str:
    """Return the dictionary form in small letters; capitals would hide a word from the list."""
    plain = word.lower().replace("\u2019", "'").replace("\u00ad", "")
    if plain.count("'") == 0:
        plain = plain.replace("-", "")
    found = str(_lemmatizer.lemmatize(plain, lang="nl"))
    return found.replace("_", "").lower()
