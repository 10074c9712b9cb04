"""Which pages carry a term: live pages and latest drafts.

Wagtail's reference index does not see a choice that is only in a draft, and Django deletes a
term from drafts without a word; so this looks at both.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from wagtail.models import Page, Revision

from slimmernetwerk.models.pages import page_types
from vocabularies.models import Term, TermsMixin


def term_page_types() -> list[type]:
    return [model for model in page_types() if issubclass(model, TermsMixin)]


def pages_using(term: Term) -> list[Page]:
    """Return the pages whose live or latest draft version carries the term."""
    live = {page.pk: page for page in _live(term)}
    live.update({page.pk: page for page in _drafts(term)})
    return list(live.values())


def _live(term: Term) -> Iterator[Page]:
    for model in term_page_types():
        fields = Q(terms=term)
        for field in model._meta.get_fields():
            if field.many_to_one and field.related_model is Term:
                fields |= Q(**{field.name: term})
        yield from model.objects.filter(fields).distinct()


def _drafts(term: Term) -> Iterator[Page]:
    latest = Page.objects.filter(latest_revision__isnull=False).values("latest_revision")
    # Every page type keeps its terms under "terms" in a revision: a list of ids.
    revisions = Revision.objects.filter(pk__in=latest, content__has_key="terms")
    for revision in revisions.iterator(chunk_size=200):
        if term.pk in (revision.content.get("terms") or ()):
            page = Page.objects.filter(pk=revision.object_id).first()
            if page is not None:
                yield page
