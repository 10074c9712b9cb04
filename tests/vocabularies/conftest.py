"""Fixtures for vocabularies: small ones of our own, and the forms of the Wagtail admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from vocabularies.models import Term, Vocabulary

# What the starter vocabularies ask of a method before it may be published.
NEEDED = {
    "doel": "keuzes-maken",
    "fase": "testen",
    "soort": "werkvorm",
    "begeleiding": "beginner",
    "setting": "fysiek",
    "deelnemers": "team",
}
COMPLETE = tuple(f"{vocabulary}/{slug}" for vocabulary, slug in NEEDED.items())


@pytest.fixture
def make_vocabulary(db: None) -> Callable[..., Vocabulary]:
    """Make a vocabulary with terms: `make_vocabulary("kleur", "rood", "blauw")`."""

    def make(key: str, *slugs: str, **fields: Any) -> Vocabulary:
        fields = {"label_nl": key.capitalize(), "applies_to": ["method"], **fields}
        vocabulary = Vocabulary.objects.create(key=key, **fields)
        for order, slug in enumerate(slugs):
            Term.objects.create(
                vocabulary=vocabulary, slug=slug, label_nl=slug.capitalize(), order=order
            )
        return vocabulary

    return make


@pytest.fixture
def term(db: None) -> Callable[[str], Term]:
    """Find a term by its key: `term("fase/testen")`."""

    def find(key: str) -> Term:
        vocabulary, slug = key.split("/")
        return Term.objects.get(vocabulary__key=vocabulary, slug=slug)

    return find


class PageForm:
    """The form of a page in the admin, as a browser would send it."""

    def __init__(self, client: Client, url: str, model: type[Page]) -> None:
        self.client, self.url = client, url
        self.html = client.get(url).content.decode()
        self.data: QueryDict = querydict_from_html(self.html, form_id="page-edit-form").copy()
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                self.data[f"{field.name}-count"] = "0"  # a script fills these in a browser

    def choose(self, vocabulary: str, *slugs: str) -> PageForm:
        self.data.setlist(f"terms-{vocabulary}", list(slugs))
        return self

    def forget(self, vocabulary: str) -> PageForm:
        """Take a vocabulary off the form, as if it was opened before that one came."""
        self.data.pop(f"terms-{vocabulary}", None)
        self.data.pop(f"terms-{vocabulary}-present", None)
        return self

    def has(self, vocabulary: str) -> bool:
        return f"terms-{vocabulary}-present" in self.data

    def send(self, **fields: str) -> Any:
        """Save as a draft; `**{"action-publish": "1"}` publishes."""
        data = self.data.copy()
        for name, value in fields.items():
            data[name] = value
        return self.client.post(self.url, dict(data.lists()))

    def publish(self, **fields: str) -> Any:
        return self.send(**{"action-publish": "1", **fields})


@pytest.fixture
def edit_form(admin_client: Client) -> Callable[[Page], PageForm]:
    """Open the edit view of a page."""

    def open_form(page: Page) -> PageForm:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return PageForm(admin_client, url, type(page))

    return open_form


@pytest.fixture
def add_form(admin_client: Client, site: Any) -> Callable[[], PageForm]:
    """Open the view that adds a method, with a title filled in."""
    from catalogue.models import MethodIndexPage, MethodPage

    def open_form() -> PageForm:
        parent = MethodIndexPage.objects.get()
        url = reverse("wagtailadmin_pages:add", args=["catalogue", "methodpage", parent.pk])
        form = PageForm(admin_client, url, MethodPage)
        form.data["title"], form.data["slug"] = "Nieuwe methode", "nieuwe-methode"
        return form

    return open_form


@pytest.fixture
def slugs_of() -> Callable[..., list[str]]:
    """Read the terms of a page from the database: `slugs_of(page, "fase", draft=True)`."""

    def slugs(page: Page, vocabulary: str, *, draft: bool = False) -> list[str]:
        fresh: Any = type(page).objects.get(pk=page.pk)
        if draft:
            fresh = fresh.get_latest_revision_as_object()
        return [item.slug for item in fresh.sorted_terms if item.vocabulary.key == vocabulary]

    return slugs
