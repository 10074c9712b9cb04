"""Settings for tests: fast password hashing, a data folder that is thrown away, all plugins."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Read before the settings themselves: nothing of a developer's `.env` or data is touched.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="slimmernetwerk-test-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ["SECRET_KEY"] = "only-for-tests"  # noqa: S105
os.environ["ALLOWED_HOSTS"] = "*"
os.environ["SEARCH_BACKGROUND_REBUILD"] = "false"

from slimmernetwerk.settings.base import *  # noqa: E402, F403
from slimmernetwerk.settings.base import BASE_DIR, DATABASES, PLUGINS  # noqa: E402

# Every plugin in this repository, and one that uses every extension point.
FOLDERS = [*sorted((BASE_DIR / "plugins").iterdir()), BASE_DIR / "tests/plugins/dummy"]
PLUGINS += [f.name for f in FOLDERS if (f / "apps.py").exists() and f.name not in PLUGINS]
INSTALLED_APPS = [
    *PLUGINS,
    *[app for app in INSTALLED_APPS if app not in PLUGINS],  # noqa: F405
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A file, so that threads and processes of one test share it; nobody minds when it is lost.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(os.environ["DATA_DIR"]) / "test.sqlite3"),
    }
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
