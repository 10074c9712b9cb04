"""The extension point through which plugins ship vocabularies."""

from slimmernetwerk.plugins import ExtensionPoint
from vocabularies.definitions import VocabularyDefinition

vocabularies: ExtensionPoint[VocabularyDefinition] = ExtensionPoint(
    "vocabularies", "vocabularies", VocabularyDefinition
)
