"""Words and their tokens: forms meet, strangers do not, and token n is word n."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import (
    WORD,
    analyser_for,
    beginnings,
    dutch,
    english,
    find_words,
    fingerprint,
    fold,
    fold_text,
)

DUTCH = analyser_for("nl")
ENGLISH = analyser_for("en")

_MEET = """
methode/methoden methode/methodes organisatie/organisaties stad/steden gemeente/gemeenten
gemeente/gemeentes gemeente/gemeentelijke overheid/overheden team/teams vraag/vragen
bewoner/bewoners inwoner/inwoners idee/ideeën probleem/problemen werkvorm/werkvormen
bijeenkomst/bijeenkomsten lid/leden proces/processen beleid/beleids dienst/diensten
experiment/experimenten plan/plannen doel/doelen wijk/wijken kind/kinderen schip/schepen
evaluatie/evalueren innovatie/innoveren participatie/participeren samenwerken/samenwerking
samenwerken/samengewerkt ontwerpen/ontworpen gesprek/gesprekken provincie/provincies
collega/collega's collega/collega’s agenda/agenda's ambtenaar/ambtenaren onderzoeken/onderzocht
vergunning/vergunningen besluit/besluiten bedrijf/bedrijven brief/brieven huis/huizen weg/wegen
groot/grote duurzaam/duurzame zoeken/gezocht denken/gedacht fase/fasen fase/fases raad/raden
Klantreis/klantreizen co-creatie/cocreatie e-mail/email NS/ns één/een
"""

_STRANGERS = """
kamer/kameraad wet/weten beleid/beleg over/overheid gemeente/gemeen stad/staat dienst/dienen
markt/markering pers/persoon methode/methaan bal/balie school/scholing bestuur/besturing
hand/handel burger/burgemeester water/waterschap vergaderen/vergeten kaart/kaars kost/kostuum
partij/partner rechten/rechter politie/politiek inwoner/wonen deel/deelnemer park/parkeren
koning/koningin krant/krans post/positie regel/regent regio/regie norm/normaal raadsel/raad
vrouw/vrouwelijk team/teamen stadium/stad lid/lijden methode/methodiek waarde/waard
"""

_PLAIN = """
gemeente overheid kameraad ambtenaren organisatie methode verandering onderzoeken evaluatie
vergaderingen bestuurders team provincies innovatie prioriteiten begeleiding
"""

_ENGLISH_MEET = (
    "method/methods city/cities study/studies team/teams citizen/citizen's plan/planning"
)


@pytest.mark.parametrize("pair", _MEET.split())
def test_forms_of_a_dutch_word_meet(pair):
    first, second = pair.split("/")
    assert DUTCH.forms(first).token == DUTCH.forms(second).token


@pytest.mark.parametrize("pair", _STRANGERS.split())
def test_strangers_do_not_meet(pair):
    first, second = pair.split("/")
    assert DUTCH.forms(first).token != DUTCH.forms(second).token


@pytest.mark.parametrize("pair", _ENGLISH_MEET.split())
def test_forms_of_an_english_word_meet(pair):
    first, second = pair.split("/")
    assert ENGLISH.forms(first).token == ENGLISH.forms(second).token


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("inwonersparticipatie", ["inwoners", "participatie"]),
        ("klantreizen", ["klant", "reizen"]),
        ("omgevingswet", ["omgeving", "wet"]),
        ("beleidsmedewerker", ["beleid", "medewerker"]),
        ("gemeenteraadsverkiezingen", ["gemeente", "raad", "verkiezingen"]),
        ("energietransitie", ["energie", "transitie"]),
        ("woordenlijst", ["woord", "lijst"]),
        ("co-creatie", ["co", "creatie"]),
        ("NS-station", ["NS", "station"]),
    ],
)
def test_compound_gives_the_tokens_of_its_parts(compound, parts):
    assert DUTCH.forms(compound).parts == tuple(DUTCH.forms(part).token for part in parts)


@pytest.mark.parametrize(
    "word",
    _PLAIN.split(),
)
def test_plain_word_has_no_parts(word):
    assert DUTCH.forms(word).parts == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Agenda's, scenario’s en co-creatie!", ["Agenda's", "scenario’s", "en", "co-creatie"]),
        ("een_twee 3,5 (vier)", ["een", "twee", "3", "5", "vier"]),
        ("'s avonds -los- 'quote'", ["s", "avonds", "los", "quote"]),
        ("cafe\u0301 bele\u00adid", ["cafe\u0301", "bele\u00adid"]),
        ("", []),
        ("?! … – \U0001f600", []),
    ],
)
def test_find_words_keeps_what_belongs_together(text, words):
    assert find_words(text) == words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Coördinatie", "coordinatie"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("agenda’s", "agendas"),
        ("bele\u00adid", "beleid"),
        ("ﬁets", "fiets"),
        ("ĲSSEL", "ijssel"),
    ],
)
def test_fold_removes_case_accents_and_signs(word, folded):
    assert fold(word) == folded


def test_soft_hyphen_and_decomposed_accent_change_no_token():
    assert DUTCH.tokens("bele\u00adid ideee\u0308n") == DUTCH.tokens("beleid ideeën")


def test_stop_and_question_words_are_known_in_any_case():
    assert DUTCH.is_stop_word("De") and DUTCH.is_stop_word("Hoe")
    assert ENGLISH.is_stop_word("How") and not ENGLISH.is_stop_word("de")


def test_stop_words_are_indexed_too():
    assert len(DUTCH.tokens("de kaart van de wijk")) == 5


def test_language_without_analysis_gets_folded_words():
    assert analyser_for("fr").tokens("Les Méthodes") == ["les", "methodes"]


def test_beginnings_have_two_to_twelve_letters():
    assert beginnings(["kaart", "ka", "x"]) == ["ka", "kaa", "kaar", "kaart"]
    assert max(map(len, beginnings(["dienstverlening"]))) == 12


@pytest.fixture
def _restless_threads() -> Iterator[None]:
    """Let threads take turns in the middle of everything."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("language", [dutch, english])
