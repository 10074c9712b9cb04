"""What the catalogue needs on a new site: its sections, and the starter content for a demo."""

from django.conf import settings
from django.core.management import call_command

from catalogue.models import CaseIndexPage, MethodIndexPage
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import ensure_section, translate_section

CONTENT = settings.BASE_DIR / "content"


def add_sections() -> None:
    ensure_section(MethodIndexPage, title="Methoden", slug="methoden")
    ensure_section(CaseIndexPage, title="Praktijkvoorbeelden", slug="praktijk")


def add_english_sections() -> None:
    translate_section(MethodIndexPage, "en", title="Methods", slug="methods")
    translate_section(CaseIndexPage, "en", title="Practice cases", slug="practice")


def load_content() -> None:
    for folder in ("methods", "cases"):
        call_command("import_methods", str(CONTENT / folder))


setup_steps = [
    SetupStep("catalogue-sections", "Catalogue sections", add_sections, order=10),
    SetupStep(
        "catalogue-sections-en",
        "Catalogue sections in English",
        add_english_sections,
        order=10,
        language="en",
    ),
    SetupStep("catalogue-content", "Methods and cases", load_content, order=10, is_content=True),
]
