"""Practice cases: how a method went somewhere, also when it failed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from catalogue.blocks import FigureBlock
from catalogue.choices import Outcome
from search.results import build_results
from slimmernetwerk.blocks import RICH_TEXT_FEATURES
from slimmernetwerk.fields import ProseField
from slimmernetwerk.languages import in_language, language_of
from slimmernetwerk.models import BasePage
from vocabularies.carrying import TermsMixin
from vocabularies.forms import TermsPageForm
from vocabularies.panels import TermsPanel


class CaseIndexPage(BasePage):
    """All practice cases."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of practice cases")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        results = build_results(request, url=self.get_url(request) or "", types=("case",))
        return {**context, "results": results, "canonical_url": results.canonical(self)}

    def get_summary(self) -> str:
        return self.search_description or self.lead


class CasePage(TermsMixin, BasePage):
    """One practice case."""

    document_type: ClassVar[str] = "case"

    key = models.SlugField(
        _("key of the content file"), max_length=100, blank=True, editable=False, db_index=True
    )
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    is_illustrative = models.BooleanField(
        _("made up as an example"), default=False, help_text=_("The page says so plainly.")
    )
    place = models.CharField(_("place"), max_length=255, blank=True)
    period = models.CharField(_("period"), max_length=255, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    problem = ProseField(_("problem"), features=RICH_TEXT_FEATURES, blank=True)
    approach = ProseField(_("approach"), features=RICH_TEXT_FEATURES, blank=True)
    result = ProseField(_("result"), features=RICH_TEXT_FEATURES, blank=True)
    lessons = ProseField(_("lessons"), features=RICH_TEXT_FEATURES, blank=True)
    conditions = ProseField(
        _("needed to do this elsewhere"), features=RICH_TEXT_FEATURES, blank=True
    )
    figures = StreamField([("figure", FigureBlock())], verbose_name=_("figures"), blank=True)
    source_title = models.CharField(_("title of the source"), max_length=1000, blank=True)
    source_year = models.PositiveSmallIntegerField(_("year of the source"), null=True, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    base_form_class = TermsPageForm
    parent_page_types = ["catalogue.CaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy = ["key"]
    search_fields = [*BasePage.search_fields, index.SearchField("summary")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("place"), FieldPanel("period")]),
        FieldRowPanel([FieldPanel("outcome"), FieldPanel("is_illustrative")]),
        TermsPanel(),
        FieldPanel("problem"),
        FieldPanel("approach"),
        FieldPanel("result"),
        FieldPanel("figures"),
        FieldPanel("lessons"),
        FieldPanel("conditions"),
        InlinePanel("used_methods", heading=_("Methods used")),
        FieldPanel("source_title"),
        FieldRowPanel([FieldPanel("source_year"), FieldPanel("source_url")]),
    ]

    class Meta:
        verbose_name = _("practice case")
        verbose_name_plural = _("practice cases")

    @property
    def outcome_label(self) -> str:
        return self.get_outcome_display()

    @property
    def methods_list(self) -> list[CaseMethod]:
        """The methods of the case that the public may see."""
        from catalogue.models import MethodPage

        used = list(self.used_methods.all())
        published = MethodPage.objects.published().select_related("locale")
        pages = published.in_bulk([entry.method_id for entry in used])
        shown = in_language(pages.values(), language_of(self))
        by_key = {page.translation_key: page for page in shown}
        for entry in used:
            page = pages.get(entry.method_id)
            entry.page = page and by_key[page.translation_key]
        return [entry for entry in used if entry.page is not None]

    def get_summary(self) -> str:
        return self.search_description or self.summary


class CaseMethod(Orderable):
    """A method that was used in a case, with what is worth knowing about that."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="used_methods")
    method = models.ForeignKey(
        "catalogue.MethodPage",
        on_delete=models.CASCADE,
        related_name="used_in",
        verbose_name=_("method"),
    )
    note = models.CharField(_("note"), max_length=1000, blank=True)
    page: Any = None

    panels = [PageChooserPanel("method", "catalogue.MethodPage"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("method used")
        verbose_name_plural = _("methods used")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.method_id}"
