"""Writing values as canonical YAML: one way to write every value, the same to every loader.

Text goes plain where no loader of YAML 1.1 or 1.2 can take it for something else, in a literal
block when it is long or has lines, and between double quotes in all other cases.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

LONGEST_PLAIN = 100
# Words that mean null, a boolean, or a merge in YAML 1.1 or 1.2.
_WORDS = re.compile(r"(?i:null|true|false|yes|no|on|off|y|n)|[~=]|<<")
# More than every number, date and time of YAML 1.1 and 1.2; a rule an editor can predict.
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][0-9a-fA-F_.,:xXoO+TtZz -]*|[-+]?\.(?i:inf|nan)")
_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@`")
_UNSAFE_PLAIN = re.compile(r":(?= |\Z)| #|[\t\n]|\A | \Z|\A\.\.\.")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:]")
_UNSAFE_BLOCK = re.compile(r"\A[ \t\n]|\n\Z|^[ \t]+$", re.MULTILINE)
# Outside these a loader may refuse the character, change it or read it as a line end.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPED = re.compile(rf'["\\\t\n]|{_UNPRINTABLE.pattern}')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


class Slugs(tuple[str, ...]):
    """A list of slugs, which is written on one line."""


Value: TypeAlias = "str | int | float | Slugs | list[Value] | dict[str, Value]"


def dump(values: dict[str, Value]) -> bytes:
    """Write a mapping as a canonical document."""
    return "".join(f"{line}\n" for line in _write_mapping(values)).encode()


def _write_mapping(values: dict[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        yield from _write_entry(f"{_write_short(key)}:", value)


def _write_entry(start: str, value: Value) -> Iterator[str]:
    """Write a value after its key or dash, the further lines indented by two."""
    if isinstance(value, dict) and start == "-":
        first, *rest = _write_mapping(value)
        lines = [f"- {first}", *rest]
    elif isinstance(value, dict):
        lines = [start, *_write_mapping(value)]
    elif isinstance(value, list):
        lines = [start, *(line for item in value for line in _write_entry("-", item))]
    elif isinstance(value, str) and _is_block(value):
        lines = [f"{start} |-", *value.split("\n")]
    else:
        lines = [f"{start} {_write_scalar(value)}"]
    yield lines[0]
    yield from (f"  {line}" if line else "" for line in lines[1:])


def _write_scalar(value: "str | int | float | Slugs") -> str:
    if isinstance(value, Slugs):
        return "[" + ", ".join(_write_slug(slug) for slug in value) + "]"
    if isinstance(value, str):
        return _write_short(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _write_number(value)


def _write_number(value: int | float) -> str:
    if value == int(value):
        return str(int(value))
    digits, exponent, power = repr(value).partition("e")
    # YAML 1.1 takes 1e-07 for text, as it has no point.
    return digits + (".0" if exponent and "." not in digits else "") + exponent + power


def _write_short(text: str) -> str:
    return text if _is_plain(text) else _quote(text)


def _write_slug(text: str) -> str:
    return text if _is_plain(text) and not _UNSAFE_IN_FLOW.search(text) else _quote(text)


def _is_plain(text: str) -> bool:
    return not (
        text == ""
        or text.startswith(_INDICATORS)
        or _WORDS.fullmatch(text)
        or _NUMBER_LIKE.fullmatch(text)
        or _UNSAFE_PLAIN.search(text)
        or _UNPRINTABLE.search(text)
    )


def _is_block(text: str) -> bool:
    is_long = len(text) > LONGEST_PLAIN or "\n" in text
    return is_long and not (_UNSAFE_BLOCK.search(text) or _UNPRINTABLE.search(text))


def _quote(text: str) -> str:
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\U{ord(character):08X}"
