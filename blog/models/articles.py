"""What news and press releases share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from slimmernetwerk.languages import in_language, language_of
from slimmernetwerk.models import BasePage
from slimmernetwerk.presentation import Link
from vocabularies.carrying import TermsMixin

TOPICS = "beleidsthema"


class ArticleMixin(TermsMixin):
    """A dated text with topics and related pages."""

    display_date = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        abstract = True

    def get_feed_date(self) -> datetime:
        """Return the moment of publication for feeds: aware, on the date that is shown."""
        first: datetime | None = self.first_published_at  # type: ignore[attr-defined]
        if first is not None and timezone.localdate(first) == self.display_date:
            return first
        return datetime.combine(self.display_date, datetime.min.time(), tzinfo=UTC)

    @property
    def topic_links(self) -> list[Link]:
        """The topics, each a link to all articles about it."""
        parent = self.get_parent()  # type: ignore[attr-defined]
        url = parent.url or ""
        return [Link(term.label, f"{url}?{TOPICS}={term.slug}") for term in self.group(TOPICS)]

    @property
    def related_list(self) -> list[BasePage]:
        """Related pages that the public may see, translated where they are."""
        wanted = [entry.page_id for entry in self.related.all()]  # type: ignore[attr-defined]
        if not wanted:
            return []
        pages = BasePage.objects.published().select_related("locale").in_bulk(wanted)
        page: Any = self
        return in_language([pages[pk] for pk in wanted if pk in pages], language_of(page))

    def article_json_ld(self, request: HttpRequest) -> dict[str, Any]:
        """Return the article as https://schema.org/NewsArticle."""
        page: Any = self
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": page.get_full_url(request),
            "identifier": f"urn:uuid:{page.translation_key}",
            "mainEntityOfPage": page.get_full_url(request),
            "headline": page.title[:110],
            "description": page.get_summary(),
            "inLanguage": page.locale.language_code,
            "datePublished": self.get_feed_date().isoformat(),
            "publisher": {"@type": "Organization", "name": "Slimmernetwerk"},
        }
        if page.last_published_at:
            data["dateModified"] = page.last_published_at.isoformat()
        return data


class RelatedPage(Orderable):
    """A page that belongs with an article."""

    article = ParentalKey(
        "slimmernetwerk.BasePage", on_delete=models.CASCADE, related_name="related"
    )
    page = models.ForeignKey(
        "slimmernetwerk.BasePage",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
    )

    panels = [FieldPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")

    def __str__(self) -> str:
        return str(self.page_id)
