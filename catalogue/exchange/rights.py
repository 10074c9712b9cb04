"""What somebody may import; an import from the command line has no user and may do all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.models import CaseIndexPage, CasePage, MethodIndexPage, MethodPage
from slimmernetwerk.models import BasePage

if TYPE_CHECKING:
    from slimmernetwerk.models import User

PAGE_TYPES = (MethodIndexPage, CaseIndexPage, MethodPage, CasePage)


def may_import(user: Any) -> bool:
    """Say whether there is any page below which the user may add, or that they may edit."""
    if user.is_superuser:
        return True
    policy = policy_registry.get_by_type(Page)
    allowed = policy.instances_user_has_any_permission_for(user, ["add", "change"])
    return bool(allowed.type(*PAGE_TYPES).exists())


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of one user on the pages of an import."""

    user: User | None

    def may_add(self, index: BasePage) -> bool:
        return self.user is None or index.permissions_for_user(self.user).can_add_subpage()

    def may_edit(self, page: BasePage) -> bool:
        return self.user is None or page.permissions_for_user(self.user).can_edit()

    def may_publish(self, page: BasePage, *, is_new: bool) -> bool:
        """Say whether the page, or a new one below it, may be published."""
        if self.user is None:
            return True
        tester = page.permissions_for_user(self.user)
        return bool(tester.can_publish_subpage() if is_new else tester.can_publish())

    def is_locked(self, page: BasePage) -> bool:
        """Say whether the page is locked, under review or scheduled, and not for this user."""
        lock = page.get_lock() if self.user is not None else None
        return bool(lock and lock.for_user(self.user))
