"""The extension point for formats in which a press release can be handed in."""

from blog.press_releases.formats import ImportFormat
from slimmernetwerk.plugins import ExtensionPoint

importers: ExtensionPoint[ImportFormat] = ExtensionPoint("importers", "importers", ImportFormat)
