"""The base of every page type, and the plain page types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from csp.constants import SELF
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from slimmernetwerk.fields import StoryField
from slimmernetwerk.languages import language_of, page_languages
from slimmernetwerk.models.querysets import BasePageManager
from slimmernetwerk.permissions import ListedPermissionTester
from slimmernetwerk.presentation import page_context, sections, share_locale
from slimmernetwerk.previews import PAPER_SIZE, PRINT, SHARED, PreviewMode

if TYPE_CHECKING:
    from slimmernetwerk.content_checks import Remark
    from slimmernetwerk.models.media import Image


class BasePage(Page):
    """What all page types share; never created itself."""

    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "Nobody outside the editors sees the page before this moment (time in Amsterdam), "
            "not even when it is published."
        ),
    )
    is_gone = models.BooleanField(_("withdrawn without a trace"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True)
    review_date = models.DateField(
        _("check again on"), null=True, blank=True, help_text=_("Is the text still right then?")
    )

    is_creatable = False
    _is_public = False  # as far as this request has found out
    previews: ClassVar[tuple[PreviewMode, ...]] = (PRINT, SHARED)
    objects = BasePageManager()

    class Meta:
        verbose_name = _("page")

    promote_panels: ClassVar[Sequence[Any]] = Page.promote_panels
    settings_panels: ClassVar[Sequence[Any]] = [
        FieldPanel("embargo_until"),
        FieldPanel("review_date"),
        MultiFieldPanel(
            [
                FieldPanel("withdrawn_at"),
                FieldPanel("withdrawal_reason"),
                FieldPanel("is_gone"),
            ],
            heading=_("Withdraw"),
        ),
    ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Of an alias of an alias, `published()` would have to look for restrictions at any depth.
        source: Page | None = self.alias_of  # type: ignore[has-type]
        if source and source.alias_of:
            self.alias_of = source.alias_of
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> ListedPermissionTester:
        return ListedPermissionTester(user, self)

    @property
    def status_string(self) -> str:
        """What lists in the admin call the state of the page."""
        if self.is_gone:
            return str(_("withdrawn"))
        if self.is_under_embargo:
            return str(_("under embargo"))
        status: str = super().status_string
        return status

    @property
    def is_under_embargo(self) -> bool:
        """Live for Wagtail, and kept from the public until its moment."""
        return bool(self.live and self.embargo_until and self.embargo_until > timezone.now())

    def is_released(self) -> bool:
        """Say whether the page may be served now, apart from Wagtail's own privacy rules."""
        return BasePage.objects.released().filter(pk=self.pk).exists()

    def refuse_unreleased(self, request: HttpRequest) -> None:
        """Raise Http404 for a page that may not be served now; asked once in a request."""
        if getattr(request, "_released_page", None) == self.pk:
            return
        # What the menu has read is published: a query less for each list.
        is_listed = any(section.pk == self.pk for section in sections(request))
        self._is_public = is_listed or BasePage.objects.published().filter(pk=self.pk).exists()
        if not self._is_public and not self.is_released():
            raise Http404
        request._released_page = self.pk  # type: ignore[attr-defined]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        if self._is_public:  # asked a moment ago, and published pages have none
            return PageViewRestriction.objects.none()
        found: QuerySet[PageViewRestriction] = super().get_view_restrictions()
        return found

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        # Wagtail serves by `live` alone. A page of a list or feed below this one is its own.
        if not path_components:
            self.refuse_unreleased(request)
        elif section := self._section_below(request, path_components[0]):
            return section.specific.route(request, path_components[1:])
        return super().route(request, path_components)

    def _section_below(self, request: HttpRequest, slug: str) -> BasePage | None:
        """Return a page right below this one that the menu has read: a query less for each page."""
        below = (page for page in sections(request) if page.path[: -page.steplen] == self.path)
        return next((page for page in below if page.slug == slug), None)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        share_locale(self, request)
        return super().serve(request, *args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [*super().preview_modes, *((mode.name, mode.label) for mode in self.previews)]

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        return [*super().preview_sizes, PAPER_SIZE]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        mode = next((mode for mode in self.previews if mode.name == mode_name), PRINT)
        if mode.draw is not None:
            response = mode.draw(self, request)
        else:
            response = self.serve_page_preview(request, mode_name)
        # The editor shows the preview in a frame, and reads it for its checks.
        response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return response

    def serve_page_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show the page itself, as a visitor would see it."""
        return super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **page_context(self, request), **page_languages(self, request)}

    def get_summary(self) -> str:
        """Return one or two plain sentences about the page, for lists and descriptions."""
        return self.search_description

    def get_shown_language(self) -> str:
        """Return the language of what the two methods below return."""
        return language_of(self)

    def get_shown_title(self) -> str:
        """Return the title for a list that may be in another language than the page."""
        title: str = self.title
        return title

    def get_shown_summary(self) -> str:
        """Return the summary for a list that may be in another language than the page."""
        return self.get_summary()

    def get_remarks(self) -> list[Remark]:
        """Return what an editor may want to mend in a page of this type; nothing is refused."""
        return []

    def get_image(self) -> Image | None:
        """Return the image that stands for the page where it is shared."""
        return None

    def get_json_ld(self, request: HttpRequest) -> dict[str, Any] | None:
        """Return the page as schema.org data, or None where there is no fitting type."""
        return None


class RoutableBasePage(RoutablePageMixin, BasePage):
    """A page with addresses of its own below it, released, framed and in its language as one."""

    class Meta:
        abstract = True

    def serve(
        self, request: HttpRequest, view: Any = None, args: Any = None, kwargs: Any = None
    ) -> Any:
        share_locale(self, request)
        return super().serve(request, view, args, kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        # Wagtail's mixin knows one mode, and nothing of frames.
        return BasePage.serve_preview(self, request, mode_name)

    def serve_page_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return RoutablePageMixin.serve_preview(self, request, mode_name)


class HomePage(BasePage):
    """The first page of a language."""

    headline = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*BasePage.content_panels, FieldPanel("headline"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")

    def get_summary(self) -> str:
        return self.search_description or self.lead


class PlainPage(BasePage):
    """A page of text, such as "About this site"."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    body = StoryField(verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")

    def get_summary(self) -> str:
        return self.search_description or self.lead
