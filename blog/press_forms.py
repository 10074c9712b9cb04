"""The form of an upload: a file of a format that is on offer, or a text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog import extension_points
from blog.press_releases.errors import ImportRefused
from blog.press_releases.limits import MAX_FILE_SIZE
from blog.press_upload import Upload, read_upload


class PressUploadForm(forms.Form):
    """Read one press release, from a file or from pasted text."""

    file = forms.FileField(label=_("File with the press release"), required=False)
    text = forms.CharField(
        label=_("Or paste the text"),
        help_text=_("Such as from an e-mail. A blank line starts a new paragraph."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    upload: Upload

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
        if file and file.size > MAX_FILE_SIZE:
            raise forms.ValidationError(_("The file is too large; choose one with text only."))
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file, text = data.get("file"), data.get("text", "").strip()
        if self.errors:
            return data
        if bool(file) is bool(text):
            raise forms.ValidationError(_("Choose a file or paste a text: one of the two."))
        try:
            if file:
                self.upload = read_upload(file.name, file.read())
            else:
                pasted = read_upload("pasted.txt", data["text"].encode())
                self.upload = replace(pasted, name=gettext("pasted text"))
        except ImportRefused as error:
            self.add_error("file" if file else "text", str(error))
        return data
