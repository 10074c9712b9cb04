"""The extension point for formats in which a press release can be handed in."""

from __future__ import annotations

from dataclasses import replace

from blog.press_releases.errors import ImportRefused, ReaderFailed
from blog.press_releases.formats import ImportFormat
from blog.press_releases.source import SourceDocument
from slimmernetwerk.plugins import Contribution, ExtensionPoint, report_trouble


class ImportFormats(ExtensionPoint[ImportFormat]):
    """Formats of which a reader that fails refuses its file, as a good one does with a bad file."""

    def items(self) -> list[ImportFormat]:
        return [_guarded(contribution) for contribution in self.contributions()]


def _guarded(contribution: Contribution[ImportFormat]) -> ImportFormat:
    item, plugin = contribution.item, contribution.plugin

    def read(data: bytes) -> SourceDocument:
        try:
            return item.read(data)
        except ImportRefused:
            raise
        except Exception as error:
            report_trouble(plugin, error)
            raise ReaderFailed(str(item.label)) from error

    return replace(item, read=read)


importers = ImportFormats("importers", "importers", ImportFormat)
