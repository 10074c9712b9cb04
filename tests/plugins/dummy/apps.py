"""The plugin itself: its name, what it needs, and its settings."""

from slimmernetwerk import plugins


class DummyPlugin(plugins.Plugin):
    name = "dummy"
    verbose_name = "Dummy"
    version = "1.2.3"
    requires = ("search", "vocabularies", "catalogue", "blog")
    default_settings = {"DUMMY_COLOUR": "groen", "DUMMY_SIZE": 7}
    required_settings = ("PUBLIC_URL",)
