"""What to show beside a method: its relations, the cases that used it, and what is like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from catalogue.choices import RelationKind
from search.documents import key_filter, page_key
from search.engines.base import EngineUnavailable
from search.indexing import get_engine
from vocabularies.models import Term

if TYPE_CHECKING:
    from catalogue.models import CasePage, MethodPage

RELATED = 3
# What a relation is called on the page of the other method.
INVERSE = {
    RelationKind.FOLLOWS: RelationKind.PREPARES,
    RelationKind.PREPARES: RelationKind.FOLLOWS,
    RelationKind.ALTERNATIVE: RelationKind.ALTERNATIVE,
    RelationKind.COMBINES: RelationKind.COMBINES,
}


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """A page that belongs to this one, and why."""

    page: MethodPage | CasePage
    kind_label: str
    note: str


def relations_of(method: MethodPage) -> list[RelatedPage]:
    """Return typed relations in both directions, each method once, own relations first."""
    from catalogue.models import MethodPage, MethodRelation

    own = list(method.relations.all())
    naming = MethodRelation.objects.filter(to=method.pk).values("method")
    # The methods that name this one come with what they say of it.
    back = FilteredRelation("relations", condition=Q(relations__to=method.pk))
    pages = MethodPage.objects.published().exclude(pk=method.pk).annotate(back=back)
    # By ids: a condition on `back` here would make the database look at every method.
    pages = pages.filter(Q(pk__in=naming) | Q(pk__in=[entry.to_id for entry in own]))
    pages = pages.annotate(back_kind=F("back__kind"), back_note=F("back__note"))
    others = list(pages.order_by("back__sort_order", "title", "pk"))
    by_id = {page.pk: page for page in others}
    found: dict[int, RelatedPage] = {}
    for entry in own:
        if entry.to_id in by_id:
            label = str(RelationKind(entry.kind).label)
            found.setdefault(entry.to_id, RelatedPage(by_id[entry.to_id], label, entry.note))
    for page in others:
        if page.back_kind:
            kind = INVERSE.get(RelationKind(page.back_kind))
            label = str(kind.label if kind else _("See also"))
            found.setdefault(page.pk, RelatedPage(page, label, page.back_note))
    return list(found.values())


def cases_of(method: MethodPage) -> list[RelatedPage]:
    """Return the published cases that used the method, newest first; one query."""
    from catalogue.models import CasePage

    cases = CasePage.objects.published().filter(used_methods__method=method)
    cases = cases.annotate(note=F("used_methods__note")).order_by("-first_published_at", "pk")
    found = {case.pk: case for case in cases}  # a case may name a method twice
    return [
        RelatedPage(case, str(case.get_outcome_display()), case.note) for case in found.values()
    ]


def related_methods(method: MethodPage) -> list[MethodPage]:
    """Return methods that share the rarest terms; none while there is no index."""
    from catalogue.documents import METHOD
    from catalogue.models import MethodPage

    try:
        keys = get_engine().related(page_key(method), limit=RELATED, types=(METHOD.name,))
    except EngineUnavailable:
        return []
    found = MethodPage.objects.published().filter(key_filter(keys)).select_related("locale")
    pages = {page_key(page): page for page in found}
    return [pages[key] for key in keys if key in pages]


def prefetch_parts(method: MethodPage, cards: list[MethodPage]) -> None:
    """Read what hangs on a method, and on the cards below it, in one query a part.

    What an editor previews is in memory already, and stays what the page shows.
    """
    from catalogue.models import MethodAttachment

    files = MethodAttachment.objects.select_related("document")
    saved = [method] if method.pk else []
    prefetch_measures([*saved, *cards])
    prefetch_related_objects(saved, Prefetch("attachments", files))


def prefetch_measures(methods: list[MethodPage]) -> None:
    """Read what the strip and the phases of methods are drawn from."""
    from catalogue.models import EvidenceRecord

    terms = Prefetch("terms", Term.objects.select_related("vocabulary"))
    levels = EvidenceRecord.objects.select_related("level__vocabulary", "body")
    prefetch_related_objects(methods, terms, Prefetch("evidence", levels))
