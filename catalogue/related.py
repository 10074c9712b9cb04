"""What to show beside a method: its relations, the cases that used it, and what is like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from catalogue.choices import RelationKind
from search.documents import key_filter, page_key
from search.engines.base import EngineUnavailable
from search.indexing import get_engine

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
    from catalogue.models import MethodPage

    own = [(entry.to_id, entry.kind, entry.note) for entry in method.relations.all()]
    others = [
        (entry.method_id, INVERSE.get(RelationKind(entry.kind)), entry.note)
        for entry in method.relations_to.all()
    ]
    wanted = {pk for pk, _kind, _note in [*own, *others]} - {method.pk}
    if not wanted:
        return []
    pages = MethodPage.objects.published().in_bulk(wanted)
    found: dict[int, RelatedPage] = {}
    for pk, kind, note in [*own, *others]:
        if pk in pages and pk not in found:
            label = RelationKind(kind).label if kind else _("See also")
            found[pk] = RelatedPage(pages[pk], str(label), note)
    return list(found.values())


def cases_of(method: MethodPage) -> list[RelatedPage]:
    """Return the published cases that used the method."""
    from catalogue.models import CasePage

    entries = {entry.case_id: entry for entry in method.used_in.all()}
    if not entries:
        return []
    cases = CasePage.objects.published().filter(pk__in=entries).order_by("-first_published_at")
    return [
        RelatedPage(case, str(case.get_outcome_display()), entries[case.pk].note) for case in cases
    ]


def related_methods(method: MethodPage) -> list[MethodPage]:
    """Return methods that share the rarest terms; none while there is no index."""
    from catalogue.documents import METHOD

    try:
        keys = get_engine().related(page_key(method), limit=RELATED, types=(METHOD.name,))
    except EngineUnavailable:
        return []
    pages = {page_key(page): page for page in METHOD.get_rows().filter(key_filter(keys))}
    return [pages[key] for key in keys if key in pages]
