"""A press release while its parts are being told: which part each paragraph is, so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from blog.press_releases.dateline import PlaceAndDate
from blog.press_releases.embargo import Embargo
from blog.press_releases.errors import UnreadableEmbargo
from blog.press_releases.parsed import Part
from blog.press_releases.source import SourceParagraph


@dataclass(slots=True)
class Draft:
    """Say of every paragraph once which part it is; remember what later ones depend on."""

    when: PlaceAndDate = field(default_factory=PlaceAndDate)
    embargo_until: datetime | None = None
    pieces: list[SourceParagraph] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    _found: set[Part] = field(default_factory=set)

    def assign(self, part: Part, *paragraphs: SourceParagraph) -> None:
        """Record which part these paragraphs are; one without text is none."""
        for paragraph in paragraphs:
            if paragraph.text.strip():
                self.pieces.append(paragraph)
                self.parts.append(part)
                self._found.add(part)

    def has(self, part: Part) -> bool:
        return part in self._found

    def place_embargo(self, embargo: Embargo, paragraph: SourceParagraph) -> None:
        """Set the end of the embargo; raises UnreadableEmbargo when there already is another."""
        if self.embargo_until and self.embargo_until != embargo.until:
            raise UnreadableEmbargo(paragraph.text.strip())
        self.embargo_until = embargo.until
        self.assign(Part.EMBARGO, paragraph)
