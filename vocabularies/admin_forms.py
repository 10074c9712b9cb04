"""The admin forms of vocabularies and terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from search.building import document_types


def term_document_types() -> list[tuple[str, str]]:
    """Return the document types whose pages carry terms, as choices."""
    from vocabularies.carrying import TermsMixin

    types = document_types().values()
    return [(t.name, str(t.label)) for t in types if issubclass(t.model, TermsMixin)]


class VocabularyForm(WagtailAdminModelForm):
    """Tick the kinds of pages that a vocabulary is for."""

    applies_to = forms.MultipleChoiceField(
        label=_("for"),
        choices=term_document_types,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class TermForm(WagtailAdminModelForm):
    """Offer only terms of the same vocabulary as parent and as replacement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vocabulary = self.instance.vocabulary_id
        if vocabulary:
            for name in ("parent", "replaced_by"):
                field: Any = self.fields[name]
                others = field.queryset.filter(vocabulary=vocabulary)
                field.queryset = others.exclude(pk=self.instance.pk)
