"""A feed of the plugin's pages."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from dummy.models import DummyPage
from slimmernetwerk.extension_points import FeedSource


def get_pages(parameters: Mapping[str, str]) -> QuerySet[DummyPage]:
    return DummyPage.objects.published().order_by("-first_published_at")


def get_url(request: HttpRequest) -> str:
    return reverse("feed", args=["dummy"])


feeds = [FeedSource("dummy", "Dummy pages", get_url, get_pages)]
