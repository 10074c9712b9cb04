"""Searches without an answer in the Wagtail admin: the list, the note, and the two ways out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.contrib.search_promotions import views as promotion_views
from wagtail_modeladmin.views import CreateView, EditView, IndexView

from search import progress, state
from search.dashboard import CHANGE, may_see_gaps
from search.followers import ELASTICSEARCH, EMBEDDED
from search.gap_labels import GapLabels, place_label
from search.models import IndexWork, SearchGap, SynonymSet
from slimmernetwerk.dashboard import moment_text

FOLLOWER_LABELS = {
    "state": _("State"),
    "documents": _("Documents in the index"),
    "cursor": _("Applied up to change number"),
    "behind": _("Changes that are not applied yet"),
    "since": _("Behind since"),
    "applied": _("The last applied change is of"),
}
ENGINE_LABELS = {
    EMBEDDED: _("Index of this machine"),
    ELASTICSEARCH: _("Index in Elasticsearch"),
}
WORK_LABELS = {IndexWork.REBUILD: _("Rebuild"), IndexWork.AUDIT: _("Audit")}
JOURNAL_LABELS = {
    "position": _("Number of the last change"),
    "waiting": _("Changes that wait for a number"),
    "due": _("Changes at a moment to come"),
    "next_due": _("The first of those is on"),
    "uncounted": _("Searches of today that were too many to count"),
}


class GapListView(IndexView):
    """Each row says its question in words; the facets are asked once for all of them."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        labels, gaps = GapLabels(), list(context["object_list"])
        for gap in gaps:
            gap.in_words = labels.question(gap)
        return {**context, "object_list": gaps}


class GapNoteView(EditView):
    """Say what is done about a question; the question itself stays as it was asked."""

    instance: SearchGap
    page_title = _("Search without an answer")

    def check_action_permitted(self, user: Any) -> bool:
        if not SearchGap.objects.shown().filter(pk=self.instance.pk).exists():
            raise Http404  # asked too seldom to be seen by anybody
        return bool(super().check_action_permitted(user))

    def get_page_subtitle(self) -> str:
        return GapLabels().question(self.instance)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "gap": self.instance,
            "place": place_label(self.instance.type),
            "ways_out": self.button_helper.get_buttons_for_obj(self.instance, exclude=(CHANGE,)),
        }
        return super().get_context_data(**{**context, **kwargs})

    def form_valid(self, form: Any) -> HttpResponseBase:
        # Not EditView's: it writes the question into the log of changes, where it would outlive
        # the row.
        response: HttpResponseBase = super(EditView, self).form_valid(form)
        return response


class SynonymCreateView(CreateView):
    """Make a set; `?gap=` fills it in with the words that found nothing."""

    @cached_property
    def gap(self) -> SearchGap | None:
        number = self.request.GET.get("gap", "")
        if not number.isdecimal() or len(number) > 18 or not may_see_gaps(self.request.user):
            return None
        return SearchGap.objects.shown().filter(pk=int(number)).first()

    @property
    def create_url(self) -> str:
        url: str = self.url_helper.create_url
        return f"{url}?gap={self.gap.pk}" if self.gap else url

    def get_instance(self) -> SynonymSet:
        if self.gap is None:
            return SynonymSet()
        words = "\n".join(filter(None, (self.gap.text, self.gap.corrected_to)))
        return SynonymSet(words=words, language=self.gap.language)

    def form_valid(self, form: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        mark_answered(self.gap, self.request)
        return response


class GapPromotionView(promotion_views.CreateView):
    """Promote a page for the words that found nothing."""

    @cached_property
    def gap(self) -> SearchGap:
        if not may_see_gaps(self.request.user):
            raise Http404
        gaps = SearchGap.objects.shown().exclude(text="")
        return get_object_or_404(gaps, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "query_string": self.gap.text}

    def get_add_url(self) -> str:
        return reverse("search_gap_promotion", args=[self.gap.pk])

    def form_valid(self, form: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        mark_answered(self.gap, self.request)
        return response


def mark_answered(gap: SearchGap | None, request: HttpRequest) -> None:
    """Note that there is an answer now; asked again without one, the question is open again."""
    if gap is not None and request.user.has_perm(CHANGE):
        open_ones = SearchGap.objects.filter(pk=gap.pk, status=SearchGap.Status.OPEN)
        open_ones.update(status=SearchGap.Status.ANSWERED)


class PromotionListView(promotion_views.IndexView):
    """Without the column of views: nobody counts what visitors search for."""

    columns = promotion_views.IndexView.columns[:2]


class JournalView(IndexView):
    """The journal below the state of search."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tables = [
            (ENGINE_LABELS[found.engine], _lines(asdict(found), FOLLOWER_LABELS))
            for found in state.follower_states()
        ]
        tables.append((_("Journal of changes"), _lines(state.journal_state(), JOURNAL_LABELS)))
        context = {
            "status_tables": tables,
            "faults": state.faults(),
            "works": drawn_works(),
            **kwargs,
        }
        return super().get_context_data(**context)


@dataclass(frozen=True, slots=True)
class DrawnWork:
    """A rebuild or an audit that goes on, as the screen tells it."""

    label: str
    done: int
    total: int
    told_at: str

    @property
    def percentage(self) -> int:
        return min(100, self.done * 100 // max(self.total, 1))


def drawn_works() -> list[DrawnWork]:
    return [
        DrawnWork(
            label=f"{WORK_LABELS[work.action]}: {ENGINE_LABELS[work.engine]}",
            done=min(work.done, work.total),
            total=work.total,
            told_at=moment_text(work.told_at),
        )
        for work in progress.running()
    ]


@require_safe
def index_work(request: HttpRequest) -> HttpResponse:
    """Return what goes on with the indices, alone: the screen asks again while something does."""
    if not request.user.is_superuser:
        raise PermissionDenied
    return render(request, "search/admin/work.html", {"works": drawn_works(), "is_update": True})


def _lines(values: Mapping[str, Any], labels: Mapping[str, Any]) -> list[tuple[Any, str]]:
    return [(label, _written(values[name])) for name, label in labels.items()]


def _written(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return moment_text(value)
    return number_format(value) if isinstance(value, int) else str(value)
