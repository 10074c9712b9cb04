"""Hand a user something to hand in again: packed and signed, for that user only, for a while.

What travels in a form this way needs no table, no address and no clean-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing

if TYPE_CHECKING:
    from slimmernetwerk.models import User


def seal(data: Any, purpose: str, user: User) -> str:
    """Return what JSON can hold as text that nobody else can hand in, nor for another purpose."""
    return signing.dumps(data, salt=_salt(purpose, user), compress=True)


def unseal(text: str, purpose: str, user: User, *, max_age: int) -> Any:
    """Return what was sealed at most `max_age` seconds ago; raises `signing.BadSignature`."""
    return signing.loads(text, salt=_salt(purpose, user), max_age=max_age)


def _salt(purpose: str, user: User) -> str:
    return f"{purpose}:{user.pk}"
