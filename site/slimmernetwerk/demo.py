"""What only a demonstration has: logins with random passwords, and a stamp of what was loaded."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group

from slimmernetwerk import roles
from slimmernetwerk.models import User

ROLES = {
    "admin": None,
    "redacteur": roles.EDITORS,
    "eindredacteur": roles.CHIEF_EDITORS,
    "lezer": "",
}


def _login_file() -> Path:
    return Path(settings.DATA_DIR) / "demo-logins.json"


def logins() -> dict[str, str]:
    """Return {user name: password} of the demo, as made on this machine."""
    file = _login_file()
    found: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    return found


def make_logins() -> None:
    """Make a user a role, each with a random password that only this machine knows."""
    known = logins()
    for name, group in ROLES.items():
        if name in known and User.objects.filter(username=name).exists():
            continue
        known[name] = secrets.token_urlsafe(9)
        user, _created = User.objects.get_or_create(username=name)
        user.is_superuser = user.is_staff = group is None
        user.set_password(known[name])
        user.save()
        if group:
            user.groups.set(Group.objects.filter(name=group))
    file = _login_file()
    file.touch(mode=0o600)
    file.write_text(json.dumps(known))


@dataclass(frozen=True, slots=True)
class Stamp:
    """Remembers what the demo was made from, so that a second start has nothing to do."""

    file: Path
    press_release: str

    def digest(self) -> str:
        digest = hashlib.sha256(repr(settings.PLUGINS).encode())
        root = Path(settings.BASE_DIR)
        files = [*root.glob("*/migrations/*.py"), *root.glob("site/*/migrations/*.py")]
        files += root.glob("plugins/*/migrations/*.py")
        files += [file for file in root.glob("content/*/*") if file.is_file()]
        files += [Path(self.press_release)] if self.press_release else []
        for file in sorted(files):
            digest.update(str(file).encode() + file.read_bytes())
        return digest.hexdigest()

    def is_current(self) -> bool:
        return self.file.exists() and self.file.read_text() == self.digest()

    def write(self) -> None:
        self.file.write_text(self.digest())
