"""A page type and a table of the plugin's own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from slimmernetwerk.fields import StoryField
from slimmernetwerk.models import BasePage
from vocabularies.carrying import TermsMixin
from vocabularies.forms import TermsPageForm
from vocabularies.panels import TermsPanel


class DummyPage(TermsMixin, BasePage):
    """A page with a colour, terms and a story."""

    document_type: ClassVar[str] = "dummy"

    colour = models.CharField(max_length=20, blank=True)
    body = StoryField(blank=True)

    base_form_class = TermsPageForm
    template = "dummy/dummy_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("colour"),
        FieldPanel("body"),
        TermsPanel(),
        InlinePanel("notes"),
    ]

    def get_feed_date(self) -> Any:
        return self.first_published_at


class DummyNote(Orderable):
    """A row of the plugin's own table."""

    page = ParentalKey(DummyPage, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(max_length=200)

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = "dummy note"

    def __str__(self) -> str:
        return self.text
