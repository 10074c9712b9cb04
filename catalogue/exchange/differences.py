"""Which parts of a page a file would change, by the names that editors see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# What a record holds together and a page in several fields, or under another name.
LABELS: dict[str, _StrOrPromise] = {
    "duration": _("time"),
    "preparation": _("minutes of preparation"),
    "group": _("group size"),
    "evidence": _("evidence"),
    "relations": _("relations with other methods"),
    "source": _("source"),
    "english": _("English title and summary"),
    "illustrative": _("made up as an example"),
    "methods": _("methods used"),
}


def differences(
    model: type[Any], before: Any, after: Any, vocabularies: Mapping[str, str]
) -> list[str]:
    """Return the labels of what differs between two records of one kind of page.

    `vocabularies` gives the label of each vocabulary by its key.
    """
    found: list[str] = []
    for each in fields(after):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if not each.compare or old == new:
            continue
        if each.name == "terms":
            changed = [key for key in {**new, **old} if old.get(key) != new.get(key)]
            found += [vocabularies.get(key, key) for key in changed]
        else:
            found.append(_label(model, each.name))
    return [capfirst(label) for label in found]


def _label(model: type[Any], name: str) -> str:
    return str(LABELS.get(name) or model._meta.get_field(name).verbose_name)
