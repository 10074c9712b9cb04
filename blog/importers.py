"""The formats of press releases that come with the blog."""

from blog.press_releases.formats import formats

importers = formats
