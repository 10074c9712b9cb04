"""Files that somebody uploads, loose or in a zip: all in memory, each refusal in plain words.

Nothing is written to disk. A name in a zip is only text to show and to compare: it is never
opened, joined or made.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from catalogue.content.yaml_source import MAXIMUM_BYTES
from catalogue.exchange.files import CASES

MAX_UPLOAD = 5_000_000  # bytes, as they are sent
MAX_TOTAL = 5_000_000  # bytes, unpacked
MAX_FILES = 300
MAX_ENTRIES = 1_000  # in a zip, with all that is passed over
MAX_DEPTH = 4  # folders
MAX_NAME = 200  # characters
YAML = (".yaml", ".yml")
ZIP = ".zip"
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
# Left behind by systems that make zips.
LITTER = re.compile(r"(^|/)(__MACOSX/|\.(?!\.?[/\\])|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
# What only a practice case has; a loose file has no folder that tells.
OF_A_CASE = re.compile(rb"^(outcome|illustrative|organisation):", re.MULTILINE)


class UploadRefused(Exception):
    """The upload as a whole cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class UploadedContent:
    """One content file; the path tells where it stood in its zip."""

    path: PurePosixPath
    data: bytes

    @property
    def is_case(self) -> bool:
        folder = self.path.parent.name
        return folder == CASES or (folder != "methods" and bool(OF_A_CASE.search(self.data)))


@dataclass
class Upload:
    """The content files of an upload, and the names of what was passed over."""

    files: list[UploadedContent] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(self, path: PurePosixPath, data: bytes) -> None:
        self.files.append(UploadedContent(path, data))
        if len(self.files) > MAX_FILES:
            message = _("There are more than %(limit)d files; spread them over several uploads.")
            raise UploadRefused(message % {"limit": MAX_FILES})
        if sum(len(each.data) for each in self.files) > MAX_TOTAL:
            message = _("Unpacked, the files are larger than %(limit)d MB together.")
            raise UploadRefused(message % {"limit": MAX_TOTAL // 1_000_000})


def read_upload(sent: Iterable[tuple[str, bytes]]) -> Upload:
    """Read the files that were sent, by name; raises UploadRefused."""
    upload = Upload()
    for name, data in sent:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix == ZIP:
            _read_zip(name, data, upload)
        elif suffix in YAML:
            upload.add(_path(name), _within_limit(name, data))
        else:
            message = _("“%(name)s” is no YAML file and no zip.")
            raise UploadRefused(message % {"name": name[:MAX_NAME]})
    if not upload.files:
        raise UploadRefused(_("There is no .yaml file in it."))
    upload.files.sort(key=lambda each: (each.is_case, str(each.path)))
    return upload


def _read_zip(name: str, data: bytes, upload: Upload) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in _entries(archive):
                path = _path(entry.filename)
                if path.suffix.lower() in YAML:
                    _check_entry(entry)
                    upload.add(path, _unpack(archive, entry))
                else:
                    upload.skipped.append(str(path))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        message = _("The zip “%(name)s” is damaged; make it again.")
        raise UploadRefused(message % {"name": name[:MAX_NAME]}) from error


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the files in a zip that somebody put there; each name once."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        message = _("The zip holds more than %(limit)d files; take out what does not belong.")
        raise UploadRefused(message % {"limit": MAX_ENTRIES})
    seen: set[str] = set()
    for entry in entries:
        if entry.is_dir() or LITTER.search(entry.filename):
            continue
        if entry.filename in seen:
            message = _("“%(name)s” stands twice in the zip.")
            raise UploadRefused(message % {"name": entry.filename[:MAX_NAME]})
        seen.add(entry.filename)
        yield entry


def _path(name: str) -> PurePosixPath:
    """Return a name as a path below the upload; raises UploadRefused for any other."""
    shown = "".join(char for char in name[:MAX_NAME] if char.isprintable())
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        message = _("The name “%(name)s” points to a place outside the zip.")
    elif len(name) > MAX_NAME or not name.isprintable():
        message = _("The name “%(name)s” is too long or holds characters that cannot be shown.")
    elif len(path.parts) > MAX_DEPTH + 1:
        message = _("“%(name)s” stands too many folders deep.")
    else:
        return path
    raise UploadRefused(message % {"name": shown})


def _check_entry(entry: zipfile.ZipInfo) -> None:
    values = {"name": entry.filename}
    if entry.flag_bits & ENCRYPTED:
        raise UploadRefused(_("“%(name)s” has a password; make a zip without one.") % values)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UploadRefused(_("“%(name)s” is a link; put the file itself in the zip.") % values)
    if entry.compress_type not in PLAIN:
        message = _("“%(name)s” is packed in an unusual way; make an ordinary zip.")
        raise UploadRefused(message % values)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # Never more than the limit, whatever size the zip says that it is.
    with archive.open(entry) as file:
        return _within_limit(entry.filename, file.read(MAXIMUM_BYTES + 1))


def _within_limit(name: str, data: bytes) -> bytes:
    if len(data) > MAXIMUM_BYTES:
        message = _("“%(name)s” is larger than 1 MB; a method is a few pages of text.")
        raise UploadRefused(message % {"name": name[:MAX_NAME]})
    return data
