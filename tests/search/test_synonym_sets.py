"""Sets of words that editors keep: what search does with them, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError

from search import followers
from search.facets import SynonymSets
from search.models import SynonymSet


@pytest.fixture
def page(index, make_method):
    return make_method(title="Overleg", slug="overleg")


def save(words: str, **fields) -> SynonymSet:
    one = SynonymSet(words=words, **fields)
    one.full_clean()
    one.save()
    return one


def total(client, text: str, url: str = "/zoeken/") -> int:
    return client.get(url, {"q": text}).context["results"].total


def test_new_set_counts_with_the_next_search(page, client):
    before = total(client, "babbelronde")
    save("babbelronde\noverleg")
    assert (before, total(client, "babbelronde")) == (0, 1)


def test_every_word_finds_every_other(page, client):
    save("Babbelronde\nOverleg\nrondje praten")
    assert [total(client, text) for text in ("BABBELRONDE", "rondje praten")] == [1, 1]


def test_set_builds_no_document_again(page, client, monkeypatch):
    total(client, "x")
    built = []
    monkeypatch.setattr("search.building.build_document", lambda *args: built.append(args))
    save("babbelronde\noverleg")
    assert (total(client, "babbelronde"), built) == (1, [])


@pytest.mark.parametrize("change", ["delete", "switch off", "other words", "other language"])
def test_changed_set_counts_with_the_next_search(change, page, client):
    one = save("babbelronde\noverleg")
    before = total(client, "babbelronde")
    match change:
        case "delete":
            one.delete()
        case "switch off":
            one.is_active = False
        case "other words":
            one.words = "gesprek\noverleg"
        case "other language":
            one.language = "en"
    if change != "delete":
        one.save()
    assert (before, total(client, "babbelronde")) == (1, 0)


def test_set_counts_in_its_own_language(page, index):
    save("babbelronde\noverleg", language="en")
    assert "babbelronde" not in followers.synonyms_of("nl")
    save("babbelronde\noverleg", language="nl")
    followers._synonyms_at.cache_clear()
    assert "babbelronde" in followers.synonyms_of("nl")


def break_sets(monkeypatch, answer) -> None:
    """Let the sets of editors answer with something else, or raise it."""

    def get_synonyms(self):
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(SynonymSets, "get_synonyms", get_synonyms)


AWAY = [OperationalError("stuk"), InterfaceError("stuk")]
WRONG = [LookupError("stuk"), None, ["overleg"], {"overleg": None}]


@pytest.mark.parametrize("answer", [*AWAY, *WRONG], ids=repr)
def test_sets_that_fail_once_count_with_the_next_search(answer, page, client, monkeypatch):
    save("babbelronde\noverleg")
    with monkeypatch.context() as patch:
        break_sets(patch, answer)
        without = total(client, "babbelronde"), total(client, "overleg")
    assert (without, total(client, "babbelronde")) == ((0, 1), 1)


def test_sets_that_fail_take_no_other_synonyms_along(index, monkeypatch):
    break_sets(monkeypatch, LookupError("stuk"))
    assert followers.synonyms_of("nl")["flierefluiter"] == ["zwierebol"]


def test_words_are_kept_once_each_and_tidy(db):
    one = save("  rondje   praten \r\n\r\noverleg\noverleg\n gesprek")
    assert one.words == "rondje praten\noverleg\ngesprek"


@pytest.mark.parametrize(
    "words",
    [
        "overleg",
        "overleg\nOverleg",
        "methode\nmethoden",
        "\n\n",
        "???\noverleg",
        "overleg\neen twee drie vier vijf zes zeven",
        "\n".join(f"woord{number}" for number in range(21)),
    ],
)
def test_set_that_search_cannot_use_is_refused(words, db):
    with pytest.raises(ValidationError) as caught:
        save(words)
    assert "words" in caught.value.message_dict


def test_word_of_another_set_is_refused_and_named(db):
    save("overleg\ngesprek")
    with pytest.raises(ValidationError, match="overleg, gesprek"):
        save("gesprekken\npraatje")


@pytest.mark.parametrize("fields", [{"language": "en"}, {"is_active": False}])
def test_word_of_a_set_that_does_not_count_here_is_no_clash(fields, db):
    save("overleg\ngesprek")
    save("gesprek\npraatje", **fields)
    assert SynonymSet.objects.count() == 2


def test_set_can_be_saved_again(db):
    one = save("overleg\ngesprek")
    one.full_clean()


def test_hostile_words_are_words(page, client):
    save('overleg\n"><script>alert(1)</script>')
    assert total(client, "script alert 1 script") == 1
