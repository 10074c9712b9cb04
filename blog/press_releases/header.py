"""The top of a press release: kind, headline, subtitle, place and date, embargo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from blog.press_releases.dateline import Dateline, read_dateline, split_dateline
from blog.press_releases.draft import Draft
from blog.press_releases.embargo import read_embargo
from blog.press_releases.lists import trimmed
from blog.press_releases.parsed import Part
from blog.press_releases.phrases import is_end_mark, kind_of, kind_prefix
from blog.press_releases.source import SourceParagraph, Style

MAX_HEADLINE_LENGTH = 250
MAX_HEADER_PARAGRAPHS = 15

_NEXT_SENTENCE = re.compile(r"\w{3,}[.!?][\"'”’)]?\s+[A-Z0-9\"'“‘]")
_HEADLINE_STYLES = (Style.PLAIN, Style.HEADING, Style.SUBTITLE)


def place_header(draft: Draft, paragraphs: Sequence[SourceParagraph]) -> list[SourceParagraph]:
    """Place the parts above the lead and return the paragraphs below them.

    All are below when no line can be the headline. Raises UnreadableEmbargo, AmbiguousTime or
    MissingTime for the embargo line.
    """
    rest = _split_kind(paragraphs)
    position = _find_headline(rest)
    if position is None:
        return _place_below_headline(draft, rest)
    for paragraph in rest[:position]:
        if not _place_special(draft, paragraph):
            draft.assign(Part.UNPLACED, paragraph)
    length = _headline_length(rest, position)
    draft.assign(Part.HEADLINE, *rest[position : position + length])
    return _place_below_headline(draft, rest[position + length :])


def _split_kind(paragraphs: Sequence[SourceParagraph]) -> list[SourceParagraph]:
    """Give a kind that shares its line with something else a paragraph of its own."""
    for index, paragraph in enumerate(paragraphs[:MAX_HEADER_PARAGRAPHS]):
        if kind_of(paragraph.text):
            break
        label = kind_prefix(paragraph.text)
        if label and (index == 0 or len(paragraph.text) <= MAX_HEADLINE_LENGTH):
            halves = map(trimmed, paragraph.cut(label.end))
            return [*paragraphs[:index], *halves, *paragraphs[index + 1 :]]
        if not _can_be_headline(paragraph):
            break
    return list(paragraphs)


def _find_headline(paragraphs: Sequence[SourceParagraph]) -> int | None:
    """Return the position of the headline: after the kind line when there is one below it."""
    kinds = [i for i, p in enumerate(paragraphs[:MAX_HEADER_PARAGRAPHS]) if kind_of(p.text)]
    start = kinds[0] + 1 if kinds else 0
    found = _first_headline(paragraphs, start, len(paragraphs))
    if found is None and kinds:
        found = _first_headline(paragraphs, 0, kinds[0])
    return found


def _first_headline(paragraphs: Sequence[SourceParagraph], start: int, stop: int) -> int | None:
    """Return the first line that can be a headline, or a title close below it.

    A title (Word's Title or Heading 1, "# " in Markdown) is preferred to the lines above it,
    which are then those of a letterhead.
    """
    first = None
    for index in range(start, min(stop, start + MAX_HEADER_PARAGRAPHS)):
        paragraph = paragraphs[index]
        if _is_special(paragraph):
            if first is not None and not _is_kind_or_rule(paragraph):
                break  # above the date stands the headline, below it may be a first sub-heading
            continue
        if not _can_be_headline(paragraph):
            break
        if paragraph.style is Style.HEADING and (first is None or paragraph.level <= 1):
            return index
        first = index if first is None else first
        if paragraph.text.rstrip()[-1:] in tuple(".!?:") or len(paragraph.text) > 120:
            break
    return first


def _is_kind_or_rule(paragraph: SourceParagraph) -> bool:
    return paragraph.style is Style.SEPARATOR or bool(kind_of(paragraph.text))


def _can_be_headline(paragraph: SourceParagraph) -> bool:
    text = paragraph.text.strip()
    if paragraph.style not in _HEADLINE_STYLES or len(text) > MAX_HEADLINE_LENGTH:
        return False
    if not any(character.isalnum() for character in text) or is_end_mark(text):
        return False
    ends = text.endswith(".") and (len(text) > 120 or bool(_NEXT_SENTENCE.search(text)))
    return not ends and split_dateline(text) is None


def _headline_length(paragraphs: Sequence[SourceParagraph], position: int) -> int:
    """Return of how many paragraphs the headline is: a title may be broken over lines."""
    length = 1
    while position + length < len(paragraphs):
        following = paragraphs[position + length]
        if not following.tight or following.style is not Style.HEADING or _is_special(following):
            break
        length += 1
    return length


def _place_below_headline(
    draft: Draft, paragraphs: Sequence[SourceParagraph]
) -> list[SourceParagraph]:
    for index, paragraph in enumerate(paragraphs):
        if _place_special(draft, paragraph):
            continue
        if _is_subtitle(draft, paragraphs, index):
            draft.assign(Part.SUBTITLE, paragraph)
            continue
        return [replace(paragraph, tight=False), *paragraphs[index + 1 :]]
    return []


def _is_subtitle(draft: Draft, paragraphs: Sequence[SourceParagraph], index: int) -> bool:
    """Return whether a line under the headline is its subtitle, unmistakably.

    It has the style of one, or it stands between the headline and the date.
    """
    paragraph = paragraphs[index]
    if draft.has(Part.SUBTITLE) or not _can_be_headline(paragraph):
        return False
    if paragraph.style in (Style.SUBTITLE, Style.HEADING):
        return True
    following = paragraphs[index + 1 : index + 2]
    is_sentence = paragraph.text.rstrip()[-1:] in tuple(".:;")
    return not is_sentence and bool(following) and _is_special(following[0])


def _is_special(paragraph: SourceParagraph) -> bool:
    text = paragraph.text.strip()
    return (
        paragraph.style is Style.SEPARATOR
        or bool(kind_of(text) or read_dateline(text))
        or read_embargo(text) is not None
    ) and not is_end_mark(text)


def _place_special(draft: Draft, paragraph: SourceParagraph) -> bool:
    """Place a kind line, dateline, embargo or dividing line; return whether it was one."""
    text = paragraph.text.strip()
    if is_end_mark(text):
        return False
    if paragraph.style is Style.SEPARATOR:
        draft.assign(Part.SEPARATOR, paragraph)
        return True
    if kind_of(text) and not draft.has(Part.KIND):
        draft.assign(Part.KIND, paragraph)
        return True
    embargo = read_embargo(text)
    if embargo:
        draft.place_embargo(embargo, paragraph)
        return True
    dateline = read_dateline(text)
    return dateline is not None and place_dateline(draft, dateline, paragraph)


def place_dateline(draft: Draft, dateline: Dateline, paragraph: SourceParagraph) -> bool:
    """Set place and date from a line; what the release already has otherwise is unplaced."""
    is_new = draft.when.take(dateline)
    draft.assign(Part.DATELINE if is_new else Part.UNPLACED, paragraph)
    return True
