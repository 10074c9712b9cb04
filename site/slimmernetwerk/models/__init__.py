"""The models of the site itself: pages, media, people and organisations."""

from slimmernetwerk.models.media import Document, Image, Rendition
from slimmernetwerk.models.pages import BasePage, HomePage, PlainPage, RoutableBasePage
from slimmernetwerk.models.people import Organisation, User

__all__ = [
    "BasePage",
    "Document",
    "HomePage",
    "Image",
    "Organisation",
    "PlainPage",
    "Rendition",
    "RoutableBasePage",
    "User",
]
