"""Note in the journal what changes to pages, synonyms and promotions mean for searches.

Only a row is written here, in the editor's own transaction: no engine and no code of plugins.
"""

from __future__ import annotations

from typing import Any

from django.core.signals import request_finished
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, PageViewRestriction

from search import gap_counting
from search.documents import page_key
from search.journal import record, record_load
from search.models import JournalEntry, SynonymSet
from slimmernetwerk.models import BasePage

Kind = JournalEntry.Kind


def on_page_saved(
    sender: type,
    instance: Any,
    raw: bool,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    # A move saves the plain Page; translation key, language and place are the same there.
    if not isinstance(instance, Page):
        return
    if raw:  # the other half of the page may not be there yet
        return record_load()
    # An alias that becomes a page of its own is no longer as private as its source was.
    is_freed = "alias_of_id" in (update_fields or ())
    is_tree = is_freed or _has_new_address(instance)
    record(Kind.TREE if is_tree else Kind.PAGE, page_key(instance))
    embargo_until = getattr(instance, "embargo_until", None)
    if embargo_until and embargo_until > timezone.now():
        record(Kind.PAGE, page_key(instance), due_at=embargo_until)


def _has_new_address(page: Page) -> bool:
    """Say whether pages below still have the address from before this save.

    Wagtail changes those after it, and its signals for a new slug and a move come too late: they
    are not in the transaction of the change.
    """
    below = Page.objects.filter(path__startswith=page.path, depth=page.depth + 1)
    return below.exclude(url_path__startswith=page.url_path).exists()


def on_page_deleted(sender: type, instance: BasePage, **kwargs: Any) -> None:
    record(Kind.PAGE, page_key(instance))
    _record_aliases(instance)


def on_privacy_changed(
    sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    if raw:
        return record_load()
    record(Kind.TREE, page_key(instance.page))
    _record_aliases(instance.page)


def _record_aliases(page: Page) -> None:
    """Note what is as private as the page: its aliases, with all below them."""
    for alias in page.aliases.all():
        record(Kind.TREE, page_key(alias))


def on_words_changed(sender: type, **kwargs: Any) -> None:
    """Let every process read synonyms and promotions anew; no document changes."""
    record(Kind.QUERY, sender.__name__.lower())


def connect() -> None:
    """Connect the receivers; called once when the plugin is ready."""
    request_finished.connect(gap_counting.on_request_finished, dispatch_uid="search.gaps")
    post_save.connect(on_page_saved, dispatch_uid="search.page_saved")
    pre_delete.connect(on_page_deleted, sender=BasePage, dispatch_uid="search.page_deleted")
    for signal in (post_save, post_delete):
        signal.connect(
            on_privacy_changed,
            sender=PageViewRestriction,
            dispatch_uid=f"search.privacy.{id(signal)}",
        )
        for model in (SynonymSet, SearchPromotion):
            uid = f"search.words.{model.__name__}.{id(signal)}"
            signal.connect(on_words_changed, sender=model, dispatch_uid=uid)
