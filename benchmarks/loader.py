"""Put many methods of the real page type into the database at once.

Pages are filled by the mapping that import uses, and written table by table: importing ten
thousand one by one, with a revision each, is another measurement. No signal is sent, so the
search index is rebuilt afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Locale, Page

from benchmarks.texts import MethodWriter
from catalogue.completeness import completeness_of
from catalogue.content.records import MethodRecord
from catalogue.exchange.method_mapping import fill_method
from catalogue.models import EvidenceRecord, MethodIndexPage, MethodPage, MethodRelation
from slimmernetwerk.models import BasePage
from vocabularies.models import Term

BATCH = 500
YEARS = 5 * 365


def load_methods(count: int, seed: int = 1) -> int:
    """Write methods and add them below the catalogue; return how many there are now."""
    return load_records(MethodWriter(seed).write(count), seed)


def load_records(written: Iterable[MethodRecord], seed: int = 1) -> int:
    """Add published methods below the catalogue; return how many there are now."""
    records = iter(written)
    terms = {term.key: term for term in Term.objects.select_related("vocabulary")}
    keys: dict[str, int] = dict(MethodPage.objects.values_list("key", "pk"))
    moments = Random(seed)
    while batch := list(islice(records, BATCH)):
        with transaction.atomic():
            _load(batch, terms, keys, moments)
    return MethodPage.objects.count()


def _load(
    records: Sequence[MethodRecord],
    terms: Mapping[str, Term],
    keys: dict[str, int],
    moments: Random,
) -> None:
    pages = [_page(record, moments) for record in records]
    for page, row in zip(pages, _insert_tree_rows(pages), strict=True):
        keys[page.key] = row.pk
    for page, record in zip(pages, records, strict=True):
        fill_method(page, record, terms, keys)
        page.completeness = completeness_of(page)
        # Each table of the three has a key of its own, and raw inserts follow no links.
        page.id = page.page_ptr_id = page.basepage_ptr_id = keys[page.key]
    _insert(BasePage, pages)
    _insert(MethodPage, pages)
    _insert_children(pages)


def _page(record: MethodRecord, moments: Random) -> MethodPage:
    published = timezone.now() - timedelta(days=moments.uniform(0, YEARS))
    return MethodPage(
        key=record.key,
        slug=record.key,
        title=record.title,
        draft_title=record.title,
        first_published_at=published,
        last_published_at=published,
        live=True,
    )


def _insert_tree_rows(pages: Sequence[MethodPage]) -> list[Page]:
    """Insert the rows of the page tree, as the last children of the catalogue."""
    index = MethodIndexPage.objects.get(locale=Locale.get_default())
    content_type = ContentType.objects.get_for_model(MethodPage)
    first = index.numchild
    for number, page in enumerate(pages, start=first + 1):
        page.path = MethodPage._get_path(index.path, index.depth + 1, number)
        page.depth = index.depth + 1
        page.url_path = f"{index.url_path}{page.slug}/"
        page.locale_id, page.content_type = index.locale_id, content_type
    names = [field.attname for field in Page._meta.local_concrete_fields if not field.primary_key]
    rows = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    )
    Page.objects.filter(pk=index.pk).update(numchild=first + len(pages))
    return list(rows)


def _insert(model: type[models.Model], pages: Sequence[MethodPage]) -> None:
    """Insert a type's own table for pages; Django's bulk_create refuses types with a parent."""
    fields = list(model._meta.local_concrete_fields)
    size = max(1, connection.ops.bulk_batch_size(fields, list(pages)))
    for part in _parts(pages, size):
        query = InsertQuery(model)
        query.insert_values(fields, part)
        query.get_compiler(connection=connection).execute_sql()


def _parts(items: Sequence[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _insert_children(pages: Sequence[MethodPage]) -> None:
    through: Any = MethodPage.terms.through
    through.objects.bulk_create(
        through(methodpage_id=page.pk, term_id=term.pk)
        for page in pages
        for term in page.terms.all()
    )
    evidence: list[EvidenceRecord] = []
    relations: list[MethodRelation] = []
    for page in pages:
        for order, record in enumerate(page.evidence.all()):
            record.method_id, record.sort_order = page.pk, order
            evidence.append(record)
        for order, relation in enumerate(page.relations.all()):
            relation.method_id, relation.sort_order = page.pk, order
            relations.append(relation)
    EvidenceRecord.objects.bulk_create(evidence)
    MethodRelation.objects.bulk_create(relations)
