"""Which pages carry a term: live pages and latest drafts.

Wagtail's reference index does not see a choice that is only in a draft, and Django deletes a
term from drafts without a word; so this looks at both. A page can carry a term in three ways:
among its `terms`, in a field of its own (licence), and in what hangs on it (level of evidence).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision

from vocabularies.models import Term


@dataclass(frozen=True, slots=True)
class TermField:
    """A field that refers to terms: of a page type, or of a child of it called `child`."""

    page_type: type[Page]
    model: type[Model]
    name: str
    is_many: bool
    child: str = ""

    @property
    def path(self) -> str:
        return f"{self.child}__{self.name}" if self.child else self.name


def term_fields() -> list[TermField]:
    """Return every field through which pages refer to terms."""
    found = []
    relations: Any = Term._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        model: Any = relation.related_model
        field, is_many = relation.field, bool(relation.many_to_many)
        if issubclass(model, Page):
            found.append(TermField(model, model, field.name, is_many))
            continue
        for parental in model._meta.get_fields():
            if isinstance(parental, ParentalKey) and issubclass(parental.related_model, Page):
                child = parental.remote_field.get_accessor_name()
                found.append(TermField(parental.related_model, model, field.name, is_many, child))
    return found


def pages_using(term: Term) -> list[Page]:
    """Return the pages whose live or latest draft version carries the term, by title."""
    return list(Page.objects.filter(pk__in=set(page_ids_using(term))).order_by("title", "pk"))


@dataclass(frozen=True, slots=True)
class TermUse:
    """A page that carries a term: in the version that visitors see, in its draft, or both."""

    page: Page
    is_live: bool
    is_draft: bool


def uses_of(term: Term) -> list[TermUse]:
    """Return the pages that carry the term, by title, with the version that does."""
    live, drafts = set(_page_ids_of_rows(term)), set(_page_ids_of_drafts(term))
    pages = Page.objects.filter(pk__in=live | drafts).order_by("title", "pk")
    return [_use(page, page.pk in live, page.pk in drafts) for page in pages]


def _use(page: Page, in_row: bool, in_draft: bool) -> TermUse:
    # The latest revision of a page without changes since is what is live, not a draft.
    is_live = bool(in_row and page.live)
    is_draft = bool(in_draft and page.has_unpublished_changes)
    return TermUse(page, is_live, is_draft or not is_live)


def page_ids_using(term: Term) -> Iterator[int]:
    """Yield the id of each page that carries the term; a page may come more than once."""
    yield from _page_ids_of_rows(term)
    yield from _page_ids_of_drafts(term)


def _page_ids_of_rows(term: Term) -> Iterator[int]:
    for field in term_fields():
        pages = field.page_type._default_manager.filter(**{field.path: term})
        yield from pages.values_list("pk", flat=True)


def _page_ids_of_drafts(term: Term) -> Iterator[int]:
    for revision in draft_revisions():
        if any(carries(revision.content, field, term.pk) for field in term_fields()):
            yield int(revision.object_id)


def draft_revisions() -> Iterator[Revision]:
    """Yield the latest revision of every page that can carry terms."""
    latest = Page.objects.filter(latest_revision__isnull=False).values("latest_revision")
    # In a revision, all page types that carry terms have this key: a list of ids.
    revisions = Revision.objects.filter(pk__in=latest, content__has_key="terms")
    yield from revisions.order_by("pk").iterator(chunk_size=200)


def carries(content: Mapping[str, Any], field: TermField, pk: int) -> bool:
    """Say whether the content of a revision refers to a term by this field."""
    owners = (content.get(field.child) or ()) if field.child else (content,)
    values = [owner.get(field.name) for owner in owners]
    return any(pk in value if isinstance(value, list) else pk == value for value in values)
