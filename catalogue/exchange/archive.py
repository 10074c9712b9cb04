"""A zip that is sent while it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.exchange.exporting import ExportedFile

LEFT_OUT = "niet-meegenomen.txt"


class _Outlet:
    """Hold what was written until it is taken; a zip needs to write only, never to go back."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken, self.waiting = b"".join(self.waiting), []
        return taken


def stream_zip(files: Iterable[ExportedFile], language: str) -> Iterator[bytes]:
    """Yield a zip of the files in pieces; what cannot be exported is told in a file of its own.

    The same files give the same bytes: nothing in it tells when it was made.
    """
    outlet, left_out = _Outlet(), []
    with zipfile.ZipFile(outlet, "w") as archive:  # type: ignore[call-overload]  # only writes
        for file in files:
            if file.faults:
                left_out.append(file)
                continue
            _add(archive, file.path.as_posix(), file.data)
            yield outlet.take()
        if left_out:
            _add(archive, LEFT_OUT, _explanation(left_out, language).encode())
    yield outlet.take()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def _explanation(files: list[ExportedFile], language: str) -> str:
    # The answer is sent when the language of the request is no longer active.
    with override(language):
        intro = _("These pages are not complete enough for a file that can be imported:")
        lines = [str(fault) for file in files for fault in file.faults]
    return "\n".join([intro, "", *lines, ""])
