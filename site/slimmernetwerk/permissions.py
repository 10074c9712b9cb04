"""What a user may do with a page: Wagtail's rules, asked of the page before the database."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class ListedPermissionTester(PagePermissionTester):
    """Wagtail asks the database twice a row whether a page may be deleted, or one below it is live.

    The page itself says so when it is live, or has no page below it; a list needs no query then.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self.user.is_active and not self.user.is_superuser and "publish" not in self.permissions:
            if self.page.live:
                return False
            if "change" in self.permissions and self.page.is_leaf() and not self.page_is_root:
                return True
        return bool(super().can_delete(ignore_bulk))
