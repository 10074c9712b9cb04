"""Events and the page that lists them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from events.ical import calendar_response
from events.listing import coming, index_context
from slimmernetwerk.fields import StoryField
from slimmernetwerk.models import BasePage, RoutableBasePage
from vocabularies.carrying import TermsMixin
from vocabularies.forms import TermsPageForm
from vocabularies.panels import TermsPanel

SCHEMA = "https://schema.org"


class EventIndexPage(RoutableBasePage):
    """Coming events, and a search through all of them."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    max_count_per_parent = 1
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]

    class Meta:
        verbose_name = _("list of events")

    @path("")
    def events(self, request: HttpRequest) -> HttpResponse:
        """Show what is coming, and what a visitor looks for."""
        return self.render(request, context_overrides=index_context(self, request))

    @path("agenda/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Serve the coming events as a calendar to subscribe to."""
        pages = coming(self.locale.language_code)
        return calendar_response(request, pages, str(self.title), self.slug)

    def get_summary(self) -> str:
        return self.search_description or self.lead


class EventPage(TermsMixin, RoutableBasePage):
    """One event; it stays, with its report, when it is over."""

    document_type: ClassVar[str] = "event"

    summary = models.TextField(_("summary"), max_length=300)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(
        _("town"), max_length=80, blank=True, help_text=_("Visitors filter by it. Online: empty.")
    )
    venue = models.CharField(_("building and street"), max_length=200, blank=True)
    is_online = models.BooleanField(_("can be joined online"), default=False)
    is_cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("The page stays and says so.")
    )
    registration_url = models.URLField(_("address for registration"), blank=True)
    registration_note = models.CharField(
        _("about registration"),
        max_length=200,
        blank=True,
        help_text=_("Costs, the last day, how many places."),
    )
    body = StoryField(verbose_name=_("programme"), blank=True)
    report = StoryField(verbose_name=_("report"), blank=True)

    base_form_class = TermsPageForm
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*BasePage.search_fields, index.SearchField("summary")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [FieldPanel("place"), FieldPanel("venue"), FieldPanel("is_online")], heading=_("Where")
        ),
        MultiFieldPanel(
            [FieldPanel("registration_url"), FieldPanel("registration_note")],
            heading=_("Registration"),
        ),
        FieldPanel("is_cancelled"),
        FieldPanel("body"),
        FieldPanel("report", help_text=_("What came of it, once the event is over.")),
        TermsPanel(),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("An event ends after it begins.")})
        if not self.place and not self.is_online:
            raise ValidationError({"place": _("Name the town, or tick that one can join online.")})

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_one_day(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)

    @property
    def kind_label(self) -> str:
        """The kind of event, such as "workshop"; "" when none is chosen."""
        return ", ".join(term.label for term in self.group("bijeenkomst"))

    @path("agenda/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Serve the event for a visitor's own calendar."""
        return calendar_response(request, [self], self.title, self.slug)

    def get_summary(self) -> str:
        return self.search_description or self.summary

    def get_feed_date(self) -> datetime | None:
        first: datetime | None = self.first_published_at
        return first

    def get_json_ld(self, request: HttpRequest) -> dict[str, Any]:
        """Return the event as https://schema.org/Event."""
        status = "EventCancelled" if self.is_cancelled else "EventScheduled"
        data: dict[str, Any] = {
            "@context": SCHEMA,
            "@type": "Event",
            "@id": self.get_full_url(request),
            "identifier": f"urn:uuid:{self.translation_key}",
            "name": self.title,
            "description": self.get_summary(),
            "inLanguage": self.locale.language_code,
            "startDate": timezone.localtime(self.starts_at).isoformat(),
            "endDate": timezone.localtime(self.ends_at).isoformat(),
            "eventStatus": f"{SCHEMA}/{status}",
            "eventAttendanceMode": f"{SCHEMA}/{self._attendance_mode()}",
            "location": self._locations(request),
        }
        return data

    def _attendance_mode(self) -> str:
        if not self.is_online:
            return "OfflineEventAttendanceMode"
        return "MixedEventAttendanceMode" if self.place else "OnlineEventAttendanceMode"

    def _locations(self, request: HttpRequest) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if self.place:
            address = ", ".join(filter(None, [self.venue, self.place]))
            found.append({"@type": "Place", "name": self.venue or self.place, "address": address})
        if self.is_online:
            url = self.registration_url or self.get_full_url(request)
            found.append({"@type": "VirtualLocation", "url": url})
        return found
