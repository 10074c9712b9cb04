"""Wagtail's own search over all pages, with the texts that ours has.

The texts are added to its index by search fields, in this process only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from benchmarks.relevance.corpus import LANGUAGE
from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.report import DATABASES
from benchmarks.relevance.searches import Search
from benchmarks.wagtail_elasticsearch import BACKEND, filled_index
from blog.models import NewsPage, PressReleasePage
from catalogue.models import CasePage, MethodPage
from slimmernetwerk.models import PlainPage

TITLE_BOOST = 2.0  # what Wagtail gives a title; other names of a method are titles
TEXTS: dict[type[Page], tuple[str, ...]] = {
    MethodPage: (
        *("summary", "need", "why", "when_to_use", "when_not", "working_elements"),
        *("steps", "strengths", "cautions", "tips", "materials", "title_en", "summary_en"),
    ),
    CasePage: (
        *("summary", "organisation", "place", "problem", "approach", "result", "lessons"),
        "conditions",
    ),
    NewsPage: ("lead", "body"),
    PressReleasePage: ("lead", "place", "body", "notes_to_editors"),
    PlainPage: ("lead", "body"),
}


class WagtailPages(Search):
    """A backend of Wagtail's search, asked for any page with some of the words."""

    def __init__(self, name: str, backend: str) -> None:
        self.name = name
        self._backend = get_search_backend(backend)
        self._pages = Page.objects.live().filter(locale=Locale.objects.get(language_code=LANGUAGE))

    def ask(self, text: str) -> list[str]:
        found = self._backend.search(text, self._pages, operator="or")
        return [page.slug for page in found[:DEPTH]]


def add_search_fields() -> None:
    """Give Wagtail's index the texts of each type."""
    for model, names in TEXTS.items():
        known = {field.field_name for field in model.search_fields}
        added = [index.SearchField(name) for name in names if name not in known]
        if model is MethodPage:
            added.append(index.SearchField("alt_titles", boost=TITLE_BOOST))
        if hasattr(model, "terms"):
            added.append(index.RelatedFields("terms", [index.SearchField("label_nl")]))
        model.search_fields = [*model.search_fields, *added]


def wagtail_database() -> WagtailPages:
    """Return Wagtail's search in the database, with its index filled."""
    backend = get_search_backend("database")
    for model in TEXTS:
        backend.add_bulk(model, list(model.objects.all()))
    name = DATABASES.get(connection.vendor, connection.vendor)
    return WagtailPages(f"Wagtail, {name}", "database")


@contextmanager
def wagtail_elasticsearch() -> Iterator[WagtailPages]:
    """Give Wagtail's search on a server, with an index that is thrown away afterwards."""
    with filled_index(TEXTS, ((model, list(model.objects.all())) for model in TEXTS)):
        yield WagtailPages("Wagtail, Elasticsearch", BACKEND)
