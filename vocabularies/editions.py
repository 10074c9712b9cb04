"""The edition of all vocabularies: a mark that no two states of their content share.

Whoever keeps what it made of vocabularies and terms can tell with one small query whether it still
holds. Saving, deleting, loading and changing in bulk renew the mark in the same transaction; SQL by
hand does not, and counts from the next change or start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import models, transaction

ONLY = 1  # the key of the only row
_request = Local()  # `mark`: what the request that is being answered has read


class Edition(models.Model):
    """One row with the mark, renewed with each change."""

    mark = models.UUIDField()

    def __str__(self) -> str:
        return str(self.mark)

    @classmethod
    def current(cls) -> UUID | None:
        """Return the mark, None before the first change; asked once a request."""
        mark: UUID | None = getattr(_request, "mark", None)
        if mark is None:
            mark = next(iter(cls.objects.filter(pk=ONLY).values_list("mark", flat=True)), None)
            if getattr(_request, "is_reading", False):
                _request.mark = mark
        return mark

    @classmethod
    def renew(cls) -> None:
        """Give what is there from now on a mark of its own, also if there was none."""
        # A new mark is never an old one: not even who reads between a change and its rollback,
        # or before a transaction that began earlier has ended, can take one state for another.
        edition = Edition(pk=ONLY, mark=uuid4())
        Edition.objects.bulk_create(
            [edition], update_conflicts=True, unique_fields=["id"], update_fields=["mark"]
        )
        _stop_reading()  # what this request changed it may also roll back


def _start_reading(**kwargs: Any) -> None:
    _request.mark, _request.is_reading = None, True


def _stop_reading(**kwargs: Any) -> None:
    _request.mark, _request.is_reading = None, False


request_started.connect(_start_reading, dispatch_uid="vocabularies.edition")
request_finished.connect(_stop_reading, dispatch_uid="vocabularies.edition")


class EditedQuerySet(models.QuerySet):
    """Queries of a model that is part of the edition; changes in bulk send no signals."""

    def update(self, **kwargs: Any) -> int:
        with transaction.atomic(using=self.db):
            number = super().update(**kwargs)
            Edition.renew()
        return number

    update.alters_data = True  # type: ignore[attr-defined]  # templates may not call it

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            Edition.renew()
        return created
