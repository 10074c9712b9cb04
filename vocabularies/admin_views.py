"""Deleting and merging a term in the admin: both show first which pages carry it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.edit import FormMixin
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail_modeladmin.views import DeleteView, InstanceSpecificView

from vocabularies.merging import merge_terms
from vocabularies.models import Term
from vocabularies.usage import uses_of


class TermDeleteView(DeleteView):
    """Show where the term is used, and delete it only when that is nowhere."""

    instance: Term

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = Term.objects.filter(parent=self.instance) | self.instance.replaces.all()
        context: dict[str, Any] = {"uses": uses_of(self.instance), "others": list(others)}
        may_change = self.permission_helper.user_can_edit_obj(self.request.user, self.instance)
        context["can_merge"] = may_change and self.instance.replaced_by_id is None
        context["is_refused"] = bool(context["uses"] or context["others"])
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = self.instance.pk
        try:
            with transaction.atomic():
                log(instance=self.instance, action="wagtail.delete")
                self.delete_instance()
        except (ProtectedError, IntegrityError):
            # Asked of the database, not of the page that was shown: it may be an old tab. A table
            # of a plugin that is off may refer to the term as well, and only the database knows.
            self.instance = Term.objects.get(pk=key)
            text = _("“%(term)s” is in use and was not deleted.")
            messages.error(request, text % {"term": self.instance.label})
            return self.render_to_response(self.get_context_data(), status=409)
        text = _("“%(term)s” was deleted.")
        messages.success(request, text % {"term": self.instance.label})
        return redirect(self.index_url)


class TermMergeForm(forms.Form):
    """Choose the term that takes over: of the same vocabulary, and still on offer."""

    into: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Merge with"),
        queryset=Term.objects.none(),
        help_text=gettext_lazy("Pages with the old term get this one."),
    )

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = term.vocabulary.terms.filter(is_active=True, replaced_by=None)
        field: Any = self.fields["into"]
        field.queryset = offered.exclude(pk=term.pk)


class TermMergeView(FormMixin, InstanceSpecificView):
    """Merge the term into another one; asks first, and says how many pages move."""

    page_title = gettext_lazy("Merge")
    form_class = TermMergeForm
    template_name = "modeladmin/vocabularies/term/merge.html"

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.permission_helper.user_can_edit_obj(user, self.instance))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "term": self.instance}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"uses": uses_of(self.instance), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: TermMergeForm) -> HttpResponse:
        into: Term = form.cleaned_data["into"]
        try:
            with transaction.atomic():
                moved = merge_terms(self.instance, into)
                log(instance=self.instance, action="wagtail.edit", content_changed=True)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        text = ngettext(
            "“%(term)s” is merged with “%(into)s”: %(count)d page moved.",
            "“%(term)s” is merged with “%(into)s”: %(count)d pages moved.",
            moved,
        )
        values = {"term": self.instance.label, "into": into.label, "count": moved}
        messages.success(self.request, text % values)
        return redirect(self.index_url)
