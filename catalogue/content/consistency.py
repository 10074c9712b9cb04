"""Checks between the values of one content file, which a JSON Schema cannot say.

They look at raw values, so that all faults of a file come out at once: a value of the wrong kind
is the schema's business and is passed over here.
"""

import datetime
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from catalogue.content.checking import Problem, line_of
from catalogue.content.faults import Fault, fill
from catalogue.content.yaml_source import Source, Value

EXTENSION = ".yaml"


def check_method(source: Source) -> Iterator[Fault]:
    """Yield what does not fit together in a method."""
    for check in (_check_key, _check_ranges, _check_minutes, _check_dates, _check_relations):
        yield from _located(source, check(source))


def check_case(source: Source) -> Iterator[Fault]:
    """Yield what does not fit together in a practice case."""
    yield from _located(source, _check_key(source))


def _located(source: Source, problems: Iterator[Problem]) -> Iterator[Fault]:
    for path, message in problems:
        yield Fault(source.file, line_of(source, path), path, message)


def _check_key(source: Source) -> Iterator[Problem]:
    name = PurePath(source.file).name
    key = _get(source.value, "key")
    if isinstance(key, str) and name != key + EXTENSION:
        message = _("The key is “%(key)s” but the file is called “%(name)s”; make them equal.")
        yield "key", fill(message, key=key, name=name)


def _check_ranges(source: Source) -> Iterator[Problem]:
    for name in ("duration", "group"):
        lowest = _number(source.value, name, "min")
        highest = _number(source.value, name, "max")
        if lowest is not None and highest is not None and lowest > highest:
            yield f"{name}.max", _("The maximum is lower than the minimum.")


def _check_minutes(source: Source) -> Iterator[Problem]:
    steps = _get(source.value, "steps")
    longest = _number(source.value, "duration", "max")
    if not isinstance(steps, list) or longest is None:
        return
    minutes = [_number(step, "minutes") for step in steps]
    total = sum(value for value in minutes if value is not None)
    if None not in minutes and total > longest:
        message = _("The steps take %(total)s minutes together, more than this maximum.")
        yield "duration.max", fill(message, total=total)


def _check_dates(source: Source) -> Iterator[Problem]:
    evidence = _get(source.value, "evidence")
    for index, item in enumerate(evidence if isinstance(evidence, list) else ()):
        date = _get(item, "date")
        if isinstance(date, str) and len(date) == len("YYYY-MM-DD"):
            try:
                datetime.date.fromisoformat(date)
            except ValueError:
                yield f"evidence[{index}].date", _("This date does not exist.")


def _check_relations(source: Source) -> Iterator[Problem]:
    relations = _get(source.value, "relations")
    seen = set()
    for index, item in enumerate(relations if isinstance(relations, list) else ()):
        pair = (str(_get(item, "to")), str(_get(item, "kind")))
        if pair[0] == _get(source.value, "key"):
            yield f"relations[{index}].to", _("A method cannot be related to itself.")
        elif pair in seen:
            yield f"relations[{index}].to", _("This relation stands here twice.")
        seen.add(pair)


def _get(value: Value, *path: str) -> Value:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _number(value: Value, *path: str) -> int | float | None:
    found = _get(value, *path)
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return found if is_number else None
