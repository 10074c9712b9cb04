"""Middleware: requests that no page should ever see, answers that travel light, whole changes."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

Handler = Callable[..., HttpResponse]
TEXT = ("json", "xml", "javascript")
PARTIAL = 206
# Views of Wagtail that save without a transaction.
SAVE_LOOSELY = frozenset({"wagtailadmin_pages:set_privacy"})


class CompressionMiddleware(GZipMiddleware):
    """Compress text for visitors who are not signed in.

    The length of a compressed page can betray a secret beside what an attacker made it repeat
    (BREACH). A page for who has no session holds no secret; all other pages stay as they are.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _is_text(response) or response.status_code == PARTIAL:
            return response
        if request.method == "HEAD" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


def _is_text(response: HttpResponseBase) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0]
    return kind.startswith("text/") or kind.endswith(TEXT)


def hostile_request_middleware(get_response: Handler) -> Handler:
    """Take NUL bytes out of the query string and answer 404 to a path that holds one.

    PostgreSQL refuses NUL in any text, so that each view would have to guard against it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            request.path_info = request.path = "/404/"
        if "%00" in request.META.get("QUERY_STRING", ""):
            cleaned = QueryDict(mutable=True)
            for name, values in request.GET.lists():
                for value in values:
                    cleaned.appendlist(name.replace("\x00", ""), value.replace("\x00", ""))
            cleaned._mutable = False
            request.GET = cleaned  # type: ignore[assignment]
        return get_response(request)

    return middleware


class WholeChangeMiddleware:
    """Give views that save without a transaction one around all that they do.

    What is noted of a change, as in the journal of the search index, then is there whenever the
    change is: a process that ends in between leaves neither.
    """

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name not in SAVE_LOOSELY:
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)
