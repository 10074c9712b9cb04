"""Press releases, and the record of where an imported one came from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from blog.models.articles import ArticleMixin
from blog.models.senders import Boilerplate, PressContact
from slimmernetwerk.blocks import RICH_TEXT_FEATURES
from slimmernetwerk.content_checks import Remark
from slimmernetwerk.fields import ProseField, StoryField
from slimmernetwerk.models import BasePage
from slimmernetwerk.richtext import html_to_text
from vocabularies.forms import TermsPageForm
from vocabularies.panels import TermsPanel


class PressReleasePage(ArticleMixin, BasePage):
    """A press release, as journalists expect it."""

    document_type: ClassVar[str] = "press_release"

    kind_line = models.CharField(
        _("kind line"), max_length=60, blank=True, help_text=_("Such as PERSBERICHT.")
    )
    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    dateline_date = models.DateField(_("date in the text"), null=True, blank=True)
    organisation = models.ForeignKey(
        "slimmernetwerk.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sender"),
    )
    lead: Any = ProseField(_("lead"), features=["bold", "italic", "link"], blank=True)
    body = StoryField(verbose_name=_("text"), blank=True)
    has_end_mark = models.BooleanField(_("shows where the release ends"), default=True)
    notes_to_editors: Any = ProseField(
        _("notes to editors"), features=RICH_TEXT_FEATURES, blank=True
    )
    boilerplates = ParentalManyToManyField(
        Boilerplate, blank=True, verbose_name=_("about the organisation")
    )
    contact_heading = models.CharField(_("heading above the contacts"), max_length=150, blank=True)

    base_form_class = TermsPageForm
    parent_page_types = ["blog.PressReleaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("embargo_until"),
                FieldRowPanel([FieldPanel("display_date"), FieldPanel("kind_line")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("dateline_date")]),
                FieldPanel("organisation"),
            ],
            heading=_("When and who"),
        ),
        FieldPanel("subtitle"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("has_end_mark"),
        FieldPanel("notes_to_editors"),
        FieldPanel("boilerplates"),
        MultiFieldPanel(
            [
                FieldPanel("contact_heading"),
                InlinePanel("contacts", heading=_("Contacts"), label=_("press contact")),
            ],
            heading=_("Contact for the press"),
        ),
        TermsPanel(heading=_("Subjects")),
        InlinePanel("related", heading=_("Related pages")),
    ]
    settings_panels = [
        panel
        for panel in BasePage.settings_panels
        if getattr(panel, "field_name", "") != "embargo_until"
    ]

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    @property
    def contact_list(self) -> list[PressContact]:
        entries = self.contacts.select_related("contact__organisation")
        return [entry.contact for entry in entries]

    @property
    def boilerplate_list(self) -> list[Boilerplate]:
        return list(self.boilerplates.all())

    def get_summary(self) -> str:
        return self.search_description or html_to_text(self.lead)

    def get_remarks(self) -> list[Remark]:
        if self.contacts.count():
            return []
        return [Remark("contact", gettext("Journalists find nobody to call: add a contact."))]

    def get_json_ld(self, request: HttpRequest) -> dict[str, Any]:
        data = self.article_json_ld(request)
        if self.place and self.dateline_date:
            data["dateline"] = f"{self.place}, {self.dateline_date:%d-%m-%Y}"
        return data


class PressReleaseContact(Orderable):
    """A contact on a release, in order."""

    release = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="contacts")
    contact = models.ForeignKey(
        PressContact, on_delete=models.PROTECT, related_name="+", verbose_name=_("press contact")
    )

    panels = [FieldPanel("contact")]

    class Meta(Orderable.Meta):
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")

    def __str__(self) -> str:
        return str(self.contact)


class PressReleaseImport(models.Model):
    """Where an imported release came from, and the revision that the import made.

    `identity` is the normalised headline with the date: the same release again finds its page
    even when an editor has changed the headline since.
    """

    page = models.OneToOneField(
        PressReleasePage, on_delete=models.CASCADE, related_name="press_import"
    )
    identity = models.CharField(max_length=400, unique=True)
    source_name = models.CharField(max_length=255)
    content_hash = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("imported press release")

    def __str__(self) -> str:
        return self.source_name
