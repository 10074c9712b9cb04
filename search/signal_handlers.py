"""Note in the journal what changes to pages mean for the index.

Only a row is written here, in the editor's own transaction: no engine and no code of plugins.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from search.documents import page_key
from search.journal import record
from search.models import JournalEntry
from slimmernetwerk.models import BasePage

Kind = JournalEntry.Kind


def on_page_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not isinstance(instance, BasePage):
        return
    record(Kind.PAGE, page_key(instance))
    if instance.embargo_until and instance.embargo_until > timezone.now():
        record(Kind.PAGE, page_key(instance), due_at=instance.embargo_until)


def on_page_deleted(sender: type, instance: BasePage, **kwargs: Any) -> None:
    record(Kind.PAGE, page_key(instance))


def on_tree_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, BasePage):
        record(Kind.TREE, page_key(page))


def on_privacy_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    on_tree_changed(sender, instance.page)


def connect() -> None:
    """Connect the receivers; called once when the plugin is ready."""
    post_save.connect(on_page_saved, dispatch_uid="search.page_saved")
    pre_delete.connect(on_page_deleted, sender=BasePage, dispatch_uid="search.page_deleted")
    post_page_move.connect(on_tree_changed, dispatch_uid="search.page_moved")
    page_slug_changed.connect(on_tree_changed, dispatch_uid="search.slug_changed")
    for signal in (post_save, post_delete):
        signal.connect(
            on_privacy_changed,
            sender=PageViewRestriction,
            dispatch_uid=f"search.privacy.{id(signal)}",
        )
