"""Tell pages that people have edited from pages that only imports have written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from wagtail.models import PageLogEntry, Revision

if TYPE_CHECKING:
    from slimmernetwerk.models import BasePage

# In the audit log: a revision that an import wrote on behalf of the one who asked for it.
IMPORT_ACTION = "slimmernetwerk.import"


def is_edited_by_a_person(page: BasePage) -> bool:
    """Say whether what is live, or waits as a draft, was saved by somebody.

    Imports save revisions without a user, or log them with `IMPORT_ACTION`. Any other revision
    is somebody's own text: an import may leave a draft beside it and never overwrite it.
    """
    return bool(edited_by_people([page]))


def edited_by_people(pages: Iterable[BasePage]) -> set[int]:
    """Return the ids of those of the pages that somebody edited; one query."""
    pages_of: dict[int, int] = {}
    for page in pages:
        for revision_id in (page.live_revision_id, page.latest_revision_id):
            if revision_id is not None:
                pages_of[revision_id] = page.pk
    # Autosave may write anew into a revision; its moment is then after that of the log.
    imported = PageLogEntry.objects.filter(
        action=IMPORT_ACTION, revision_id=OuterRef("pk"), timestamp__gte=OuterRef("created_at")
    )
    own = Revision.objects.filter(pk__in=pages_of, user__isnull=False)
    return {pages_of[pk] for pk in own.exclude(Exists(imported)).values_list("pk", flat=True)}
