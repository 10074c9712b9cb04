"""The editor's panel with all vocabularies of a page type."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import M2MFieldComparison
from wagtail.admin.panels import Panel

from vocabularies.carrying import in_order
from vocabularies.models import Term


class TermsComparison(M2MFieldComparison):
    """What an editor changed in the terms of a page, with the vocabulary of each."""

    def get_items(self) -> tuple[list[Term], list[Term]]:
        before, after = super().get_items()
        return in_order(before), in_order(after)

    def get_item_display(self, item: Term) -> str:
        return f"{item.vocabulary.label}: {item.label}"


class TermsPanel(Panel):
    """Draw the fields that `TermsPageForm` added; it names none of them itself."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Attributes"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "vocabularies/terms_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["fields"] = [self.form[name] for name in self.form.term_fields]
            return context

        def get_comparison(self) -> list[Callable[..., TermsComparison]]:
            return [partial(TermsComparison, self.panel.model._meta.get_field("terms"))]
