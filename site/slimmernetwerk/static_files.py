"""How style sheets, scripts and fonts are named, and the theme of an organisation among them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static
from whitenoise.storage import CompressedManifestStaticFilesStorage

THEME_FILE = "theme.css"


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Name files with a hash once `collectstatic` has run, and plainly before.

    A browser keeps a file with a hash for ever. A demonstration has no need of that step, and a
    file that came after it must not break a page.
    """

    def stored_name(self, name: str) -> str:
        key = self.hash_key(self.clean_name(name))
        found: str = self.hashed_files.get(key, name)
        return found


@dataclass(frozen=True, slots=True)
class Theme:
    """The look that an organisation gives the site; both are "" without one."""

    stylesheet: str
    css_class: str


def current_theme() -> Theme:
    stylesheet = static(f"theme/{THEME_FILE}") if settings.THEME_DIR else ""
    return Theme(stylesheet, settings.THEME_CLASS)
