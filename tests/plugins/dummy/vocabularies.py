"""A vocabulary with two terms."""

from vocabularies.definitions import TermDefinition, VocabularyDefinition

vocabularies = [
    VocabularyDefinition(
        "dummysmaak",
        "Smaak",
        "Taste",
        applies_to=("dummy",),
        terms=(
            TermDefinition("zoet", "zoet", "sweet", synonyms=("suikerzoet",)),
            TermDefinition("zuur", "zuur", "sour"),
        ),
    )
]
