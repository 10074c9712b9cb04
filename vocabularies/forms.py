"""The page form that grows one field per vocabulary, each time it is built."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from vocabularies.models import Term, Vocabulary

PRESENT = "-present"


class TermsWidget(forms.CheckboxSelectMultiple):
    """Checkboxes that say that they were on the page, also when none is ticked.

    A tab opened before a vocabulary was added, or a plugin that is off, must wipe nothing.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        boxes = super().render(name, value, attrs, renderer)
        return format_html('<input type="hidden" name="{}{}" value="1">{}', name, PRESENT, boxes)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name + PRESENT not in data

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if self.value_omitted_from_data(data, files, name):
            return None
        return super().value_from_datadict(data, files, name)


class TermsBoundField(forms.BoundField):
    """Drawn by the panel alone; Wagtail draws a field that is not the model's again below it.

    The second boxes would keep a term that the editor unticks in the first.
    """

    def __str__(self) -> SafeString:
        return SafeString("")


class TermsField(forms.MultipleChoiceField):
    """The choice of terms of one vocabulary; values are slugs."""

    widget = TermsWidget

    def __init__(self, vocabulary: Vocabulary, chosen: list[Term]) -> None:
        # A retired term that the page still carries stays visible until somebody unticks it.
        terms = {term.slug: term for term in [*vocabulary.active_terms, *chosen]}
        self.vocabulary, self.terms = vocabulary, terms
        super().__init__(
            choices=[(slug, term.label) for slug, term in terms.items()],
            label=vocabulary.label,
            help_text=vocabulary.help_text,
            initial=[term.slug for term in chosen],
            required=vocabulary.min_terms > 0,
        )

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> TermsBoundField:
        return TermsBoundField(form, self, field_name)

    def clean(self, value: Any) -> list[str]:
        # None: the field was not on the form, so there is nothing that the editor could mend.
        return [] if value is None else super().clean(value)

    def to_python(self, value: Any) -> list[str]:
        slugs: list[str] = super().to_python(value)
        missing = [slug for slug in slugs if slug not in self.terms]
        if missing:
            # Retired or merged while the form was open: the editor's save still counts.
            found = self.vocabulary.terms.filter(slug__in=missing).select_related("replaced_by")
            self.terms.update({term.slug: term.replaced_by or term for term in found})
        return slugs

    def valid_value(self, value: str) -> bool:
        return value in self.terms

    def validate(self, value: list[str]) -> None:
        is_draft = getattr(self, "is_deferred_validation", False)
        if not is_draft or value:
            super().validate(value)
        maximum = self.vocabulary.max_terms
        if maximum is not None and len(value) > maximum:
            message = ngettext(
                "Choose at most %(maximum)d.", "Choose at most %(maximum)d.", maximum
            )
            raise forms.ValidationError(message % {"maximum": maximum})
        if not is_draft and len(value) < self.vocabulary.min_terms:
            message = gettext("Choose at least %(minimum)d.")
            raise forms.ValidationError(message % {"minimum": self.vocabulary.min_terms})


class TermsPageForm(WagtailAdminPageForm):
    """A page form with a field for each vocabulary that applies to the page type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term_fields: list[str] = []
        carried = list(self.instance.terms.all())
        for vocabulary in Vocabulary.objects.chosen_for(self.instance.document_type):
            chosen = [term for term in carried if term.vocabulary_id == vocabulary.pk]
            name = f"terms-{vocabulary.key}"
            self.fields[name] = TermsField(vocabulary, chosen)
            self.term_fields.append(name)

    def save(self, commit: bool = True) -> Any:
        self.instance.terms.set(self._new_terms())
        return super().save(commit=commit)

    def _new_terms(self) -> list[Term]:
        terms: list[Term] = []
        written: set[int] = set()
        for name in self.term_fields:
            field = self.fields[name]
            if field.widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name)):
                continue
            written.add(field.vocabulary.pk)
            terms += [field.terms[slug] for slug in self.cleaned_data.get(name, ())]
        kept = [term for term in self.instance.terms.all() if term.vocabulary_id not in written]
        return list(dict.fromkeys([*kept, *terms]))
