"""An address of the plugin's own."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello of the dummy plugin", content_type="text/plain")


public_urlpatterns = [path("dummy-plugin/", hello, name="dummy-hello")]
