"""The plugin itself."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk import plugins


class EventsPlugin(plugins.Plugin):
    name = "events"
    verbose_name = _("Events")
    version = "0.1.0"
    requires = ("search", "vocabularies")
