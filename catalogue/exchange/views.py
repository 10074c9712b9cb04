"""The import and export screens of the Wagtail admin."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from catalogue.exchange.archive import stream_zip
from catalogue.exchange.exporting import export_content
from catalogue.exchange.files import ReadFile, read_data
from catalogue.exchange.forms import ExportForm, ImportForm, too_large
from catalogue.exchange.importing import TooManyChanges, import_files
from catalogue.exchange.planning import NoIndexPage
from catalogue.exchange.report_rows import count_outcomes, rows_after, rows_before
from catalogue.exchange.results import ImportReport
from catalogue.exchange.rights import may_import
from catalogue.exchange.sealing import CheckedUpload, SealBroken, seal, unseal
from catalogue.exchange.selecting import Selection
from catalogue.exchange.spreadsheet import ContentSheet, build_columns
from catalogue.exchange.uploads import MAX_FILES, MAX_UPLOAD, UploadedContent

# So many pages take some twenty seconds on a slow machine, and as long others may have to wait
# before they can save.
MAX_CHANGES = 100
# A request larger than this is not read: the sealed form of a second step is the largest.
MOST_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 3 * MAX_UPLOAD


class ExchangeScreen(WagtailAdminTemplateMixin, FormView):
    """What both screens share: title, way back, and a button to the other one."""

    url_name: str
    other: tuple[str, Any, str]  # name of the address, label, icon
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse(self.url_name), "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), here]

    def get_header_buttons(self) -> list[HeaderButton]:
        name, label, icon = self.other
        return [HeaderButton(label, reverse(name), icon_name=icon)]


class ImportScreen(ExchangeScreen):
    """Take files, show what they would change, and import them when asked for."""

    form_class = ImportForm
    template_name = "catalogue/admin/import.html"
    page_title = gettext_lazy("Import methods")
    header_icon = "upload"
    url_name = "methods_import"
    other = ("methods_export", gettext_lazy("Export methods"), "download")
    refusal = ""  # why the request was not even read

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        if self.refusal:
            messages.error(request, self.refusal)
            return redirect(self.url_name)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "checked" in request.POST:
            return self.import_checked(request.POST["checked"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ImportForm) -> HttpResponse:
        try:
            return self.show_check(form.upload.files, skipped=form.upload.skipped)
        except NoIndexPage:
            form.add_error(None, no_section())
            return self.form_invalid(form)

    def import_checked(self, text: str) -> HttpResponse:
        user: Any = self.request.user
        partial = self.request.POST.get("mode") == "good"
        try:
            checked = unseal(text, user)
            read = _read_all(checked.files)
            report = import_files(read, partial=partial, user=user, most=MAX_CHANGES)
        except SealBroken:
            return self.start_again(
                _("This check is too old or not yours; choose the files again.")
            )
        except NoIndexPage:
            return self.start_again(no_section())
        except TooManyChanges:
            return self.start_again(_("Meanwhile there are too many changes for one time."))
        if report.faults and not partial:
            messages.error(self.request, _("Nothing was imported: look at the faults below."))
            return self.show_check(checked.files)
        return self.show_report(report, checked.shown)

    def start_again(self, message: str) -> HttpResponse:
        messages.error(self.request, message)
        return redirect(self.url_name)

    def show_check(self, files: list[UploadedContent], skipped: Any = ()) -> HttpResponse:
        user: Any = self.request.user
        report = import_files(_read_all(files), dry_run=True, partial=True, user=user)
        shown = [str(result.outcome) for result in report.results]
        rows = rows_before(report)
        context = self.get_context_data(
            form=None,
            rows=rows,
            counts=count_outcomes(rows),
            skipped=skipped,
            changes=report.changes,
            has_faults=bool(report.faults),
            is_too_much=report.changes > MAX_CHANGES,
            checked=seal(CheckedUpload(files, shown), user),
        )
        return self.render_to_response(context)

    def show_report(self, report: ImportReport, shown: list[str]) -> HttpResponse:
        rows = rows_after(report, shown)
        context = self.get_context_data(
            form=None, rows=rows, counts=count_outcomes(rows), is_done=True, changes=report.changes
        )
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limits = {"files": MAX_FILES, "changes": MAX_CHANGES, "megabytes": MAX_UPLOAD // 1_000_000}
        return super().get_context_data(limits=limits, **kwargs)


def no_section() -> str:
    return _("There is no section for these pages on the site yet.")


def _read_all(files: list[UploadedContent]) -> list[ReadFile]:
    return [read_data(each.path, each.data, is_case=each.is_case) for each in files]


@csrf_exempt
def import_screen(request: HttpRequest) -> HttpResponseBase:
    """Answer an upload that is too large in words; Django itself would say "Bad Request".

    The body is read here, before the check against forged requests, which comes right after.
    """
    refusal = ""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        refusal = too_large()
    else:
        try:
            request.POST  # noqa: B018 - reading it is the point
        except (TooManyFilesSent, RequestDataTooBig):
            refusal = _("These are too many loose files; put them in a zip.")
    view = ImportScreen.as_view(refusal=refusal)
    return view(request) if refusal else csrf_protect(view)(request)


class ExportScreen(ExchangeScreen):
    """Let somebody choose, and send the file."""

    form_class = ExportForm
    template_name = "catalogue/admin/export.html"
    page_title = gettext_lazy("Export methods")
    header_icon = "download"
    url_name = "methods_export"
    other = ("methods_import", gettext_lazy("Import methods"), "upload")

    def get_form_kwargs(self) -> dict[str, Any]:
        user: Any = self.request.user
        return {**super().get_form_kwargs(), "user": user, "sees_drafts": may_import(user)}

    def get_initial(self) -> dict[str, Any]:
        """Take what an address chooses, so that other screens can link to an export."""
        return {**super().get_initial(), **self.request.GET.dict()}

    def get_header_buttons(self) -> list[HeaderButton]:
        return super().get_header_buttons() if may_import(self.request.user) else []

    def form_valid(self, form: ExportForm) -> HttpResponseBase:  # type: ignore[override]
        if form.cleaned_data["file_format"] == "yaml":
            answer = self.send_zip(form.selection)
        else:
            answer = self.send_sheet(form)
        if answer is None:
            form.add_error(None, _("No page fits this choice."))
            return self.form_invalid(form)
        return answer

    def send_zip(self, selection: Selection) -> HttpResponseBase | None:
        files = export_content(selection)
        first = next(files, None)  # all questions to the database are asked here
        if first is None:
            return None
        pieces = stream_zip(chain([first], files), get_language() or "nl")
        response = StreamingHttpResponse(pieces, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{_file_name()}.zip"'
        return response

    def send_sheet(self, form: ExportForm) -> HttpResponseBase | None:
        pages = [*form.selection.get_methods(), *form.selection.get_cases()]
        if not pages:
            return None
        sheet = ContentSheet(build_columns(form.selection.models))
        sheet.export_filename = _file_name()
        response: HttpResponseBase = sheet.as_spreadsheet(pages, form.cleaned_data["file_format"])
        return response


def _file_name() -> str:
    return f"methoden-{timezone.localdate():%Y-%m-%d}"
