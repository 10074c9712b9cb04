"""Methods and practice cases in the lists of the admin."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.models import CaseIndexPage, CasePage, EvidenceRecord, MethodPage
from tests.slimmernetwerk.listings import rows, titles
from vocabularies.models import Term


@pytest.fixture
def make_case(make_page):
    parent = CaseIndexPage.objects.get()
    return lambda **fields: make_page(CasePage, **{"parent": parent, **fields})


def evidence(*slugs):
    levels = Term.objects.filter(vocabulary__key="bewijsniveau")
    return [
        EvidenceRecord(kind="theorie", level=levels.get(slug=slug), citation="bron")
        for slug in slugs
    ]


@pytest.fixture
def levels(db):
    return list(Term.objects.filter(vocabulary__key="bewijsniveau").order_by("order"))


def test_row_of_a_method_tells_phase_evidence_and_review(make_method, admin_client, levels):
    make_method(
        title="Premortem",
        terms=["fase/testen", "fase/verkennen", "beleidsthema/wonen"],
        evidence=evidence(levels[1].slug, levels[3].slug),
        review_date=date(2020, 3, 1),
    )
    row = rows(admin_client, "methods")["Premortem"]
    assert "verkennen, testen" in row
    assert levels[3].label in row
    assert levels[1].label not in row
    assert "1-3-2020 verstreken" in row


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        (["testen"], ["beide", "testen"]),
        (["verkennen"], ["beide"]),
        (["verkennen", "testen"], ["beide", "testen"]),
        (["borgen"], []),
    ],
    ids=str,
)
def test_phase_keeps_each_method_once(make_method, admin_client, phases, expected):
    make_method(title="beide", terms=["fase/verkennen", "fase/testen"])
    make_method(title="testen", terms=["fase/testen"])
    make_method(title="geen")
    assert titles(admin_client, "methods", phase=phases, ordering="title") == expected


def test_term_also_finds_the_terms_below_it(make_method, admin_client):
    parent = Term.objects.get(vocabulary__key="fase", slug="testen")
    child = Term.objects.create(
        vocabulary=parent.vocabulary, slug="proef", label_nl="proef", parent=parent
    )
    Term.objects.create(
        vocabulary=parent.vocabulary, slug="kleine-proef", label_nl="kleine proef", parent=child
    )
    make_method(title="Diep", terms=["fase/kleine-proef"])
    assert titles(admin_client, "methods", phase="testen") == ["Diep"]


def test_evidence_level_is_the_highest(make_method, admin_client, levels):
    low, high = levels[1].slug, levels[3].slug
    make_method(title="laag", evidence=evidence(low))
    make_method(title="hoog", evidence=evidence(low, high))
    make_method(title="geen")
    assert titles(admin_client, "methods", evidence=low) == ["laag"]
    assert titles(admin_client, "methods", evidence=high) == ["hoog"]


def test_sorting_by_evidence_puts_the_strongest_first_and_none_last(
    make_method, admin_client, levels
):
    make_method(title="geen")
    make_method(title="laag", evidence=evidence(levels[1].slug))
    make_method(title="hoog", evidence=evidence(levels[3].slug, levels[1].slug))
    found = titles(admin_client, "methods", ordering="-highest_level")
    assert found == ["hoog", "laag", "geen"]


def test_incomplete_methods(content, make_method, admin_client):
    make_method(title="Half")
    assert titles(admin_client, "methods", incomplete="true") == ["Half"]
    assert "Half" not in titles(admin_client, "methods", incomplete="false")
    assert len(titles(admin_client, "methods", incomplete="false")) == 12


def test_completeness_is_that_of_the_draft(content, admin_client):
    page = MethodPage.objects.get(title="Premortem")
    page.why, page.need = "", ""
    page.save_revision()
    assert "92 %" in rows(admin_client, "methods")["Premortem"]
    assert titles(admin_client, "methods", incomplete="true") == ["Premortem"]
    assert MethodPage.objects.get(pk=page.pk).completeness == 100


def test_row_of_a_case_tells_outcome_organisation_and_what_is_made_up(make_case, admin_client):
    make_case(title="Echt", outcome="niet", organisation="Waterschap Voorbeeld")
    make_case(title="Verzonnen", is_illustrative=True)
    found = rows(admin_client, "cases")
    assert "Niet gelukt Waterschap Voorbeeld" in found["Echt"]
    assert found["Verzonnen"].count("verzonnen") == 1
    assert "verzonnen" not in found["Echt"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"outcome": "niet"}, ["Mislukt"]),
        ({"is_illustrative": "true"}, ["Verzonnen"]),
        ({"is_illustrative": "false"}, ["Mislukt"]),
        ({"topic": "wonen"}, ["Verzonnen"]),
        ({"q": "voorbeeldstad"}, ["Mislukt"]),
    ],
    ids=str,
)
def test_filters_of_cases(make_case, admin_client, query, expected):
    make_case(title="Mislukt", outcome="niet", organisation="Gemeente Voorbeeldstad")
    make_case(title="Verzonnen", is_illustrative=True, terms=["beleidsthema/wonen"])
    assert titles(admin_client, "cases", **query) == expected
