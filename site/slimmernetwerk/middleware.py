"""Middleware for requests that no page should ever see."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

Handler = Callable[[HttpRequest], HttpResponse]


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
