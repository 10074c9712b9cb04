"""Merge one term into another: pages and drafts move along, the old term stays as a signpost."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from search.journal import record
from search.models import JournalEntry
from vocabularies.models import Term
from vocabularies.usage import TermField, carries, draft_revisions, page_ids_using, term_fields


class CannotMerge(ValidationError):
    """These two terms cannot be merged; the message says why."""


def merge_terms(term: Term, into: Term) -> int:
    """Move all that carries `term` to `into` and retire `term`; return the number of pages.

    Live pages and latest drafts move, terms below it too; older revisions keep what they say.
    All or nothing. Raises CannotMerge.
    """
    with transaction.atomic():
        locked = Term.objects.select_for_update(of=("self",)).select_related("vocabulary")
        pair = locked.in_bulk([term.pk, into.pk])
        term, into = pair[term.pk], pair[into.pk]
        _check(term, into)
        moved = len(set(page_ids_using(term)))
        for field in term_fields():
            _move_rows(field, term, into)
        _move_drafts(term, into)
        _move_below(term, into)
        Term.objects.filter(replaced_by=term).update(replaced_by=into)
        term.replaced_by, term.is_active = into, False
        term.save()
        # The pages carry the other term now: it is by that one that the index finds them.
        record(JournalEntry.Kind.TERM, into.key)
    return moved


def _check(term: Term, into: Term) -> None:
    if term.pk == into.pk:
        raise CannotMerge(_("Choose another term to merge with."))
    if term.vocabulary_id != into.vocabulary_id:
        raise CannotMerge(_("Choose a term of the same vocabulary."))
    if not into.is_active or into.replaced_by_id is not None:
        raise CannotMerge(_("Choose a term that is still in use."))
    if term.pk in {above.pk for above in into.lineage()}:
        raise CannotMerge(_("A term cannot be merged with one that stands below it."))


def _move_rows(field: TermField, term: Term, into: Term) -> None:
    if not field.is_many:
        rows = field.model._default_manager.filter(**{field.name: term})
        rows.update(**{field.name: into})
        return
    descriptor: Any = field.model._meta.get_field(field.name)
    through = descriptor.remote_field.through._default_manager
    owner, target = descriptor.m2m_field_name(), descriptor.m2m_reverse_field_name()
    # A row is a pair that may stand there once: who has both keeps the other one.
    has_both = through.filter(**{target: into}).values(owner)
    through.filter(**{target: term, f"{owner}__in": has_both}).delete()
    through.filter(**{target: term}).update(**{target: into})


def _move_drafts(term: Term, into: Term) -> None:
    """Rewrite latest drafts where they are: a new revision would hide who wrote the text."""
    for revision in draft_revisions():
        fields = [field for field in term_fields() if carries(revision.content, field, term.pk)]
        for field in fields:
            _rewrite(revision.content, field, term.pk, into.pk)
        if fields:
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _rewrite(content: dict[str, Any], field: TermField, old: int, new: int) -> None:
    owners = (content.get(field.child) or ()) if field.child else (content,)
    for owner in owners:
        value = owner.get(field.name)
        if isinstance(value, list):
            owner[field.name] = list(dict.fromkeys(new if pk == old else pk for pk in value))
        elif value == old:
            owner[field.name] = new


def _move_below(term: Term, into: Term) -> None:
    for child in term.children.all():
        child.parent = into
        child.clean()
        child.save()
