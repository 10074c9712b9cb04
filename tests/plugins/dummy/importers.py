"""A format of press releases."""

from blog.press_releases.formats import ImportFormat
from blog.press_releases.readers.text import read_text

importers = [ImportFormat("dummy", "Dummy text", (".dummy",), read_text)]
