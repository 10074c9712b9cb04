"""Checks of a content file against its JSON Schema, told as faults with a line and plain words."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from catalogue.content.faults import Fault, fill, join_path
from catalogue.content.yaml_source import Source
from slimmernetwerk.richtext import canonical_markdown, check_markdown, is_one_paragraph

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Problem = tuple[str, "StrOrPromise"]  # the path of a field and what is wrong there

TYPE_MESSAGES = {
    "string": _("This must be text; put quotes around it."),
    "integer": _("This must be a whole number, without quotes."),
    "number": _("This must be a number, without quotes."),
    "boolean": _("This must be true or false."),
    "array": _("This must be a list, one “- ” a line."),
    "object": _("This must hold keys of its own, indented below it."),
}
# By the title of the definition in the schema.
PATTERN_MESSAGES = {
    "slug": _("Use lower-case letters without accents, digits and single hyphens."),
    "date": _("Write a year, or a date as YYYY-MM-DD."),
    "web address": _("Write a full web address that starts with https:// or http://."),
}
ONE_LINE = _("Write plain text on one line; it may not be empty.")


class MarkdownError(ValueError):
    """Text outside the Markdown subset; the first argument is the message for the editor."""


def check_markdown_format(value: object) -> bool:
    """Raise MarkdownError when a text is not in the Markdown subset, or says nothing."""
    if isinstance(value, str):
        for message in check_markdown(value):
            raise MarkdownError(message)
        if not canonical_markdown(value):
            raise MarkdownError(_("This text may not be empty; leave the key out if it may."))
    return True


def check_markdown_line_format(value: object) -> bool:
    """Raise MarkdownError when a text is not one paragraph in the Markdown subset."""
    check_markdown_format(value)
    if isinstance(value, str) and not is_one_paragraph(value):
        raise MarkdownError(_("Write one paragraph, without a list."))
    return True


@cache
def load_schema(name: str) -> dict[str, Any]:
    """Load "method" or "case" as JSON Schema."""
    file = resources.files("catalogue.content") / "schema" / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


@cache
def _validator(name: str) -> Draft202012Validator:
    formats = FormatChecker(formats=())
    formats.checks("slimmer-markdown", MarkdownError)(check_markdown_format)
    formats.checks("slimmer-markdown-line", MarkdownError)(check_markdown_line_format)
    return Draft202012Validator(load_schema(name), format_checker=formats)


def check_schema(name: str, source: Source) -> Iterator[Fault]:
    """Yield every place where the values of a file do not fit the schema, each place once."""
    seen = {fault.field for fault in source.faults}
    for error in _validator(name).iter_errors(source.value):
        for path, message in _problems(error):
            if path not in seen:
                seen.add(path)
                yield Fault(source.file, line_of(source, path), path, message)


def line_of(source: Source, path: str) -> int:
    """Find the line of a field, or of what should have held it."""
    while path and path not in source.lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return source.lines.get(path, 1)


def _problems(error: ValidationError) -> Iterator[Problem]:
    path = ""
    for step in error.absolute_path:
        path = join_path(path, step)
    keyword, value, expected = _describe(error)
    if keyword == "required":
        for name in expected:
            if name not in value:
                yield join_path(path, name), _("This key is missing.")
    elif "propertyNames" in error.absolute_schema_path:
        yield join_path(path, value), PATTERN_MESSAGES["slug"]
    elif keyword == "additionalProperties":
        for name in value:
            if name not in _schema(error)["properties"]:
                yield join_path(path, name), _("This key is not known here.")
    else:
        yield path, MESSAGES[keyword](error)


def _describe(error: ValidationError) -> tuple[str, Any, Any]:
    """Return the keyword of the schema, the value that failed it and what it wants."""
    return str(error.validator), error.instance, error.validator_value


def _schema(error: ValidationError) -> Any:
    return error.schema


def _type_message(error: ValidationError) -> "StrOrPromise":
    if error.instance is None:
        return _("A value is missing; write it, or leave the key out if it may.")
    expected = error.validator_value
    return TYPE_MESSAGES[expected] if isinstance(expected, str) else PATTERN_MESSAGES["date"]


def _enum_message(error: ValidationError) -> "StrOrPromise":
    _keyword, _value, choices = _describe(error)
    return fill(_("Choose one of: %(values)s."), values=", ".join(choices))


def _pattern_message(error: ValidationError) -> "StrOrPromise":
    return PATTERN_MESSAGES.get(_schema(error)["title"], ONE_LINE)


def _too_long_message(error: ValidationError) -> "StrOrPromise":
    _keyword, value, limit = _describe(error)
    message = _("This is %(length)s characters long; at most %(limit)s are allowed.")
    return fill(message, length=len(value), limit=limit)


def _limit_message(message: "StrOrPromise") -> Callable[[ValidationError], "StrOrPromise"]:
    return lambda error: fill(message, limit=error.validator_value)


# One for every keyword in the schemas; a test compares them.
MESSAGES: dict[str, Callable[[ValidationError], "StrOrPromise"]] = {
    "type": _type_message,
    "enum": _enum_message,
    "pattern": _pattern_message,
    "maxLength": _too_long_message,
    "format": lambda error: error.cause.args[0] if error.cause else ONE_LINE,
    "minItems": _limit_message(_("At least %(limit)s are needed.")),
    "maxItems": _limit_message(_("At most %(limit)s are allowed.")),
    "minProperties": _limit_message(_("At least %(limit)s key is needed.")),
    "minimum": _limit_message(_("This must be %(limit)s or more.")),
    "maximum": _limit_message(_("This must be %(limit)s or less.")),
    "uniqueItems": lambda error: _("The same value stands here twice."),
}
