"""News, press releases, and what a journalist needs around them."""

from blog.models.articles import RelatedPage
from blog.models.indexes import NewsIndexPage, PressReleaseIndexPage
from blog.models.news import NewsPage
from blog.models.press import PressReleaseContact, PressReleaseImport, PressReleasePage
from blog.models.senders import Boilerplate, PressContact

__all__ = [
    "Boilerplate",
    "NewsIndexPage",
    "NewsPage",
    "PressContact",
    "PressReleaseContact",
    "PressReleaseImport",
    "PressReleaseIndexPage",
    "PressReleasePage",
    "RelatedPage",
]
