"""The journal: what changed, in the order in which followers read it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One change, written in the editor's transaction; it never holds content.

    `position` comes after commit, under one lock: ids commit out of order, and a follower that
    reads by id would miss rows. A row with `due_at` gets its position when that moment is past.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        TREE = "tree", _("page and all below it")
        TERM = "term", _("term")
        VOCABULARY = "vocabulary", _("vocabulary")
        SITE = "site", _("everything")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    key = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True, blank=True)
    position = models.BigIntegerField(null=True, blank=True, unique=True)
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(position=None), name="journal_waiting"
            )
        ]
        verbose_name = _("change to index")
        verbose_name_plural = _("changes to index")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class JournalHead(models.Model):
    """The last position given out: one row, locked while positions are given.

    `plugins` are those that were on when somebody last searched or synced.
    """

    position = models.BigIntegerField(default=0)
    plugins = models.TextField(blank=True)

    class Meta:
        verbose_name = _("head of the journal")

    def __str__(self) -> str:
        return str(self.position)
