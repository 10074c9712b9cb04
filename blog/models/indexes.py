"""The lists of news and of press releases, with archive, topics and feeds."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path

from blog.archive import archive_context
from blog.feeds import feed_source
from slimmernetwerk.feeds import feed_response
from slimmernetwerk.languages import language_of
from slimmernetwerk.models import BasePage, RoutableBasePage


class ArticleIndexPage(RoutableBasePage):
    """A list of articles, newest first."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    max_count_per_parent = 1
    article_model: str

    class Meta:
        abstract = True

    @path("")
    def articles(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list, narrowed to a period or topic."""
        return self.render(request, context_overrides=archive_context(self, request))

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Serve the same list, with the same filters, as Atom or RSS."""
        return feed_response(request, feed_source(self.article_model, language_of(self)))

    def get_summary(self) -> str:
        return self.search_description or self.lead


class NewsIndexPage(ArticleIndexPage):
    """All news."""

    article_model = "blog.NewsPage"
    template = "blog/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")


class PressReleaseIndexPage(ArticleIndexPage):
    """All press releases."""

    article_model = "blog.PressReleasePage"
    template = "blog/press_release_index_page.html"

    class Meta:
        verbose_name = _("list of press releases")
