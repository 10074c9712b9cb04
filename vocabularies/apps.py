"""The plugin that holds vocabularies and their terms."""

from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from slimmernetwerk import plugins


class VocabulariesPlugin(plugins.Plugin):
    name = "vocabularies"
    verbose_name = _("Vocabularies")
    version = "0.1.0"
    requires = ("search",)

    def ready(self) -> None:
        from slimmernetwerk import plugin_usage
        from vocabularies import extension_points, signal_handlers  # noqa: F401
        from vocabularies.plugin_usage import vocabulary_uses
        from vocabularies.syncing import sync_vocabularies

        signal_handlers.connect()
        plugin_usage.register(vocabulary_uses)
        post_migrate.connect(sync_vocabularies, sender=self)
