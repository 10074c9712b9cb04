"""The plugin with news and press releases."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk import plugins


class BlogPlugin(plugins.Plugin):
    name = "blog"
    verbose_name = _("News and press")
    version = "0.1.0"
    requires = ("search", "vocabularies")

    def ready(self) -> None:
        from blog import extension_points  # noqa: F401 - declares the import formats
