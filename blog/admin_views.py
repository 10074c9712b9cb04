"""Upload a press release in the admin: it becomes a draft, and each part shows where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog import extension_points
from blog.models import PressReleaseIndexPage
from blog.press_import import Outcome, import_press_release, read_press_release
from blog.press_releases.errors import ImportRefused
from blog.press_releases.limits import MAX_FILE_SIZE

if TYPE_CHECKING:
    from slimmernetwerk.models import User

OUTCOMES = {
    Outcome.CREATED: _("A draft was made. Check the parts below, then publish it."),
    Outcome.UPDATED: _("The page was updated with the text of this file."),
    Outcome.UNCHANGED: _("This text is already there: nothing was changed."),
    Outcome.DRAFTED: _(
        "Somebody edited this page since the last import. The text of the file waits as a "
        "draft; what is live stays as it is."
    ),
}


def allowed_indexes(user: Any) -> list[PressReleaseIndexPage]:
    """Return the lists of press releases that the user may add to."""
    indexes = PressReleaseIndexPage.objects.all()
    return [page for page in indexes if page.permissions_for_user(user).can_add_subpage()]


def may_import(user: Any) -> bool:
    return bool(allowed_indexes(user))


class PressImportForm(forms.Form):
    """One file of a format that is on offer."""

    file = forms.FileField(label=_("File with the press release"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats = extension_points.importers.items()
        suffixes = [suffix for each in formats for suffix in each.suffixes]
        field = self.fields["file"]
        field.widget.attrs["accept"] = ",".join(suffixes)
        field.help_text = _("%(suffixes)s, at most %(size)d MB.") % {
            "suffixes": ", ".join(suffixes),
            "size": MAX_FILE_SIZE // (1024 * 1024),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_SIZE:
            raise forms.ValidationError(_("The file is too large; choose one with text only."))
        try:
            self.parsed = read_press_release(file.name, file.read())
        except ImportRefused as error:
            raise forms.ValidationError(str(error)) from error
        return file


class PressImportView(WagtailAdminTemplateMixin, FormView):
    """Show the form; after an upload, show the draft and which part of the file went where."""

    form_class = PressImportForm
    template_name = "blog/admin/import.html"
    page_title = _("Import press release")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.indexes = allowed_indexes(request.user)
        if not self.indexes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("press_import"), "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), here]

    def form_valid(self, form: PressImportForm) -> HttpResponse:
        try:
            result = import_press_release(
                form.cleaned_data["file"].name,
                form.parsed,
                user=cast("User", self.request.user),
                index=self.indexes[0],
            )
        except ImportRefused as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        context = self.get_context_data(
            form=PressImportForm(),
            result=result,
            outcome=OUTCOMES[result.outcome],
            edit_url=reverse("wagtailadmin_pages:edit", args=[result.page.pk]),
        )
        return self.render_to_response(context)
