"""Tell pages that people have edited from pages that only imports have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Revision

if TYPE_CHECKING:
    from slimmernetwerk.models import BasePage


def is_edited_by_a_person(page: BasePage) -> bool:
    """Say whether what is live, or waits as a draft, was saved by somebody.

    Imports save revisions without a user, so a revision with one is somebody's own text: an
    import may leave a draft beside it and never overwrite it.
    """
    ids = {page.live_revision_id, page.latest_revision_id} - {None}
    return Revision.objects.filter(pk__in=ids, user__isnull=False).exists()
