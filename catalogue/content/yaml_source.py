"""Reading the part of YAML that content files use, with the line of every value.

Plain values are read as in the YAML 1.2 core schema, numbers only as decimals. Anchors, aliases,
tags, directives and a second document are refused, and so is what only wants to exhaust memory:
large files and deep nesting.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from catalogue.content.faults import Fault, fill, join_path

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MAXIMUM_BYTES = 1_000_000
MAXIMUM_LINE = 100_000  # characters
MAXIMUM_DEPTH = 8
MAXIMUM_VALUES = 10_000  # a long method has some three hundred

Value = Any  # str, int, float, bool, None, or a list or dict of these

_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Longer numbers are no amount of anything here, and stay text so that a check can say so.
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,4})?")
VALUE_EVENTS = (yaml_events.ScalarEvent, yaml_events.CollectionStartEvent)
_REFUSED_LINES: tuple[tuple[re.Pattern[str], "StrOrPromise"], ...] = (
    (re.compile(r"^%", re.MULTILINE), _("A line may not start with a percent sign.")),
    (re.compile(f".{{{MAXIMUM_LINE}}}"), _("This line is too long.")),
)


@dataclass(slots=True)
class Source:
    """The value of a file, the line of every field in it, and what was refused."""

    file: str
    value: Value = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    is_readable: bool = False  # whether there is a value to check

    def refuse(self, line: int, path: str, message: "StrOrPromise") -> None:
        """Add a fault in this file."""
        self.faults.append(Fault(self.file, line, path, message))


def parse(data: bytes, file: str) -> Source:
    """Parse the bytes of a file; whatever they are, the answer is a Source with faults."""
    source = Source(file)
    if len(data) > MAXIMUM_BYTES:
        message = _("The file is larger than %(limit)s bytes; split it up.")
        source.refuse(1, "", fill(message, limit=MAXIMUM_BYTES))
        return source
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source.refuse(line, "", _("The file is not in UTF-8; save it again with that encoding."))
        return source
    for pattern, reason in _REFUSED_LINES:
        if found := pattern.search(text):
            source.refuse(text.count("\n", 0, found.start()) + 1, "", reason)
            return source
    _parse_text(text, source)
    return source


def _parse_text(text: str, source: Source) -> None:
    events = YAML(typ="safe", pure=True).parse(text)
    try:
        _Builder(source, events).read_document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = fill(_("This is not valid YAML: %(problem)s."), problem=error.problem)
        source.refuse(mark.line + 1 if mark else 1, "", message)
    except _TooMuchError as error:
        source.refuse(error.line, "", error.message)
    except (YAMLError, ValueError, OverflowError, AssertionError):
        # Characters and escapes that no text can hold; the parser tells no line for these.
        source.refuse(1, "", _("The file holds characters that YAML does not allow."))
    else:
        source.is_readable = source.value is not None


class _TooMuchError(Exception):
    """The file goes beyond a limit; reading on would only cost time."""

    def __init__(self, line: int, message: "StrOrPromise") -> None:
        super().__init__(line)
        self.line = line
        self.message = message


class _Builder:
    """Build values from the events of the parser."""

    def __init__(self, source: Source, events: Iterator[yaml_events.Event]) -> None:
        self.source = source
        self.events = events
        self.count = 0

    def read_document(self) -> None:
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml_events.StreamEndEvent):
            self.source.refuse(1, "", _("The file is empty."))
            return
        self.source.value = self._read(next(self.events), "", 0)
        next(self.events)  # the end of the document
        if self.source.value is None:
            self.source.refuse(1, "", _("The file is empty."))
        after = next(self.events)
        if not isinstance(after, yaml_events.StreamEndEvent):
            message = _("A file holds one document; make a second file of what follows.")
            self.source.refuse(_line(after), "", message)

    def _read(self, event: yaml_events.Event, path: str, depth: int) -> Value:
        self._check_limits(event, depth)
        self.source.lines.setdefault(path, _line(event))
        if isinstance(event, yaml_events.AliasEvent):
            self.source.refuse(_line(event), path, _("References with “*” are not allowed."))
            return None
        assert isinstance(event, VALUE_EVENTS)  # noqa: S101 - nothing else can stand here
        if event.anchor is not None:
            self.source.refuse(_line(event), path, _("Anchors with “&” are not allowed."))
        if event.tag is not None:
            self.source.refuse(_line(event), path, _("Tags with “!” are not allowed."))
        if isinstance(event, yaml_events.ScalarEvent):
            return _read_scalar(event)
        if isinstance(event, yaml_events.SequenceStartEvent):
            return self._read_list(path, depth)
        return self._read_mapping(path, depth)

    def _check_limits(self, event: yaml_events.Event, depth: int) -> None:
        self.count += 1
        if depth > MAXIMUM_DEPTH:
            message = _("Lists and keys are nested more than %(limit)s levels deep.")
            raise _TooMuchError(_line(event), fill(message, limit=MAXIMUM_DEPTH))
        if self.count > MAXIMUM_VALUES:
            message = _("The file holds more than %(limit)s values; split it up.")
            raise _TooMuchError(_line(event), fill(message, limit=MAXIMUM_VALUES))

    def _read_mapping(self, path: str, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml_events.MappingEndEvent):
            if not isinstance(event, yaml_events.ScalarEvent):
                self.source.refuse(_line(event), path, _("A key must be a word."))
                self._read(event, path, depth + 1)
                self._read(next(self.events), path, depth + 1)
                continue
            name = event.value
            inner = join_path(path, name)
            if name in values:
                self.source.refuse(_line(event), inner, _("This key stands here twice."))
            self.source.lines.setdefault(inner, _line(event))
            value = self._read(next(self.events), inner, depth + 1)
            values.setdefault(name, value)
        return values

    def _read_list(self, path: str, depth: int) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml_events.SequenceEndEvent):
            values.append(self._read(event, join_path(path, len(values)), depth + 1))
        return values


def _line(event: yaml_events.Event) -> int:
    return int(event.start_mark.line) + 1


def _read_scalar(event: yaml_events.ScalarEvent) -> Value:
    text: str = event.value
    if event.style in ("|", ">"):
        return text.rstrip("\n")  # a forgotten "-" after "|" is no line end that anybody meant
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
