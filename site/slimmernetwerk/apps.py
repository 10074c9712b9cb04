"""The app of the site itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SlimmernetwerkConfig(AppConfig):
    name = "slimmernetwerk"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from slimmernetwerk import checks  # noqa: F401 - registers the system checks
