"""The names under which figures are kept."""

NEW_SEARCHES = "new"
KNOWN_SEARCHES = "known"
KINDS = "kinds"
AGREEMENT = "agreement"
REBUILD = "rebuild"
BESIDE_BY_HAND = "by hand"
ALTERNATING = "alternating"
OF_SEARCHES = (
    NEW_SEARCHES,
    ALTERNATING,
    KNOWN_SEARCHES,
    KINDS,
    AGREEMENT,
    REBUILD,
    BESIDE_BY_HAND,
)
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
    """Return the name of the bare request for what ours shows."""
    return f"Raw request, {SERVER} {major}"


def by_hand(major: str) -> str:
    """Return the name of the same page written by hand."""
    return f"By hand, {SERVER} {major}"


def wagtail(backend: str) -> str:
    """Return the name of Wagtail's own search with a backend."""
    return f"Wagtail, {backend}"
