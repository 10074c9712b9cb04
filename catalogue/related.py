"""What to show beside a method: its relations, the cases that used it, and what is like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import (
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.utils.translation import gettext as _

from catalogue.choices import RelationKind
from catalogue.models.facts import highest
from search.documents import key_filter, own_key, page_key
from search.engines.base import EngineUnavailable
from search.followers import get_engine
from slimmernetwerk.languages import in_language, language_of, one_of_each
from vocabularies.carrying import prefetch_terms
from vocabularies.lexicon import lexicon

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
    """Return typed relations in both directions, each method once, own relations first.

    A method that is translated into the language of this one is shown in its translation.
    """
    language = language_of(method)
    own = list(method.relations.all())
    others = _related_pages(method, [entry.to_id for entry in own])
    shown = {page.translation_key: page for page in in_language(others, language)}
    by_id = {page.pk: shown[page.translation_key] for page in others}
    found: dict[Any, RelatedPage] = {}
    for entry in own:
        if page := by_id.get(entry.to_id):
            label = str(RelationKind(entry.kind).label)
            found.setdefault(page.translation_key, RelatedPage(page, label, entry.note))
    for page in one_of_each((page for page in others if page.back_kind), language):
        kind = INVERSE.get(RelationKind(page.back_kind))
        label = str(kind.label if kind else _("See also"))
        # What is said in another language stays out: the summary says it in this one.
        note = page.back_note if language_of(page) == language else ""
        related = RelatedPage(shown[page.translation_key], label, note)
        found.setdefault(page.translation_key, related)
    return list(found.values())


def _related_pages(method: MethodPage, named: list[int]) -> list[Any]:
    """Return the methods of these ids, and those that name the method with what they say of it."""
    from catalogue.models import MethodPage, MethodRelation

    same = _translations(method)
    naming = MethodRelation.objects.filter(to__in=same)
    back = naming.filter(method=OuterRef("pk")).order_by("sort_order", "pk")
    pages = MethodPage.objects.published().exclude(pk__in=same).select_related("locale")
    pages = pages.filter(Q(pk__in=naming.values("method")) | Q(pk__in=named))
    pages = pages.annotate(
        back_kind=Subquery(back.values("kind")[:1]),
        back_note=Subquery(back.values("note")[:1]),
        back_order=Subquery(back.values("sort_order")[:1]),
    )
    return list(pages.order_by("back_order", "title", "pk"))


def _translations(method: MethodPage) -> QuerySet[Any]:
    """Return the ids of the method in every language: a translation has its relations copied."""
    from catalogue.models import MethodPage

    return MethodPage.objects.filter(translation_key=method.translation_key).values("pk")


def cases_of(method: MethodPage) -> list[RelatedPage]:
    """Return the published cases that used the method, newest first, each in one language."""
    from catalogue.models import CasePage

    same = _translations(method)
    cases = CasePage.objects.published().filter(used_methods__method__in=same)
    cases = cases.annotate(note=F("used_methods__note")).select_related("locale")
    newest = cases.order_by("-first_published_at", "pk")
    return [
        RelatedPage(case, str(case.get_outcome_display()), case.note)
        for case in one_of_each(newest, language_of(method))
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
    return [pages[own_key(key)] for key in keys if own_key(key) in pages]


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

    levels = EvidenceRecord.objects.select_related("level__vocabulary", "body")
    prefetch_terms(methods)
    prefetch_related_objects(methods, Prefetch("evidence", levels))


def prefetch_levels(methods: Sequence[MethodPage]) -> None:
    """Read how well methods are proven, without the records that say so."""
    from catalogue.models import EvidenceRecord

    known, found = lexicon().terms, defaultdict(list)
    records = EvidenceRecord.objects.filter(method__in=methods)
    for method, level in records.values_list("method_id", "level_id"):
        if level in known:  # a level of this moment is there at the next request
            found[method].append(known[level])
    for method in methods:
        method.evidence_level_term = highest(found[method.pk])
