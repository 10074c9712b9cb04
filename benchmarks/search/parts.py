"""The names under which figures are kept."""

NEW_SEARCHES = "new"
KNOWN_SEARCHES = "known"
KINDS = "kinds"
AGREEMENT = "agreement"
REBUILD = "rebuild"
OF_SEARCHES = (NEW_SEARCHES, KNOWN_SEARCHES, KINDS, AGREEMENT, REBUILD)
STAGES = "stages"
PAGES = "pages"
PUBLISHING = "publishing"

EMBEDDED = "Ours, embedded"
TOGETHER = "together"
SERVER = "Elasticsearch"
DATABASE = "SQLite"


def ours(major: str) -> str:
    """Return the name of our engine on a server of a major version."""
    return f"Ours, {SERVER} {major}"


def raw(major: str) -> str:
    """Return the name of the request written by hand."""
    return f"Raw request, {SERVER} {major}"


def wagtail(backend: str) -> str:
    """Return the name of Wagtail's own search with a backend."""
    return f"Wagtail, {backend}"
