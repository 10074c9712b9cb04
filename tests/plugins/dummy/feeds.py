"""A feed of the plugin's pages."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse

from dummy.models import DummyPage
from slimmernetwerk.extension_points import FeedSource


def get_pages(parameters: Mapping[str, str]) -> QuerySet[DummyPage]:
    return DummyPage.objects.published().order_by("-first_published_at")


feeds = [FeedSource("dummy", "Dummy pages", lambda: reverse("feed", args=["dummy"]), get_pages)]
