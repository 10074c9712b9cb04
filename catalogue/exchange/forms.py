"""The forms of the import and export screens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.exchange.selecting import Model, Selection
from catalogue.exchange.uploads import MAX_UPLOAD, Upload, UploadRefused, read_upload
from catalogue.models import CasePage, MethodPage
from vocabularies.models import Term, Vocabulary

KINDS: dict[str, tuple[Model, ...]] = {
    "all": (MethodPage, CasePage),
    "methods": (MethodPage,),
    "cases": (CasePage,),
}


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A field that takes more than one file."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class ImportForm(forms.Form):
    """Files to import; `upload` holds what was in them."""

    sent = SeveralFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("YAML files, or a zip with YAML files. You can choose several."),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent"].widget.attrs["accept"] = ".yaml,.yml,.zip"
        self.upload = Upload()

    def clean_sent(self) -> list[Any]:
        files = self.cleaned_data["sent"]
        if sum(file.size for file in files) > MAX_UPLOAD:
            raise forms.ValidationError(too_large())
        try:
            self.upload = read_upload((file.name, file.read()) for file in files)
        except UploadRefused as error:
            raise forms.ValidationError(str(error)) from error
        return list(files)


def too_large() -> str:
    limit = MAX_UPLOAD // 1_000_000
    return _("This is more than %(limit)d MB; spread it over several uploads.") % {"limit": limit}


class ExportForm(forms.Form):
    """What to export, and as what; `selection` follows from it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[
            ("all", gettext_lazy("Methods and practice cases")),
            ("methods", gettext_lazy("Methods")),
            ("cases", gettext_lazy("Practice cases")),
        ],
        initial="all",
    )
    status = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("published", gettext_lazy("Published: the text that visitors see")),
            ("drafts", gettext_lazy("Drafts: the text that waits, of pages that you may edit")),
        ],
        initial="published",
    )
    term = forms.ChoiceField(
        label=gettext_lazy("With this term"),
        help_text=gettext_lazy("A term also finds the terms below it."),
        required=False,
    )
    names = forms.CharField(
        label=gettext_lazy("Only these pages"),
        help_text=gettext_lazy("A title, key or web address a line. Empty: all of them."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=100_000,
    )
    file_format = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[
            ("yaml", gettext_lazy("Zip with YAML files, complete; import reads it back")),
            ("xlsx", gettext_lazy("Excel (.xlsx) with the main attributes")),
            ("csv", gettext_lazy("CSV with the main attributes, for other programs")),
        ],
        widget=forms.RadioSelect,
        initial="yaml",
    )

    def __init__(self, *args: Any, user: Any, sees_drafts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.selection = user, Selection()
        self.terms = {term.key: term for term in _terms()}
        self.fields["term"].choices = _choices(self.terms.values())  # type: ignore[attr-defined]
        if not sees_drafts:
            del self.fields["status"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        selection = Selection(
            models=KINDS[cleaned["kind"]],
            drafts_of=self.user if cleaned.get("status") == "drafts" else None,
            term=self.terms.get(cleaned["term"]),
        )
        if lines := [line.strip() for line in cleaned["names"].splitlines() if line.strip()]:
            found, unknown = _find(selection, lines)
            if unknown:
                message = _("There is no such page in this choice: %(names)s.")
                self.add_error("names", message % {"names": ", ".join(unknown[:10])})
            selection = Selection(
                selection.models, selection.drafts_of, selection.term, frozenset(found)
            )
        self.selection = selection
        return cleaned


def _terms() -> list[Term]:
    terms = Term.objects.filter(vocabulary__source=Vocabulary.Source.CHOSEN, replaced_by=None)
    return list(terms.select_related("vocabulary"))


def _choices(terms: Any) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for term in terms:
        groups.setdefault(term.vocabulary.label, []).append((term.key, term.label))
    return [("", _("All terms")), *groups.items()]


def _find(selection: Selection, lines: list[str]) -> tuple[set[int], list[str]]:
    """Return the ids of the pages that the lines name, and the lines that name none."""
    by_name: dict[str, set[int]] = {}
    for model in selection.models:
        pages = selection.available(model)
        for pk, *names in pages.values_list("pk", "key", "slug", "title", "draft_title"):
            for name in filter(None, names):
                by_name.setdefault(name.casefold(), set()).add(pk)
    found: set[int] = set()
    unknown = []
    for line in lines:
        pks = by_name.get(line.casefold()) or by_name.get(_last_part(line))
        found |= pks or set()
        unknown += [] if pks else [line[:100]]
    return found, unknown


def _last_part(address: str) -> str:
    path = address.partition("?")[0].partition("#")[0]
    return path.rstrip("/").rpartition("/")[2].casefold()
