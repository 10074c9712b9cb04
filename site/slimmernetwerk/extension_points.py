"""The extension points that the site itself reads, and the types of their items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

from slimmernetwerk.plugins import ExtensionPoint

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class MenuItem:
    """An entry of the public main menu; `get_url` returns "" to leave it out.

    With a `description`, one sentence, the home page says what is there.
    """

    name: str
    label: _StrOrPromise
    get_url: Callable[[HttpRequest], str]
    order: int = 100
    description: _StrOrPromise = ""


@dataclass(frozen=True)
class HomeSection:
    """A part of the home page; `get_context` returns None to leave it out."""

    name: str
    template: str
    get_context: Callable[[HttpRequest], Mapping[str, Any] | None]
    order: int = 100


@dataclass(frozen=True)
class FeedSource:
    """A list of pages that visitors can follow, served as Atom or RSS.

    `get_url` is the feed's own address, asked on every page ("" leaves it out), `get_list_url`
    that of the list it follows. `get_pages` receives the query string's values and returns
    published pages, newest first.
    """

    name: str
    title: _StrOrPromise
    get_url: Callable[[HttpRequest], str]
    get_pages: Callable[[Mapping[str, str]], QuerySet[Any]]
    get_list_url: Callable[[], str] = field(default=lambda: "/")
    language: str = "nl"
    size: int = 30


@dataclass(frozen=True)
class FirstStep:
    """Something to do in the admin for who has nothing waiting; shown on its first page.

    `get_url` returns "" for a user who may not do it.
    """

    name: str
    label: _StrOrPromise
    text: _StrOrPromise
    get_url: Callable[[HttpRequest], str]
    icon: str = "arrow-right"
    order: int = 100


menu_items: ExtensionPoint[MenuItem] = ExtensionPoint("menu_items", "menu", MenuItem)
home_sections: ExtensionPoint[HomeSection] = ExtensionPoint("home_sections", "home", HomeSection)
first_steps: ExtensionPoint[FirstStep] = ExtensionPoint("first_steps", "desk", FirstStep)
feeds: ExtensionPoint[FeedSource] = ExtensionPoint("feeds", "feeds", FeedSource)
story_blocks: ExtensionPoint[tuple[str, Any]] = ExtensionPoint(
    "story_blocks", "blocks", tuple, key=lambda item: str(item[0])
)
urlpatterns: ExtensionPoint[URLPattern | URLResolver] = ExtensionPoint(
    "public_urlpatterns", "urls", URLPattern | URLResolver, key=None
)


@dataclass(frozen=True)
class SetupStep:
    """A part of preparing a site; it may run again and then changes nothing that is there.

    `is_content` marks what only a demonstration wants: example methods, news and so on.
    `language` marks a step that translates what the others made; it runs after them.
    """

    name: str
    label: _StrOrPromise
    run: Callable[[], None]
    order: int = 100
    is_content: bool = False
    language: str = ""


setup_steps: ExtensionPoint[SetupStep] = ExtensionPoint("setup_steps", "setup", SetupStep)
