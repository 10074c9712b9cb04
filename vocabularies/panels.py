"""The editor's panel with all vocabularies of a page type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


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
