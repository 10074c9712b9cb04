"""Two lists of documents side by side: which keys differ."""

import pytest

from search.comparing import Comparison
from search.engines.base import Held


def held(key, digest="x", language="nl", type="page"):
    return Held(key, language, type, digest)


CASES = {
    "nothing at all": ([], [], []),
    "the same": ([held("a"), held("b")], [held("b"), held("a")], []),
    "missing": ([held("a"), held("b")], [held("a")], ["b"]),
    "too much": ([held("a")], [held("a"), held("b")], ["b"]),
    "other digest": ([held("a", "x")], [held("a", "y")], ["a"]),
    "other language": ([held("a")], [held("a", language="en")], ["a"]),
    "other type": ([held("a")], [held("a", type="case")], ["a"]),
    "held twice": ([held("a")], [held("a"), held("a")], ["a"]),
    "held twice and not wanted": ([], [held("a"), held("a")], ["a"]),
    "wanted twice and not held": ([held("a"), held("a")], [], ["a"]),
    "several": ([held("c"), held("b")], [held("a"), held("b")], ["a", "c"]),
}


@pytest.mark.parametrize(("wanted", "there", "different"), CASES.values(), ids=CASES.keys())
def test_keys_that_differ(wanted, there, different):
    with Comparison() as comparison:
        numbers = comparison.add_wanted(iter(wanted)), comparison.add_held(iter(there))
        assert list(comparison.different()) == different
    assert numbers == (len(wanted), len(there))


def test_keys_of_many_documents_are_counted_and_compared():
    def everything(without=None):
        return (held(f"k{number}") for number in range(20_000) if number != without)

    with Comparison() as comparison:
        numbers = comparison.add_wanted(everything()), comparison.add_held(everything(7))
        assert (numbers, list(comparison.different())) == ((20_000, 19_999), ["k7"])
