"""The plugin that finds things."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk import plugins


class SearchPlugin(plugins.Plugin):
    name = "search"
    verbose_name = _("Search")
    version = "0.1.0"

    def ready(self) -> None:
        from search import checks, extension_points, indexing, signal_handlers, warming  # noqa: F401
        from search import metrics as search_metrics
        from slimmernetwerk import health, metrics

        signal_handlers.connect()
        warming.connect()
        health.register("search", indexing.health)
        metrics.register("search", search_metrics.gauges)
