"""What news and press need on a new site: their lists, and example content for a demo."""

from django.conf import settings
from django.core.management import call_command

from blog.models import Boilerplate, NewsIndexPage, PressContact, PressReleaseIndexPage
from slimmernetwerk import roles
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import allow, ensure_section, translate_section

CONTENT = settings.BASE_DIR / "content"


def add_sections() -> None:
    ensure_section(NewsIndexPage, title="Nieuws", slug="nieuws")
    ensure_section(PressReleaseIndexPage, title="Persberichten", slug="persberichten")
    allow((roles.EDITORS, roles.CHIEF_EDITORS), (PressContact, Boilerplate))


def add_english_sections() -> None:
    translate_section(NewsIndexPage, "en", title="News", slug="news")
    translate_section(PressReleaseIndexPage, "en", title="Press releases", slug="press-releases")


def load_content() -> None:
    call_command("import_news", str(CONTENT / "news"))
    for file in sorted((CONTENT / "press-releases").glob("*.md")):
        call_command("import_press_release", str(file), publish=True)


setup_steps = [
    SetupStep("blog-sections", "News and press sections", add_sections, order=20),
    SetupStep(
        "blog-sections-en",
        "News and press sections in English",
        add_english_sections,
        order=20,
        language="en",
    ),
    SetupStep("blog-content", "News and press releases", load_content, order=20, is_content=True),
]
