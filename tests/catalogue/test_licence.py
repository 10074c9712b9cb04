"""What the badges of a licence say: never that something is allowed when one must ask first."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from catalogue.models.facts import LICENCE_BADGES
from vocabularies.models import Term


@pytest.mark.parametrize(
    ("slug", "says", "is_free"),
    [
        ("cc0", "You may use this", True),
        ("cc-by-nc", "Not to earn money with", True),
        ("toestemming-gevraagd", "Ask permission first", False),
        ("onbekend", "Unknown: ask about it", False),
    ],
)
def test_badges_say_what_one_may_do(slug, says, is_free):
    page = {"licence_badges": LICENCE_BADGES[slug]}
    with override("en"):
        html = render_to_string("catalogue/components/licence.html", {"page": page})
    assert says in html
    assert ("You may" in html) is is_free
    assert ("i-warning" in html) is (slug != "cc0")


def test_method_without_a_licence_asks_to_find_out(make_method):
    assert make_method(licence=None).licence_badges == LICENCE_BADGES["onbekend"]


def test_every_licence_has_its_badges(site):
    slugs = Term.objects.filter(vocabulary__key="licentie").values_list("slug", flat=True)
    assert set(slugs) == set(LICENCE_BADGES)
