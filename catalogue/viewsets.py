"""Methods and practice cases in lists of the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, OuterRef, Prefetch, Q, Subquery
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BooleanRadioSelect

from catalogue.choices import Outcome
from catalogue.models import CasePage, EvidenceRecord, MethodPage
from slimmernetwerk.columns import AnnotatedColumn, ReviewDateColumn, newest
from slimmernetwerk.filters import PageListFilterSet, yes_no
from slimmernetwerk.models.querysets import BasePageQuerySet
from slimmernetwerk.viewsets import PageListViewSet
from vocabularies.columns import TermsColumn
from vocabularies.filters import TermFilter
from vocabularies.models import Term

COMPLETE = 100
LEVELS = "bewijsniveau"


def with_completeness(pages: BasePageQuerySet) -> BasePageQuerySet:
    return pages.annotate(newest_completeness=newest("completeness", IntegerField()))


def with_evidence_level(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Add the place of the highest level that a record supports; the levels are ordered."""
    records = EvidenceRecord.objects.filter(method=OuterRef("pk")).order_by("-level__order")
    return pages.annotate(highest_level=Subquery(records.values("level__order")[:1]))


class EvidenceColumn(AnnotatedColumn):
    """The highest level of evidence of a method."""

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        records = EvidenceRecord.objects.select_related("level", "body")
        return with_evidence_level(pages).prefetch_related(Prefetch("evidence", records))


class CompletenessColumn(AnnotatedColumn):
    """How complete a method is, as it was last saved."""

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        return with_completeness(pages)

    def get_value(self, instance: Any) -> str:
        return f"{instance.newest_completeness} %"


class EvidenceLevelFilter(ModelMultipleChoiceFilter):
    """Keep methods whose highest level is one of the chosen."""

    def filter(self, pages: BasePageQuerySet, value: list[Term]) -> BasePageQuerySet:
        orders = [term.order for term in value]
        return with_evidence_level(pages).filter(highest_level__in=orders) if orders else pages


class MethodFilterSet(PageListFilterSet):
    phase = TermFilter("fase", label=_("Phase"))
    topic = TermFilter("beleidsthema", label=_("Topic"))
    evidence = EvidenceLevelFilter(
        label=_("Evidence"),
        queryset=Term.objects.filter(vocabulary__key=LEVELS),
        to_field_name="slug",
        widget=CheckboxSelectMultiple,
    )
    incomplete = yes_no(_("Incomplete"), "filter_incomplete")

    class Meta(PageListFilterSet.Meta):
        model = MethodPage

    def filter_incomplete(
        self, pages: BasePageQuerySet, name: str, value: bool
    ) -> BasePageQuerySet:
        is_incomplete = Q(newest_completeness__lt=COMPLETE)
        return with_completeness(pages).filter(is_incomplete if value else ~is_incomplete)


class MethodViewSet(PageListViewSet):
    name = "methods"
    model = MethodPage
    icon = "clipboard-list"
    menu_label = _("Methods")
    menu_order = 110
    filterset_class = MethodFilterSet
    search_fields = ("summary", "alt_titles")
    list_columns = (
        TermsColumn("fase", label=_("Phase")),
        EvidenceColumn("evidence_label", label=_("Evidence"), sort_key="highest_level"),
        CompletenessColumn("completeness", label=_("Complete"), sort_key="newest_completeness"),
        ReviewDateColumn(),
    )


class CaseFilterSet(PageListFilterSet):
    outcome = ChoiceFilter(
        label=_("Outcome"), choices=Outcome.choices, empty_label=_("All"), widget=RadioSelect
    )
    is_illustrative = BooleanFilter(label=_("Made up as an example"), widget=BooleanRadioSelect)
    topic = TermFilter("beleidsthema", label=_("Topic"))

    class Meta(PageListFilterSet.Meta):
        model = CasePage


class CaseViewSet(PageListViewSet):
    name = "cases"
    model = CasePage
    icon = "site"
    menu_label = _("Practice cases")
    menu_order = 120
    filterset_class = CaseFilterSet
    search_fields = ("summary", "organisation", "place")
    list_columns = (
        Column("outcome", label=_("Outcome"), accessor="outcome_label", sort_key="outcome"),
        Column("organisation", label=_("Organisation"), sort_key="organisation"),
        Column(
            "is_illustrative",
            label=_("Example"),
            accessor=lambda page: _("made up") if page.is_illustrative else "",
            sort_key="is_illustrative",
        ),
    )
