"""Who looks after vocabularies on a new site."""

from slimmernetwerk import roles
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import allow
from vocabularies.models import Term, Vocabulary


def allow_managers() -> None:
    allow((roles.CHIEF_EDITORS, roles.VOCABULARY_MANAGERS), (Vocabulary, Term))


setup_steps = [SetupStep("vocabulary-editors", "Who edits vocabularies", allow_managers)]
