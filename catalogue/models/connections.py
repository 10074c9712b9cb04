"""What hangs on a method: evidence, relations to other methods, attachments."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from catalogue.choices import EvidenceKind, RelationKind

evidence_date = RegexValidator(
    r"^\d{4}(-\d{2}-\d{2})?$", _("Write a year or a date as 2026-11-23.")
)


class EvidenceRecord(Orderable):
    """One source that says how well a method works. Our own assessment, unless recognised."""

    method = ParentalKey("catalogue.MethodPage", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind.choices)
    level = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary__key": "bewijsniveau"},
        verbose_name=_("level"),
    )
    body = models.ForeignKey(
        "slimmernetwerk.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assessed by"),
    )
    official_recognition = models.BooleanField(
        _("official recognition"),
        default=False,
        help_text=_("Only when the body above has really recognised the method."),
    )
    date = models.CharField(_("date"), max_length=10, blank=True, validators=[evidence_date])
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    citation = models.CharField(_("source"), max_length=1000)
    url = models.URLField(_("address"), max_length=500, blank=True)
    summary = models.TextField(_("what it says"), blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("level"),
        FieldPanel("citation"),
        FieldPanel("summary"),
        FieldPanel("url"),
        FieldPanel("date"),
        FieldPanel("body"),
        FieldPanel("official_recognition"),
        FieldPanel("valid_until"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.citation


class MethodRelation(Orderable):
    """How one method relates to another; read from the method that holds it."""

    method = ParentalKey("catalogue.MethodPage", on_delete=models.CASCADE, related_name="relations")
    to = models.ForeignKey(
        "catalogue.MethodPage",
        on_delete=models.CASCADE,
        related_name="relations_to",
        verbose_name=_("method"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind.choices)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    panels = [
        FieldPanel("kind"),
        PageChooserPanel("to", "catalogue.MethodPage"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def __str__(self) -> str:
        return f"{self.kind} {self.to_id}"


class MethodAttachment(Orderable):
    """A worksheet or other file that belongs to a method."""

    method = ParentalKey(
        "catalogue.MethodPage", on_delete=models.CASCADE, related_name="attachments"
    )
    document = models.ForeignKey(
        "slimmernetwerk.Document",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("document"),
    )
    title = models.CharField(_("title"), max_length=150, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or str(self.document)
