"""News items."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from blog.models.articles import ArticleMixin
from slimmernetwerk.fields import StoryField
from slimmernetwerk.models import BasePage, Image
from vocabularies.forms import TermsPageForm
from vocabularies.panels import TermsPanel


class NewsPage(ArticleMixin, BasePage):
    """A news item for colleagues and visitors."""

    class Kind(models.TextChoices):
        NEWS = "nieuws", _("News")
        ANNOUNCEMENT = "aankondiging", _("Announcement")
        REPORT = "verslag", _("Report")
        INTERVIEW = "interview", _("Interview")

    document_type: ClassVar[str] = "news"

    key = models.SlugField(
        _("key of the content file"), max_length=80, blank=True, editable=False, db_index=True
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.NEWS)
    lead = models.TextField(_("lead"), max_length=500, blank=True)
    body = StoryField(verbose_name=_("text"), blank=True)
    lead_image = models.ForeignKey(
        "slimmernetwerk.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    lead_image_alt = models.CharField(
        _("what the image shows"), max_length=200, blank=True, help_text=_("Empty: decoration.")
    )

    base_form_class = TermsPageForm
    parent_page_types = ["blog.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy = ["key"]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("display_date")]),
        FieldPanel("lead"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("body"),
        TermsPanel(heading=_("Subjects")),
        InlinePanel("related", heading=_("Related pages")),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    @property
    def lead_image_credit(self) -> str:
        return self.lead_image.credit if self.lead_image else ""

    def get_summary(self) -> str:
        return self.search_description or self.lead

    def get_image(self) -> Image | None:
        return self.lead_image

    def get_json_ld(self, request: HttpRequest) -> dict[str, Any]:
        return self.article_json_ld(request)
