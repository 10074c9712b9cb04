"""The method: a reusable way of working, described so that somebody can run it on Tuesday."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.search import index

from catalogue.blocks import MaterialBlock, PointBlock, StepBlock, TipBlock
from catalogue.cards import cards_response
from catalogue.completeness import completeness_of
from catalogue.models.facts import MethodFacts
from catalogue.related import (
    RelatedPage,
    cases_of,
    prefetch_measures,
    prefetch_parts,
    related_methods,
    relations_of,
)
from catalogue.structured_data import method_json_ld
from slimmernetwerk.blocks import RICH_TEXT_FEATURES
from slimmernetwerk.fields import ProseField
from slimmernetwerk.languages import language_of
from slimmernetwerk.models import BasePage, RoutableBasePage
from slimmernetwerk.previews import PreviewMode
from vocabularies.carrying import TermsMixin
from vocabularies.forms import TermsPageForm
from vocabularies.panels import TermsPanel

ENGLISH = "en"  # the language of `title_en` and `summary_en`


def rich_text(label: Any, **kwargs: Any) -> ProseField:
    return ProseField(label, features=RICH_TEXT_FEATURES, blank=True, **kwargs)


def list_of(name: str, block: Any, label: Any) -> StreamField:
    return StreamField([(name, block)], verbose_name=label, blank=True)


class MethodPage(MethodFacts, TermsMixin, RoutableBasePage):
    """A method with its steps, its place, its evidence and its rights."""

    document_type: ClassVar[str] = "method"

    key = models.SlugField(
        _("key of the content file"), max_length=100, blank=True, editable=False, db_index=True
    )
    alt_titles = models.TextField(
        _("other names"), blank=True, help_text=_("One a line; searching for them finds the page.")
    )
    summary = models.CharField(
        _("summary"), max_length=200, blank=True, help_text=_("What people do and what it gives.")
    )
    why = rich_text(_("why"))
    need = rich_text(_("when you recognise this"))
    steps = list_of("step", StepBlock(), _("steps"))
    materials = list_of("material", MaterialBlock(), _("materials"))
    duration_min = models.PositiveIntegerField(_("minutes at least"), null=True, blank=True)
    duration_max = models.PositiveIntegerField(_("minutes at most"), null=True, blank=True)
    preparation_minutes = models.PositiveIntegerField(
        _("minutes of preparation"), null=True, blank=True
    )
    group_min = models.PositiveIntegerField(_("people at least"), null=True, blank=True)
    group_max = models.PositiveIntegerField(
        _("people at most"), null=True, blank=True, help_text=_("Empty: no upper limit.")
    )
    cost_note = models.CharField(_("about the cost"), max_length=255, blank=True)
    strengths = list_of("point", PointBlock(), _("strengths"))
    cautions = list_of("point", PointBlock(), _("cautions"))
    when_to_use = rich_text(_("choose this when"))
    when_not = rich_text(_("choose something else when"))
    tips = list_of("tip", TipBlock(), _("tips"))
    legal_notes = rich_text(_("rules to think of"))
    working_elements = rich_text(_("why it works"))
    owned_by = models.ForeignKey(
        "slimmernetwerk.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    contact_email = models.EmailField(_("e-mail for questions"), blank=True)
    authors = models.CharField(_("written by"), max_length=255, blank=True)
    source_author = models.CharField(_("author of the source"), max_length=255, blank=True)
    source_title = models.CharField(_("title of the source"), max_length=1000, blank=True)
    source_year = models.PositiveSmallIntegerField(_("year of the source"), null=True, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    licence = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary__key": "licentie"},
        verbose_name=_("licence"),
    )
    licence_note = models.CharField(_("about the licence"), max_length=1000, blank=True)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    summary_en = models.CharField(_("summary in English"), max_length=200, blank=True)
    completeness = models.PositiveSmallIntegerField(
        _("completeness in percent"), default=0, editable=False
    )

    base_form_class = TermsPageForm
    parent_page_types = ["catalogue.MethodIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy = ["key"]
    previews = (
        *BasePage.previews,
        PreviewMode("card", _("As a card"), lambda page, request: page.card(request)),
    )
    search_fields = [*BasePage.search_fields, index.SearchField("summary")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("alt_titles"),
        FieldPanel("need"),
        FieldPanel("why"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("duration_min"), FieldPanel("duration_max")]),
                FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
                FieldPanel("preparation_minutes"),
                FieldPanel("cost_note"),
            ],
            heading=_("Time and people"),
        ),
        TermsPanel(),
        FieldPanel("steps"),
        FieldPanel("materials"),
        FieldPanel("when_to_use"),
        FieldPanel("when_not"),
        FieldPanel("strengths"),
        FieldPanel("cautions"),
        FieldPanel("tips"),
        FieldPanel("working_elements"),
        InlinePanel("evidence", heading=_("Evidence")),
        FieldPanel("legal_notes"),
        InlinePanel("relations", heading=_("Relations with other methods")),
        InlinePanel("attachments", heading=_("Attachments")),
        MultiFieldPanel(
            [
                FieldPanel("source_author"),
                FieldPanel("source_title"),
                FieldRowPanel([FieldPanel("source_year"), FieldPanel("source_url")]),
                FieldPanel("licence"),
                FieldPanel("licence_note"),
                FieldPanel("owned_by"),
                FieldPanel("contact_email"),
                FieldPanel("authors"),
            ],
            heading=_("Source and rights"),
        ),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("summary_en")], heading=_("In English")
        ),
    ]

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")

    def clean(self) -> None:
        super().clean()
        for low, high in (("duration_min", "duration_max"), ("group_min", "group_max")):
            least, most = getattr(self, low), getattr(self, high)
            if least is not None and most is not None and least > most:
                raise ValidationError({high: _("“At most” is below “at least”.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.completeness = completeness_of(self)
        return super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        # Lists tell how complete a draft is, too.
        self.completeness = completeness_of(self)
        return super().save_revision(*args, **kwargs)

    def copy(self, *args: Any, update_attrs: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Begin a translation into English with the English title and summary that are there."""
        changes = dict(update_attrs or {})
        locale = changes.get("locale")
        if locale is not None and locale.language_code == ENGLISH and self.title_en:
            changes["title"] = self.title_en
            changes["summary"] = self.summary_en or self.summary
            place = kwargs.get("to") or self.get_parent()
            changes["slug"] = find_available_slug(place, slugify(self.title_en) or self.slug)
        return super().copy(*args, update_attrs=changes, **kwargs)

    def get_summary(self) -> str:
        return self.search_description or self.summary

    def get_shown_language(self) -> str:
        # A method that is not translated has a title and a summary in English all the same.
        is_english = get_language() == ENGLISH and self.title_en
        return ENGLISH if is_english else language_of(self)

    def get_shown_title(self) -> str:
        is_own = self.get_shown_language() == language_of(self)
        return super().get_shown_title() if is_own else self.title_en

    def get_shown_summary(self) -> str:
        is_own = self.get_shown_language() == language_of(self)
        return super().get_shown_summary() if is_own else self.summary_en

    def get_json_ld(self, request: Any) -> dict[str, Any]:
        return method_json_ld(self, request)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        related = related_methods(self)
        prefetch_parts(self, related)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "related": related}

    @path("kaart/")
    def card(self, request: HttpRequest) -> HttpResponse:
        """Show the method as a card to print, fold and take along."""
        prefetch_measures([self] if self.pk else [])
        return cards_response(self, request, [self], super().get_context(request))

    @cached_property
    def relations_list(self) -> list[RelatedPage]:
        return relations_of(self)

    @cached_property
    def cases_list(self) -> list[RelatedPage]:
        return cases_of(self)