def test_threads_do_not_get_each_others_tokens(language: ModuleType, _restless_threads):
    words = fold_text(_MEET).split() * 20
    expected = list(map(language.token, words))
    with ThreadPoolExecutor(4) as threads:
        found = threads.map(lambda _: list(map(language.token, words)), range(4))
    assert [tokens == expected for tokens in found] == [True] * 4


def test_fingerprint_is_stable():
    assert fingerprint() == fingerprint() != ""


WORDS = st.from_regex(WORD, fullmatch=True)
LANGUAGES = st.sampled_from(["nl", "en", "fr"])


@given(st.text(), LANGUAGES)
def test_every_word_has_one_token(text, language):
    tokens = analyser_for(language).tokens(text)
    assert len(tokens) == len(find_words(text))


@given(WORDS, LANGUAGES)
def test_tokens_are_never_empty_and_hold_no_space(word, language):
    exact, token, parts = analyser_for(language).forms(word)
    for value in (exact, token, *parts):
        assert value and value.split() == [value]


@given(st.text(), LANGUAGES)
def test_analysis_of_joined_tokens_has_as_many_words(text, language):
    """What an engine splits at its spaces is what the analysis gave."""
    tokens = analyser_for(language).tokens(text)
    assert " ".join(tokens).split() == tokens


@given(WORDS)
def test_folding_twice_changes_nothing(word):
    assert fold(fold(word)) == fold(word)


@given(st.text())
def test_folded_text_is_stable(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text())
def test_words_are_found_in_the_order_of_the_text(text):
    position = 0
    for word in find_words(text):
        position = text.index(word, position) + len(word)
    assert position <= len(text)
