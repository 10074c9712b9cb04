"""A vocabulary or a facet that comes while the site runs is found and counted in every engine.

The index stays the one that it was: neither a new generation nor another mapping is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from search import followers, indexing
from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.facets import Facet, FacetValue, FixedFacet
from search.results import Results, build_results
from tests.search.contract.conftest import FACTORIES
from tests.search.elastic_sites import search_at, server_url
from vocabularies.definitions import TermDefinition, VocabularyDefinition
from vocabularies.models import Term, Vocabulary
from vocabularies.syncing import sync_vocabularies

Ask = Callable[..., Results]
GROWING = ("numbers", "dates")


@pytest.fixture(params=FACTORIES)
def answering(request, site, settings, monkeypatch) -> Iterator[Engine]:
    """The engine that answers the visitors of a site, level with it."""
    if request.param == followers.ELASTICSEARCH:
        monkeypatch.setattr(indexing, "SERVER_SECONDS", 60)
        monkeypatch.setattr("search.engines.elastic_client.READ_SECONDS", 60)
        search_at(settings, server_url())
    for engine in followers.followers():
        indexing.rebuild(engine=engine)
    yield followers.far() or followers.near()
    if server := followers.far():
        server.generations.remove_all()


@pytest.fixture
def unchanged(answering) -> Iterator[None]:
    """Hold the engine to its index: the same generation, with the same mapping, all the time."""
    before = generation(answering)
    yield
    assert generation(answering) == before


def generation(engine: Engine) -> tuple[Any, Any]:
    """Return which index counts, and how its fields are mapped.

    Without numbers and dates: each one that a document brings is a field of its own there.
    """
    if isinstance(engine, ElasticEngine):
        (name,) = engine.generations.targets()
        found = engine._connection.writing.indices.get_mapping(index=name).body
        fields = found[name]["mappings"]["properties"]
        return name, {key: field for key, field in fields.items() if key not in GROWING}
    assert isinstance(engine, EmbeddedEngine)
    directory = engine._generations.current()
    return directory, engine._newest().index.schema


@pytest.fixture
def ask(answering, unchanged, rf) -> Ask:
    """Ask as a visitor of the pages of a type: `ask("method", kleur="rood")`."""

    def asked(name: str, **query: str) -> Results:
        results = build_results(rf.get("/", query), url="/", types=(name,))
        assert (results.is_substitute, results.notice, results.messages) == (False, "", [])
        return results

    return asked


def titles(results: Results) -> list[str]:
    return sorted(row.hit.title for row in results.rows)


def counts(results: Results, name: str) -> dict[str, int]:
    (facet,) = (facet for facet in results.facets if facet.name == name)
    return {value.value: value.count for value in facet.values}


def test_vocabulary_added_in_the_admin(ask, admin_client, make_method):
    make_method(title="Er al")
    vocabulary = {
        **{"key": "kleur", "label_nl": "Kleur", "source": "chosen", "min_terms": 0, "order": 9},
        **{"applies_to": ["method"], "is_facet": "on"},
    }
    add(admin_client, "vocabulary", vocabulary)
    pk = Vocabulary.objects.get(key="kleur").pk
    for order, slug in enumerate(("karmijnrood", "kobaltblauw")):
        term = {"vocabulary": pk, "slug": slug, "label_nl": slug, "order": order, "is_active": "on"}
        add(admin_client, "term", term)
    make_method(title="Rode", terms=["kleur/karmijnrood"])
    make_method(title="Blauwe", terms=["kleur/kobaltblauw"])
    make_method(title="Bonte", terms=["kleur/karmijnrood", "kleur/kobaltblauw"])
    assert titles(ask("method")) == ["Blauwe", "Bonte", "Er al", "Rode"]
    chosen = ask("method", kleur="karmijnrood")
    assert titles(chosen) == ["Bonte", "Rode"]
    assert counts(chosen, "kleur") == {"karmijnrood": 2, "kobaltblauw": 2}
    assert titles(ask("method", q="kobaltblauw")) == ["Blauwe", "Bonte"]


def add(client, model: str, data: dict[str, Any]) -> None:
    url = reverse(f"vocabularies_{model}_modeladmin_create")
    assert client.post(url, data).status_code == 302


def test_vocabulary_added_by_a_plugin(ask, make_page, monkeypatch):
    from dummy import vocabularies
    from dummy.models import DummyPage

    page = make_page(DummyPage, title="Zeehond")
    make_page(DummyPage, title="Stil")
    ask("dummy")
    terms = (TermDefinition("brommen", "brommen", "humming"), TermDefinition("fluit", "fluit", "x"))
    added = VocabularyDefinition("geluid", "Geluid", "Sound", applies_to=("dummy",), terms=terms)
    monkeypatch.setattr(vocabularies, "vocabularies", [*vocabularies.vocabularies, added])
    sync_vocabularies()
    page.terms.add(Term.objects.get(slug="brommen"))
    page.save_revision().publish()
    chosen = ask("dummy", geluid="brommen")
    assert (titles(chosen), counts(chosen, "geluid")) == (["Zeehond"], {"brommen": 1, "fluit": 0})
    assert titles(ask("dummy", q="brommen")) == ["Zeehond"]


def test_facet_added_by_a_plugin(ask, make_page, monkeypatch):
    from dummy import facets
    from dummy.documents import DummyDocument
    from dummy.models import DummyPage

    pages = [make_page(DummyPage, title=title) for title in ("Roos", "Lavendel")]
    ask("dummy")
    values = (FacetValue("zoet", "Zoet"), FacetValue("kruidig", "Kruidig"))
    added = FixedFacet("geur", Facet("geur", "Geur", values, frozenset({"dummy"})))
    monkeypatch.setattr(facets, "facets", [*facets.facets, added])
    build = DummyDocument.build

    def build_with_scent(self, page):
        document = build(self, page)
        scent = "zoet" if page.title == "Roos" else "kruidig"
        return replace(document, facets={**document.facets, "geur": [scent]}, keywords=(scent,))

    monkeypatch.setattr(DummyDocument, "build", build_with_scent)
    for page in pages:
        page.save_revision().publish()
    chosen = ask("dummy", geur="kruidig")
    assert (titles(chosen), counts(chosen, "geur")) == (["Lavendel"], {"zoet": 1, "kruidig": 1})
    assert titles(ask("dummy", q="kruidig")) == ["Lavendel"]
