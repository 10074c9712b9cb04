"""The WSGI application for a production server."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slimmernetwerk.settings.base")

application = get_wsgi_application()
