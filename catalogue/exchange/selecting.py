"""Which methods and cases an export holds; published pages, unless drafts are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from catalogue.documents import METHOD
from catalogue.exchange.drafts import draft_of, terms_by_id
from catalogue.models import CasePage, MethodPage
from slimmernetwerk.dashboard import editable_pages
from vocabularies.models import Term

if TYPE_CHECKING:
    from slimmernetwerk.models import User

Model = type[MethodPage] | type[CasePage]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen; with nothing chosen it is all that is published."""

    models: tuple[Model, ...] = (MethodPage, CasePage)
    drafts_of: User | None = None  # the text that waits, of pages that this user may edit
    term: Term | None = None
    pages: frozenset[int] | None = None

    def available(self, model: Model) -> QuerySet[Any]:
        """Return the pages of a type that may be chosen from."""
        pages = model.objects.filter(locale__language_code="nl", alias_of=None)
        if self.drafts_of is None:
            return pages.filter(pk__in=model.objects.published().values("pk"))
        waiting = Q(has_unpublished_changes=True) | Q(live=False)
        return pages.filter(waiting, pk__in=editable_pages(self.drafts_of).values("pk"))

    def get_methods(self) -> list[MethodPage]:
        """Return the chosen methods with all that an export reads."""
        if self.drafts_of is not None:
            return self.chosen(self._drafts(MethodPage))
        return self.chosen(published_methods())

    def get_cases(self) -> list[CasePage]:
        """Return the chosen cases with all that an export reads."""
        if self.drafts_of is not None:
            return self.chosen(self._drafts(CasePage))
        return self.chosen(published_cases())

    def _drafts(self, model: Model) -> list[Any]:
        pages = self.available(model).select_related("latest_revision", "locale").order_by("slug")
        terms = terms_by_id()
        return [draft_of(page, terms) for page in pages]

    def chosen(self, pages: list[Any]) -> list[Any]:
        """Return those of the pages of one type that were chosen."""
        model = type(pages[0]) if pages else None
        terms = self._terms()
        return [
            page
            for page in pages
            if model in self.models
            and (self.pages is None or page.pk in self.pages)
            and (terms is None or any(term.pk in terms for term in page.terms.all()))
        ]

    def _terms(self) -> set[int] | None:
        """Return the chosen term and those below it."""
        if self.term is None:
            return None
        below = Q(pk=self.term.pk) | Q(parent=self.term) | Q(parent__parent=self.term)
        return set(Term.objects.filter(below).values_list("pk", flat=True))


def published_methods() -> list[MethodPage]:
    """Return all published Dutch methods with what an export reads."""
    methods = METHOD.get_queryset().filter(locale__language_code="nl").order_by("slug")
    return list(methods.prefetch_related("relations", "owned_by"))


def published_cases() -> list[CasePage]:
    """Return all published Dutch cases with what an export reads."""
    cases = CasePage.objects.published().filter(locale__language_code="nl").order_by("slug")
    return list(
        cases.select_related("locale").prefetch_related("terms__vocabulary", "used_methods")
    )
