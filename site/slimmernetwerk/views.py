"""The few public views that are not pages: health, robots, feeds and the 404 page."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from slimmernetwerk import extension_points, plugins
from slimmernetwerk import health as health_checks
from slimmernetwerk.feeds import feed_response


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 503 only when the database or a migration is missing; else say what is degraded."""
    problems = {"database": _database_problem()}
    problems["migrations"] = "" if problems["database"] else _migration_problem()
    broken = any(problems.values())
    problems["plugins"] = ", ".join(plugins.trouble())
    if not broken:
        problems.update(health_checks.problems())
    status = "broken" if broken else "degraded" if any(problems.values()) else "ok"
    parts = {name: problem or "ok" for name, problem in problems.items()}
    response = JsonResponse({"status": status, **parts}, status=503 if broken else 200)
    add_never_cache_headers(response)
    return response


def _database_problem() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"  # without the reason: it may name a host or a user
    return ""


def _migration_problem() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} to run" if missing else ""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a feed of a plugin by its name."""
    for entry in extension_points.feeds.contributions():
        if entry.item.name == name:
            # A reader that gets 503 tries again; after 404 it may forget the feed.
            return plugins.guarded(
                entry.plugin,
                partial(feed_response, request, entry.item),
                default=HttpResponse(status=503),
            )
    raise Http404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    response = render(request, "404.html", status=404)
    response["X-Robots-Tag"] = "noindex"
    return response


def reserved_slugs() -> set[str]:
    """Return the first parts of addresses that no page may take."""
    return {"admin", "health", "metrics", "media", "feeds", "api", "zoeken", "search", "static"} | {
        code for code, _name in settings.LANGUAGES
    }
