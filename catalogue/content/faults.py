"""What is wrong in a content file, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to repair; the line counts from 1, the field is a path such as "steps[0].title"."""

    file: str
    line: int
    field: str
    message: "StrOrPromise"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return (
            f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"
        )


def _fill(message: "StrOrPromise", values: Mapping[str, object]) -> str:
    return str(message) % values


# Lazy, so that a fault is told in the language of who reads it, not of who ran the import.
_fill_lazily = lazy(_fill, str)


def fill(message: "StrOrPromise", **values: object) -> "StrOrPromise":
    """Put values into a translatable message when it is shown."""
    return _fill_lazily(message, values)


def join_path(path: str, step: str | int) -> str:
    """Extend the path of a field with a key or the index of a list item."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step
