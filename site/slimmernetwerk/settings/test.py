"""Settings for tests: fast password hashing, a data folder that is thrown away, dummy plugin."""

import os
import tempfile
from pathlib import Path

# Read before the settings themselves: nothing of a developer's `.env` or data is touched.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="slimmernetwerk-test-")
os.environ["SECRET_KEY"] = "only-for-tests"  # noqa: S105
os.environ["ALLOWED_HOSTS"] = "*"
os.environ["SEARCH_BACKGROUND_REBUILD"] = "false"

from slimmernetwerk.settings.base import *  # noqa: E402, F403
from slimmernetwerk.settings.base import BASE_DIR, DATABASES, PLUGINS  # noqa: E402

PLUGINS = [*PLUGINS, "dummy"] if (BASE_DIR / "tests/plugins/dummy").exists() else PLUGINS
INSTALLED_APPS = [  # noqa: F405
    *PLUGINS,
    *[app for app in INSTALLED_APPS if app not in PLUGINS],  # noqa: F405
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A file, so that threads and processes of one test share it.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(os.environ["DATA_DIR"]) / "test.sqlite3"),
    }
