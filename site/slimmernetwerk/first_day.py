"""What the first page of the admin offers while nothing waits there: things to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState

from slimmernetwerk import plugins
from slimmernetwerk.dashboard import DashboardPanel
from slimmernetwerk.extension_points import FirstStep, first_steps

GUIDE = FirstStep(
    "guide",
    _("Read the guide for editors"),
    _("Half an hour, from a file with a press release to a page that is public."),
    lambda request: settings.GUIDE_URL,
    icon="help",
    order=900,
)


def steps_for(request: HttpRequest) -> list[tuple[FirstStep, str]]:
    """Return the steps that the user may take, each with its address."""
    found = [
        (
            entry.item,
            plugins.guarded(entry.plugin, partial(entry.item.get_url, request), default=""),
        )
        for entry in first_steps.contributions()
    ]
    found.append((GUIDE, GUIDE.get_url(request)))
    return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[0].order)


class FirstDayPanel(Component):
    """Things to do, for a user whom no other panel tells anything.

    It looks at the list that all panels are added to, so the order of plugins does not matter.
    """

    name = "first-day"
    order = 200
    template_name = "slimmernetwerk/admin/first_day.html"

    def __init__(self, panels: Sequence[Any]) -> None:
        self.panels = panels

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        request = (parent_context or {})["request"]
        if self.has_work(request.user):
            return SafeString("")
        return render_to_string(self.template_name, {"steps": steps_for(request)})

    def has_work(self, user: Any) -> bool:
        """Tell whether something waits: in our panels, or in Wagtail's of the workflow."""
        ours = (panel for panel in self.panels if isinstance(panel, DashboardPanel))
        return (
            any(panel.first_rows(user) for panel in ours)
            or WorkflowState.objects.active().filter(requested_by=user).exists()
            or TaskState.objects.reviewable_by(user).exists()
        )
