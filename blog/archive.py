"""What a list of articles shows: one page of it, the archive by month, and the topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.utils.dates import MONTHS
from django.utils.http import urlencode

from slimmernetwerk.languages import language_of
from slimmernetwerk.presentation import Link, section_url

if TYPE_CHECKING:
    from blog.models.indexes import ArticleIndexPage

PAGE_SIZE = 20
PARAMETERS = ("jaar", "maand", "beleidsthema")


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A link to a part of the list, with how many articles it holds."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """A year with its months that have articles."""

    year: int
    url: str
    is_current: bool
    months: list[CountedLink]


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A chosen period or topic, as a link to the list without it."""

    facet_label: str
    value_label: str
    url: str


class Archive:
    """The periods and topics of a list of articles, and the links between them.

    A link keeps the choice that it is not about, so its count is that of the page behind it.
    """

    def __init__(self, url: str, chosen: dict[str, str], articles: QuerySet[Any]) -> None:
        self.url, self.chosen, self.articles = url, chosen, articles

    def narrowed(self, *names: str) -> QuerySet[Any]:
        """Return the articles within the chosen values of these parameters only."""
        from blog.filters import ArticleFilterSet

        values = {name: self.chosen[name] for name in names if name in self.chosen}
        found: QuerySet[Any] = ArticleFilterSet(values, queryset=self.articles).qs
        return found.order_by()

    def link(self, **changes: Any) -> str:
        query = {name: value for name, value in {**self.chosen, **changes}.items() if value}
        return f"{self.url}?{urlencode(query)}" if query else self.url

    def years(self) -> list[ArchiveYear]:
        """Return the years with articles, newest first; one query."""
        months = (
            self.narrowed("beleidsthema")
            .annotate(month=TruncMonth("display_date"))
            .values_list("month")
            .annotate(count=Count("pk"))
            .order_by("-month")
        )
        years: dict[int, list[CountedLink]] = {}
        for month, count in months:
            years.setdefault(month.year, []).append(self._month(month, count))
        return [
            ArchiveYear(
                year,
                self.link(jaar=year, maand=""),
                self.chosen.get("jaar") == str(year) and "maand" not in self.chosen,
                links,
            )
            for year, links in years.items()
        ]

    def _month(self, month: date, count: int) -> CountedLink:
        is_current = (self.chosen.get("jaar"), self.chosen.get("maand")) == (
            str(month.year),
            str(month.month),
        )
        url = self.link(jaar=month.year, maand=month.month)
        return CountedLink(str(MONTHS[month.month]), url, count, is_current)

    def topics(self) -> list[CountedLink]:
        """Return the topics of the articles in the period, alphabetically; two queries."""
        from blog.models.articles import TOPICS
        from vocabularies.models import Term

        counted = (
            self.narrowed("jaar", "maand")
            .filter(terms__vocabulary__key=TOPICS)
            .values_list("terms")
            .annotate(count=Count("pk", distinct=True))
        )
        counts = dict(counted)
        # The chosen topic stays visible where the period has none of it.
        chosen = Q(vocabulary__key=TOPICS, slug=self.chosen.get("beleidsthema", ""))
        terms = Term.objects.filter(Q(pk__in=counts) | chosen).select_related("vocabulary")
        links = [
            CountedLink(
                term.label,
                self.link(beleidsthema=term.slug),
                counts.get(term.pk, 0),
                self.chosen.get("beleidsthema") == term.slug,
            )
            for term in terms
        ]
        return sorted(links, key=lambda link: link.label.casefold())


def archive_context(page: ArticleIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the index templates draw: `items`, `filters`, `tabs` and the head's links."""
    from blog.feeds import published_articles
    from blog.filters import ArticleFilterSet

    articles = published_articles(page.article_model, language_of(page))
    filter_set = ArticleFilterSet(request.GET, queryset=articles)
    valid = filter_set.form
    valid.is_valid()
    chosen = {
        name: str(valid.cleaned_data[name]) for name in PARAMETERS if valid.cleaned_data.get(name)
    }
    archive = Archive(page.get_url(request) or "", chosen, articles)
    years, topics = archive.years(), archive.topics()
    items = Paginator(filter_set.qs, PAGE_SIZE).get_page(request.GET.get("page", "1")[:9])
    feed_url = f"{page.get_url(request)}feed/"
    query = urlencode(chosen)
    return {
        "items": items,
        "filters": {
            "years": years,
            "topics": topics,
            "active": _active(archive, topics),
            "feed_url_atom": f"{feed_url}?{query}" if query else feed_url,
            "feed_url_rss": f"{feed_url}?{urlencode({**chosen, 'format': 'rss'})}",
        },
        "tabs": tabs(request),
        "canonical_url": (page.full_url or "") + (f"?{query}" if query else ""),
    }


def _active(archive: Archive, topics: list[CountedLink]) -> list[ActiveFilter]:
    from blog.filters import ArticleFilterSet

    labels = {name: str(ArticleFilterSet.base_filters[name].label) for name in PARAMETERS}
    found = []
    for name, value in archive.chosen.items():
        shown = value
        if name == "maand":
            shown = str(MONTHS[int(value)])
        elif name == "beleidsthema":
            shown = next((topic.label for topic in topics if topic.is_current), value)
        found.append(ActiveFilter(labels[name], shown, archive.link(**{name: ""})))
    return found


def tabs(request: HttpRequest) -> list[Link]:
    """Return the links between news and press releases."""
    from django.utils.translation import gettext

    pairs = (
        (gettext("News"), section_url(request, "blog.newsindexpage")),
        (gettext("Press releases"), section_url(request, "blog.pressreleaseindexpage")),
    )
    return [Link(label, url, is_current=request.path == url) for label, url in pairs if url]
