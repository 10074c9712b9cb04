"""Every public address of the site; pages come last, plugins before them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from slimmernetwerk import extension_points, media, metrics, style_page, views
from slimmernetwerk.sitemaps import PageSitemap

media_patterns = (
    [
        path("document/<uuid:uuid>/<str:name>", media.serve_document, name="document"),
        path("beeld/<uuid:uuid>/<str:name>", media.serve_rendition, name="rendition"),
    ],
    "media",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("health/", views.health, name="health"),
    path("metrics/", metrics.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("media/", include(media_patterns)),
    path("feeds/<slug:name>/", views.feed, name="feed"),
]
if settings.DEBUG:
    urlpatterns.append(path("stijl/", style_page.style_page, name="style"))
urlpatterns += i18n_patterns(
    *extension_points.urlpatterns.items(),
    re_path(r"", include(wagtail_urls)),
    prefix_default_language=False,
)

handler404 = "slimmernetwerk.views.not_found"
