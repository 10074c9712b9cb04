"""News and press releases in lists of the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.widgets.button import HeaderButton

from blog.admin_views import may_import
from blog.models import NewsPage, PressReleaseContact, PressReleasePage
from blog.models.articles import TOPICS
from slimmernetwerk.columns import AnnotatedColumn, MomentColumn, PublicFromColumn, RelatedColumn
from slimmernetwerk.filters import PageListFilterSet, keep, under_embargo, yes_no
from slimmernetwerk.models.querysets import BasePageQuerySet
from slimmernetwerk.viewsets import PageListView, PageListViewSet
from vocabularies.columns import TermsColumn
from vocabularies.filters import TermFilter


def with_contact(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Add whether journalists find somebody to call, in the newest version of a release."""
    contacts = PressReleaseContact.objects.filter(release=OuterRef("pk"))
    is_draft = {"has_unpublished_changes": True, "latest_revision__isnull": False}
    has_contact = Case(
        When(**is_draft, latest_revision__content__contacts=[], then=Value(False)),
        When(**is_draft, then=Value(True)),
        default=Exists(contacts),
        output_field=BooleanField(),
    )
    return pages.annotate(has_contact=has_contact)


class ContactColumn(AnnotatedColumn):
    """Whether a release names somebody to call."""

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        return with_contact(pages)

    def get_value(self, instance: Any) -> str:
        return _("yes") if instance.has_contact else _("no contact")


class ArticleFilterSet(PageListFilterSet):
    """What news and press releases are both filtered by."""

    display_date = DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)
    topic = TermFilter(TOPICS, label=gettext_lazy("Topic"))


class NewsFilterSet(ArticleFilterSet):
    kind = ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=NewsPage.Kind.choices,
        empty_label=gettext_lazy("All"),
        widget=RadioSelect,
    )

    class Meta(ArticleFilterSet.Meta):
        model = NewsPage


class NewsViewSet(PageListViewSet):
    name = "news"
    model = NewsPage
    icon = "doc-full"
    menu_label = gettext_lazy("News")
    menu_order = 130
    filterset_class = NewsFilterSet
    search_fields = ("lead",)
    list_columns = (
        MomentColumn("display_date", label=gettext_lazy("Date"), sort_key="display_date"),
        TermsColumn(TOPICS, label=gettext_lazy("Topic")),
    )


class PressReleaseFilterSet(ArticleFilterSet):
    embargo = yes_no(gettext_lazy("Under embargo"), "filter_embargo")
    without_contact = yes_no(gettext_lazy("Without a contact"), "filter_without_contact")

    class Meta(ArticleFilterSet.Meta):
        model = PressReleasePage

    def filter_embargo(self, pages: BasePageQuerySet, name: str, value: bool) -> BasePageQuerySet:
        return keep(pages, under_embargo(PressReleasePage.objects.all()), value)

    def filter_without_contact(
        self, pages: BasePageQuerySet, name: str, value: bool
    ) -> BasePageQuerySet:
        return with_contact(pages).filter(has_contact=not value)


class PressReleaseListView(PageListView):
    """Press releases, with the import of a file beside making one by hand."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = super().header_buttons
        if may_import(self.request.user):
            url = reverse("press_import")
            buttons.append(HeaderButton(_("Import press release"), url, icon_name="upload"))
        return buttons


class PressReleaseViewSet(PageListViewSet):
    name = "press_releases"
    model = PressReleasePage
    index_view_class = PressReleaseListView
    icon = "openquote"
    menu_label = gettext_lazy("Press releases")
    menu_order = 140
    filterset_class = PressReleaseFilterSet
    search_fields = ("subtitle", "place", "lead")
    list_columns = (
        MomentColumn("display_date", label=gettext_lazy("Date"), sort_key="display_date"),
        PublicFromColumn(),
        RelatedColumn("organisation", label=gettext_lazy("Sender"), sort_key="organisation__name"),
        ContactColumn("contact", label=gettext_lazy("Contact"), sort_key="has_contact"),
    )
