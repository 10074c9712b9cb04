"""The methods that benchmarks measure with are pages like any other."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from benchmarks.loader import load_methods
from catalogue.models import MethodPage
from search.types import SearchRequest

NUMBER = 20


@pytest.fixture
def methods(site: Any) -> list[MethodPage]:
    load_methods(NUMBER)
    return list(MethodPage.objects.published().order_by("path"))


def test_loader_makes_published_methods(methods: list[MethodPage]) -> None:
    assert len(methods) == NUMBER
    assert len({page.title for page in methods}) == NUMBER


def test_loader_leaves_a_sound_tree(methods: list[MethodPage]) -> None:
    assert not any(Page.find_problems())


def test_loader_fills_terms_evidence_and_steps(methods: list[MethodPage]) -> None:
    assert all(
        page.terms.exists() and page.evidence.exists() and len(page.steps) >= 4 for page in methods
    )


def test_loader_makes_methods_that_the_index_finds(
    methods: list[MethodPage], index: ModuleType
) -> None:
    asked = SearchRequest(types=("method",), facets=("fase",), limit=NUMBER)

    found = index.get_engine().search(asked)

    assert found.total == NUMBER
    assert sum(found.facets["fase"].values()) >= NUMBER


def test_loader_makes_methods_that_visitors_can_read(
    methods: list[MethodPage], index: ModuleType, client: Client
) -> None:
    page = methods[-1]

    response = client.get(page.url)

    assert response.status_code == 200
    assert page.title in response.content.decode()
