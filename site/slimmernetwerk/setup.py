"""Prepare a site: its languages, home pages, and the sections that plugins need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, PageLogEntry, Site

from slimmernetwerk import extension_points, roles
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.models import HomePage, Organisation, PlainPage

HOME_PAGES = {
    "nl": {
        "title": "Slimmernetwerk",
        "slug": "home",
        "headline": "Vind de methode die past bij uw vraag",
        "lead": (
            "Beproefde manieren om bij de overheid iets beter te maken. Met de tijd die het kost, "
            "hoe sterk het bewijs is en hoe u het doet."
        ),
    },
    "en": {
        "title": "Slimmernetwerk",
        "slug": "home-en",
        "headline": "Find the method that fits your question",
        "lead": (
            "Proven ways to make something better in government. Most methods are in Dutch; "
            "you find them by their English titles."
        ),
    },
}


def prepare_site() -> None:
    """Make the languages and one home page each; running again changes nothing."""
    with transaction.atomic():
        _remove_welcome_page()
        locales = [
            Locale.objects.get_or_create(language_code=code)[0]
            for code, _name in settings.LANGUAGES
        ]
        dutch = _home_page(locales[0], None)
        for locale in locales[1:]:
            _home_page(locale, dutch)
        set_address(settings.PUBLIC_URL, dutch)
        _let_editors_translate()
        allow((roles.CHIEF_EDITORS, roles.VOCABULARY_MANAGERS), (Organisation,))


def set_address(url: str, root_page: HomePage | None = None) -> None:
    """Make the default site answer at an address, such as "https://www.example.org"."""
    parts = urlsplit(url)
    values: dict[str, Any] = {
        "hostname": parts.hostname or "localhost",
        "port": parts.port or (443 if parts.scheme == "https" else 80),
    }
    if root_page is not None:
        values |= {"root_page": root_page, "site_name": settings.WAGTAIL_SITE_NAME}
    Site.objects.update_or_create(is_default_site=True, defaults=values)


def _home_page(locale: Locale, original: HomePage | None) -> HomePage:
    existing = HomePage.objects.filter(locale=locale).first()
    if existing is not None:
        return existing
    page = HomePage(locale=locale, **HOME_PAGES[locale.language_code])
    if original is not None:
        page.translation_key = original.translation_key
    return publish_below(Page.get_first_root_node(), page)


def publish_below(parent: Page, page: Any) -> Any:
    """Add a page and publish it, with a revision as an editor would leave it."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def ensure_section(model: type[Any], **fields: Any) -> Any:
    """Return the section of a type below the Dutch home page; make and publish a missing one."""
    home = HomePage.objects.get(locale=Locale.get_default())
    existing = model.objects.child_of(home).first()
    return existing or publish_below(home, model(locale=home.locale, **fields))


def translate_section(
    model: type[Any], language: str, *, original_slug: str = "", **fields: Any
) -> Any | None:
    """Translate a section below the Dutch home page, as Wagtail does, and publish it.

    Nothing is done without that section, where the language has one of the type already, whoever
    made it, and where somebody deleted the translation since.
    """
    home = HomePage.objects.get(locale=Locale.get_default())
    locale = Locale.objects.get(language_code=language)
    sections = model.objects.child_of(home)
    if original_slug:
        sections = sections.filter(slug=original_slug)
    original, parent = sections.first(), home.get_translation_or_none(locale)
    if original is None or parent is None or original.has_translation(locale):
        return None
    has_its_own = not original_slug and model.objects.child_of(parent).exists()
    if has_its_own or _was_translated(original, locale):
        return None
    with transaction.atomic():
        page = original.copy_for_translation(locale)
        page.slug = find_available_slug(parent, fields.pop("slug"), ignore_page_id=page.pk)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save()
        page.save_revision().publish()
    return page


def _was_translated(original: Page, locale: Locale) -> bool:
    """Say whether the section was translated before: the log outlives a deleted page."""
    entries = PageLogEntry.objects.filter(
        action="wagtail.copy_for_translation", content_type=original.content_type
    )
    parent, title = original.get_parent().pk, original.get_admin_display_title()
    return any(
        entry.data["page"]["locale"]["id"] == locale.pk
        and entry.data["source"]["id"] == parent
        and (type(original) is not PlainPage or entry.data["page"]["title"] == title)
        for entry in entries
    )


def allow(
    groups: Sequence[str],
    models: Sequence[type[Any]],
    actions: Sequence[str] = ("add", "change"),
) -> None:
    """Let groups, by a name of `slimmernetwerk.roles`, do something with objects of models."""
    permissions = [
        Permission.objects.get(
            content_type=ContentType.objects.get_for_model(model),
            codename=get_permission_codename(action, model._meta),
        )
        for model in models
        for action in actions
    ]
    for group in Group.objects.filter(name__in=groups):
        group.permissions.add(*permissions)


def _let_editors_translate() -> None:
    """Let editors translate; which pages, their permissions on those pages say."""
    permission = Permission.objects.filter(codename="submit_translation").first()
    for group in Group.objects.filter(name__in=(roles.EDITORS, roles.CHIEF_EDITORS)):
        if permission is not None:
            group.permissions.add(permission)


def _remove_welcome_page() -> None:
    """Delete the page that Wagtail's own migration made, when nobody has used it."""
    for page in Page.objects.filter(depth=2, slug="home", numchild=0):
        if page.specific_class is Page and page.first_published_at is None:
            page.delete()


def steps(*, with_content: bool) -> Iterable[SetupStep]:
    """Return the steps of the enabled plugins, in order."""
    found = [s for s in extension_points.setup_steps.items() if with_content or not s.is_content]
    return sorted(found, key=lambda step: (step.is_content, bool(step.language), step.order))
