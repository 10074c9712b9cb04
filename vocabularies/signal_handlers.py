"""Note what a changed term means for pages and for what is kept, and keep used terms."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext

from search.journal import record, record_load
from search.models import JournalEntry
from vocabularies.editions import Edition
from vocabularies.models import Term, Vocabulary
from vocabularies.usage import pages_using


def on_term_saved(
    sender: type[Term], instance: Term, created: bool, raw: bool, **kwargs: Any
) -> None:
    if raw:
        return record_load()
    if not created:
        record(JournalEntry.Kind.TERM, instance.key)


def on_vocabulary_saved(
    sender: type[Vocabulary], instance: Vocabulary, created: bool, raw: bool, **kwargs: Any
) -> None:
    if raw:
        return record_load()
    if not created:
        record(JournalEntry.Kind.VOCABULARY, instance.key)


def on_term_deleted(sender: type[Term], instance: Term, **kwargs: Any) -> None:
    """Refuse: the database would take the term from pages and drafts without a word."""
    pages = pages_using(instance)
    if pages:
        message = gettext("“%(term)s” is in use: retire it, or merge it with another term.")
        raise ProtectedError(message % {"term": instance.label}, set(pages))


def on_changed(sender: type[Term | Vocabulary], **kwargs: Any) -> None:
    Edition.renew()


def connect() -> None:
    """Connect the receivers; called once when the plugin is ready."""
    for model in (Term, Vocabulary):
        for signal in (post_save, post_delete):
            signal.connect(on_changed, sender=model, dispatch_uid="vocabularies.edition")
    post_save.connect(on_term_saved, sender=Term, dispatch_uid="vocabularies.term")
    pre_delete.connect(on_term_deleted, sender=Term, dispatch_uid="vocabularies.term_deleted")
    post_save.connect(
        on_vocabulary_saved, sender=Vocabulary, dispatch_uid="vocabularies.vocabulary"
    )
