"""Note in the journal what a changed term means for the pages that carry it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from search.journal import record
from search.models import JournalEntry
from vocabularies.models import Term, Vocabulary


def on_term_saved(sender: type[Term], instance: Term, created: bool, **kwargs: Any) -> None:
    if not created:
        record(JournalEntry.Kind.TERM, instance.key)


def on_vocabulary_saved(
    sender: type[Vocabulary], instance: Vocabulary, created: bool, **kwargs: Any
) -> None:
    if not created:
        record(JournalEntry.Kind.VOCABULARY, instance.key)


def connect() -> None:
    """Connect the receivers; called once when the plugin is ready."""
    post_save.connect(on_term_saved, sender=Term, dispatch_uid="vocabularies.term")
    post_save.connect(
        on_vocabulary_saved, sender=Vocabulary, dispatch_uid="vocabularies.vocabulary"
    )
