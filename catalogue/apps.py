"""The plugin with methods and practice cases."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk import plugins


class CataloguePlugin(plugins.Plugin):
    name = "catalogue"
    verbose_name = _("Catalogue of methods")
    version = "0.1.0"
    requires = ("search", "vocabularies")
