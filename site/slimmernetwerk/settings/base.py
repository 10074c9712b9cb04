"""All settings, read from the environment (or `.env`) with safe defaults for one machine.

`docs/reference/settings.md` describes each variable; a test compares the two.
"""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import django
from csp.constants import NONCE, NONE, SELF
from django.core.management.utils import get_random_secret_key
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parents[3]

env = Env(eager=False)
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
PUBLIC_URL = env.str("PUBLIC_URL", "http://127.0.0.1:8000")
PLUGINS = env.list("SLIMMERNETWERK_PLUGINS", ["search", "vocabularies", "catalogue", "blog"])
database: dict[str, Any] = env.dj_db_url(
    "DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'slimmernetwerk.sqlite3'}",
    conn_max_age=60,
    conn_health_checks=True,  # a server that was restarted has cut the connections it had
)
CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://slimmernetwerk")}
HTTPS = env.bool("HTTPS", False)
LOG_LEVEL = env.str("LOG_LEVEL", "WARNING")
GUIDE_URL = env.str("GUIDE_URL", "")
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
THEME_DIR = env.str("THEME_DIR", "")
THEME_CLASS = env.str("THEME_CLASS", "")
SEARCH_INDEX_DIR = Path(env.str("SEARCH_INDEX_DIR", str(DATA_DIR / "search")))
SEARCH_ENGINE = env.str(
    "SEARCH_ENGINE", "embedded", validate=validate.OneOf(["embedded", "elasticsearch"])
)
ELASTICSEARCH_URL: list[str] = env.list("ELASTICSEARCH_URL", [])
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", "slimmernetwerk")
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_USERNAME = env.str("ELASTICSEARCH_USERNAME", "")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", "")
ELASTICSEARCH_CA_FILE = env.str("ELASTICSEARCH_CA_FILE", "")
ELASTICSEARCH_REPLICAS = env.str("ELASTICSEARCH_REPLICAS", "0-1")
SEARCH_BACKGROUND_REBUILD = env.bool("SEARCH_BACKGROUND_REBUILD", True)
env.seal()


def _kept_secret() -> str:
    """Return a random secret that stays the same on this machine."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=DATA_DIR) as fresh:  # readable by its owner only
            fresh.write(get_random_secret_key())
            fresh.flush()
            with suppress(FileExistsError):  # another process was first: its secret counts
                os.link(fresh.name, path)
    return path.read_text()


SECRET_KEY = SECRET_KEY or _kept_secret()

INSTALLED_APPS = [
    *PLUGINS,
    "slimmernetwerk",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail_modeladmin",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "slimmernetwerk.middleware.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "slimmernetwerk.middleware.hostile_request_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "slimmernetwerk.orphans.OrphanPageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "slimmernetwerk.middleware.WholeChangeMiddleware",
]

ROOT_URLCONF = "slimmernetwerk.urls"
WSGI_APPLICATION = "slimmernetwerk.wsgi.application"
AUTH_USER_MODEL = "slimmernetwerk.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_VALIDATION = "django.contrib.auth.password_validation"  # noqa: S105
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{PASSWORD_VALIDATION}.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "slimmernetwerk.presentation.site_context",
                "slimmernetwerk.languages.view_languages",
            ],
        },
    }
]

if database["ENGINE"].endswith("sqlite3"):
    # The defaults lose writes when two processes save at once ("database is locked").
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": {**database, "ATOMIC_REQUESTS": False}}

LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DJANGO_ADMIN_STATIC = Path(django.__file__).parent / "contrib/admin/static/admin"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # wagtail-modeladmin shows yes and no with the images of Django's admin, which is not installed.
    ("admin/img", DJANGO_ADMIN_STATIC / "img"),
    *([("theme", THEME_DIR)] if THEME_DIR else []),
]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": None},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "slimmernetwerk.static_files.StaticFiles"},
}

EMAIL_BACKEND = "slimmernetwerk.mail.EmailBackend"
EMAIL_TIMEOUT = 5  # seconds that a silent mail server may hold up an editor

WAGTAIL_SITE_NAME = "Slimmernetwerk"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "slimmernetwerk.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "slimmernetwerk.Document"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {
    # Wagtail's own database index deadlocks on PostgreSQL when editors publish together.
    "default": {"BACKEND": "modelsearch.backends.database.fallback"}
}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # It has a line for each try of each node; search itself says once that its server is away.
    "loggers": {"elastic_transport": {"level": "ERROR"}},
}
