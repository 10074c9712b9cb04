"""What a demonstration of the plugin shows."""

from dummy.models import DummyPage
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import ensure_section

setup_steps = [
    SetupStep(
        "dummy-section",
        "Dummy page",
        lambda: ensure_section(DummyPage, title="Dummy", slug="dummy"),
        order=90,
        is_content=True,
    )
]
