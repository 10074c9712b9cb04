"""The kinds of event."""

from vocabularies.definitions import TermDefinition, VocabularyDefinition

vocabularies = [
    VocabularyDefinition(
        "bijeenkomst",
        "Soort bijeenkomst",
        "Kind of event",
        applies_to=("event",),
        terms=(
            TermDefinition("cafe", "café", "café", synonyms=("netwerkborrel", "ontmoeting")),
            TermDefinition("workshop", "workshop", "workshop", synonyms=("training",)),
            TermDefinition("webinar", "webinar", "webinar", synonyms=("online sessie",)),
        ),
        min_terms=1,
        max_terms=1,
        order=20,
    )
]
