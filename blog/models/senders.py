"""Who sends a press release: contacts for the press, and what an organisation says of itself."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from slimmernetwerk.blocks import RICH_TEXT_FEATURES


class PressContact(models.Model):
    """Somebody, or a desk, that journalists can reach; reused by many releases."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        "slimmernetwerk.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    organisation_text = models.CharField(_("organisation in words"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=80, blank=True)
    mobile = models.CharField(_("mobile"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=400, blank=True)
    hours = models.CharField(_("when to reach"), max_length=200, blank=True)
    only_for_press = models.BooleanField(_("for journalists only"), default=False)

    class Meta:
        ordering = ["name", "email"]
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")

    def __str__(self) -> str:
        return self.name or self.role or self.email or self.phone or self.website

    @property
    def organisation_name(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_text


class Boilerplate(models.Model):
    """A standing text "About the organisation" below press releases."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    heading = models.CharField(_("heading"), max_length=150)
    text = RichTextField(_("text"), features=RICH_TEXT_FEATURES)
    organisation = models.ForeignKey(
        "slimmernetwerk.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    language = models.CharField(_("language"), max_length=10, default="nl")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)

    class Meta:
        ordering = ["heading"]
        verbose_name = _("boilerplate text")
        verbose_name_plural = _("boilerplate texts")

    def __str__(self) -> str:
        return self.heading
