"""Figures for Prometheus at `/metrics/`, for who has the token; plugins add what they measure.

The text format is a few lines, so no library is needed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from slimmernetwerk import plugins

PREFIX = "slimmernetwerk"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Value = tuple[Mapping[str, str], float]  # labels, and the figure

_collectors: dict[str, Callable[[], Iterable[Gauge]]] = {}


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure of this moment, for each set of labels; `name` gets the name of the site before it.

    A value that nobody knows just now is left out: no line is better than a wrong one.
    """

    name: str
    help: str
    values: Sequence[Value]


def register(name: str, collect: Callable[[], Iterable[Gauge]]) -> None:
    """Add figures; `name` is the label of the plugin."""
    _collectors[name] = collect


def collected() -> Iterator[Gauge]:
    """Yield the figures of every plugin that is on and does not raise."""
    yield Gauge("plugin_trouble", "Plugins that failed in the past day.", _trouble())
    for plugin, collect in plugins.of_enabled(_collectors):
        none: list[Gauge] = []
        yield from plugins.guarded(plugin, partial(_read, collect), default=none)


def _read(collect: Callable[[], Iterable[Gauge]]) -> list[Gauge]:
    return list(collect())


def _trouble() -> list[Value]:
    return [({}, len(plugins.trouble()))]


def as_text(gauges: Iterable[Gauge]) -> str:
    """Return figures in the text format of Prometheus."""
    return "".join(f"{line}\n" for gauge in gauges for line in _lines(gauge))


def _lines(gauge: Gauge) -> Iterator[str]:
    name = f"{PREFIX}_{gauge.name}"
    help_text = gauge.help.replace("\\", r"\\").replace("\n", r"\n")
    yield f"# HELP {name} {help_text}"
    yield f"# TYPE {name} gauge"
    for labels, value in gauge.values:
        pairs = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{{{pairs}}} {value}" if pairs else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer who sends `Authorization: Bearer` with the token; without a token there is no page."""
    token = settings.METRICS_TOKEN
    if not token:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        response = HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    else:
        response = HttpResponse(as_text(collected()), content_type=CONTENT_TYPE)
    add_never_cache_headers(response)
    return response
