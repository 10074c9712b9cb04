"""Who looks after vocabularies on a new site."""

from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import allow
from vocabularies.models import Term, Vocabulary


def allow_moderators() -> None:
    allow(("Moderators",), (Vocabulary, Term))


setup_steps = [SetupStep("vocabulary-editors", "Who edits vocabularies", allow_moderators)]
