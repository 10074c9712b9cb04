"""Content files, from a disk or an upload: which there are, and what stands in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from django.utils.translation import gettext as _

from catalogue.content.faults import Fault
from catalogue.content.reading import read_case, read_method

MAX_FILE = 1024 * 1024
CASES = "cases"


@dataclass
class ReadFile:
    """A file with the record that came out of it, or its faults."""

    path: PurePath
    is_case: bool
    record: Any = None
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, place: str, message: str) -> None:
        line = self.record.lines.get(place, 1) if self.record else 1
        self.faults.append(Fault(self.path.name, line, place, message))


def content_files(path: Path) -> list[Path]:
    """Return the YAML files at or below a path, methods before cases, by name."""
    if path.is_file():
        return [path]
    found = [file for file in path.rglob("*.y*ml") if file.is_file()]
    return sorted(found, key=lambda file: (is_case(file), str(file)))


def is_case(file: Path) -> bool:
    return file.absolute().parent.name == CASES


def read_file(file: Path) -> ReadFile:
    """Read a file from disk; whatever is wrong with it becomes a fault."""
    found = ReadFile(file, is_case(file))
    try:
        if file.stat().st_size > MAX_FILE:
            found.refuse("", _("The file is larger than 1 MB; a method is a few pages of text."))
        else:
            _read(found, file.read_bytes())
    except OSError as error:
        found.refuse("", _("The file cannot be read: %(reason)s.") % {"reason": error.strerror})
    return found


def read_data(path: PurePath, data: bytes, *, is_case: bool) -> ReadFile:
    """Read the bytes of a file that is nowhere on disk; its path is only a name."""
    found = ReadFile(path, is_case)
    _read(found, data)
    return found


def _read(found: ReadFile, data: bytes) -> None:
    read: Any = read_case if found.is_case else read_method
    found.record, found.faults = read(data, found.path.name)


def refuse_duplicates(read: list[ReadFile]) -> None:
    """Note at each file that another has its key."""
    by_key: dict[tuple[type, str], list[ReadFile]] = {}
    for file in read:
        if file.record is not None:
            by_key.setdefault((type(file.record), file.record.key), []).append(file)
    for files in by_key.values():
        for file in files if len(files) > 1 else ():
            others = ", ".join(str(other.path) for other in files if other is not file)
            message = _("The same key stands in %(others)s; keep one of the files.")
            file.refuse("key", message % {"others": others})
