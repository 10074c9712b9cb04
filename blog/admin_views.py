"""Bring in a press release in the admin: upload or paste, look where each line goes, make it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.models import PressReleaseIndexPage
from blog.press_body import story_of
from blog.press_forms import PressUploadForm
from blog.press_import import ImportResult, Outcome, find_known_page, import_press_release
from blog.press_releases.dates import AMSTERDAM
from blog.press_releases.errors import ImportRefused
from blog.press_releases.parsed import Part
from blog.press_review import PartsForm, Review, line_numbers, review
from blog.press_upload import Upload, UploadGone, open_sealed, seal
from blog.press_warnings import grouped
from slimmernetwerk.templatetags.site_components import weekday_moment

if TYPE_CHECKING:
    from slimmernetwerk.models import User

OUTCOMES = {
    Outcome.CREATED: (messages.success, gettext_lazy("A draft was made of “%(title)s”.")),
    Outcome.UPDATED: (
        messages.success,
        gettext_lazy("“%(title)s” was there already: it has the text of this file now."),
    ),
    Outcome.UNCHANGED: (
        messages.success,
        gettext_lazy("“%(title)s” is there already with this text: nothing was changed."),
    ),
    Outcome.DRAFTED: (
        messages.warning,
        gettext_lazy(
            "Somebody edited “%(title)s” since the last import. The text of the file waits as a "
            "draft; what is live stays as it is."
        ),
    ),
}


def allowed_indexes(user: Any) -> list[PressReleaseIndexPage]:
    """Return the lists of press releases that the user may add to."""
    indexes = PressReleaseIndexPage.objects.all()
    return [page for page in indexes if page.permissions_for_user(user).can_add_subpage()]


def may_import(user: Any) -> bool:
    return bool(allowed_indexes(user))


class PressStepMixin(WagtailAdminTemplateMixin):
    """What both steps share: who may, where it is, and the screen of the review."""

    page_title = gettext_lazy("Import press release")
    header_icon = "upload"
    _show_breadcrumbs = True
    request: HttpRequest
    template_name: str | None

    # The text may be under embargo: it stays out of the reports of errors.
    @method_decorator(sensitive_post_parameters("text", "source"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.indexes = allowed_indexes(request.user)
        if not self.indexes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("press_import"), "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), here]

    def show_review(
        self, upload: Upload, sealed: str, chosen: Sequence[Part], form: PartsForm | None = None
    ) -> HttpResponse:
        """Show each line beside the part it became; `form` is the one that was handed in."""
        found = review(upload, chosen)
        known = find_known_page(found.parsed, self.indexes[0])
        self.template_name = "blog/admin/press_review.html"
        context = self.get_context_data(
            form=None,
            review=found,
            rows=rows_of(upload, chosen, found, form),
            has_wrong_choices=bool(form and form.errors),
            warnings=grouped(found.warnings),
            seen=" ".join(warned.key for warned in found.warnings),
            source=sealed,
            name=upload.name,
            blocks=story_of(found.parsed),
            embargo=embargo_in_words(found),
            known=known if known and known.permissions_for_user(self.user).can_edit() else None,
        )
        return self.render_to_response(context)


def embargo_in_words(found: Review) -> str:
    """Return the end of the embargo in Dutch time, whatever the time zone of the editor."""
    until = found.parsed.embargo_until
    return weekday_moment(until.astimezone(AMSTERDAM)) if until else ""


def rows_of(
    upload: Upload, chosen: Sequence[Part], found: Review, form: PartsForm | None
) -> list[dict[str, Any]]:
    """Return what the screen says of each paragraph."""
    names = [f"part-{number}" for number in range(len(chosen))]
    fields = PartsForm(upload, initial=dict(zip(names, found.shown, strict=True)))
    rows = []
    for number, (name, paragraph) in enumerate(zip(names, upload.document.paragraphs, strict=True)):
        shown = found.shown[number]
        errors = list(form.errors.get(name, [])) if form else []
        if form and chosen[number] is not shown:
            message = _("This line cannot be “%(part)s”.")
            errors.append(message % {"part": chosen[number].label})
        also = found.of_piece(number)
        if errors or also:
            fields.fields[name].widget.attrs["aria-describedby"] = f"{name}-notes"
        rows.append(
            {
                "lines": line_numbers(paragraph),
                "paragraph": paragraph,
                "field": fields[name],
                "shown": shown,
                "errors": errors,
                "also": also,
            }
        )
    return rows


class PressImportView(PressStepMixin, FormView):
    """Take a file or a text, and show what was recognised in it."""

    form_class = PressUploadForm
    template_name = "blog/admin/import.html"

    def form_valid(self, form: PressUploadForm) -> HttpResponse:
        try:
            sealed = seal(form.upload, self.user)
        except ImportRefused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        return self.show_review(form.upload, sealed, form.upload.parts)


class PressReviewView(PressStepMixin, TemplateView):
    """Show the upload with the parts that were chosen, or make the draft of it."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("press_import")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sealed = request.POST.get("source", "")
        try:
            upload = open_sealed(sealed, self.user)
        except UploadGone as gone:
            messages.error(request, str(gone))
            return redirect("press_import")
        form = PartsForm(upload, request.POST)
        if "make" in request.POST:
            return self._make(upload, sealed, form)
        return self.show_review(upload, sealed, form.parts, form)

    def _make(self, upload: Upload, sealed: str, form: PartsForm) -> HttpResponse:
        """Make the draft, unless there is something that the editor has not seen yet."""
        found = review(upload, form.parts)
        seen = self.request.POST.get("seen", "").split()
        if form.errors or found.errors:
            return self.show_review(upload, sealed, form.parts, form)
        if any(warned.key not in seen for warned in found.warnings):
            messages.warning(
                self.request, _("There is something new to look at. Then make the draft once more.")
            )
            return self.show_review(upload, sealed, form.parts, form)
        try:
            result = import_press_release(
                upload.name, found.parsed, user=self.user, index=self.indexes[0]
            )
        except PermissionDenied:
            messages.error(
                self.request,
                _("There is a page with this headline and date already, which you may not edit."),
            )
            return self.show_review(upload, sealed, form.parts, form)
        except ImportRefused as refused:
            messages.error(self.request, str(refused))
            return self.show_review(upload, sealed, form.parts, form)
        return self._open_editor(result)

    def _open_editor(self, result: ImportResult) -> HttpResponse:
        say, message = OUTCOMES[result.outcome]
        say(self.request, message % {"title": result.page.title})
        return redirect("wagtailadmin_pages:edit", result.page.pk)
