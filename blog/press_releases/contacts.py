"""The contact block: lines with a name, role, numbers and addresses become contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from blog.press_releases.contact_fields import (
    ContactField,
    is_contact_field,
    join_label,
    read_field,
)
from blog.press_releases.parsed import Contact
from blog.press_releases.people import has_role_word, is_name_like, is_organisation

MAX_LINE_LENGTH = 300

_BETWEEN = re.compile(  # not the dashes and slashes inside a telephone number
    r"\s{0,5}[|;\t•·]\s{0,5}|,\s{1,5}"
    r"|\s{1,5}/\s{1,5}(?=[^0-9]|0[1-9])|(?<=[^\s0-9])\s{1,5}[–—-]\s{1,5}"
    r"|\s{1,5}[–—-]\s{1,5}(?=[^\s0-9])"
    r"|\s{1,5}(?=(?:[tmew]\s?:|(?:tel|telefoon|mob|mobiel|mail|e-mail|website)\s?[:.])\s)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?P<name>[^()]{2,80}?)\s?\((?P<role>[^()]{2,80})\)")
_ROLE_LABEL = re.compile(r"(?P<role>[^:]{3,60}):\s{1,5}(?P<name>\S.{1,80})")


@dataclass(slots=True)
class ContactBook:
    """Contacts in the order of the file; `add_line` takes one line at a time."""

    contacts: list[Contact] = field(default_factory=list)

    def add_line(self, line: str) -> tuple[str, str]:
        """Take what the line holds; return the text that was placed and the text that was not."""
        if len(line) > MAX_LINE_LENGTH or _is_sentence(line):
            return "", line.strip()
        before = list(self.contacts)
        placed: list[str] = []
        left: list[str] = []
        for piece in _pieces(line):
            (placed if self._add(piece) else left).append(piece)
        if not left:
            return line.strip(), ""
        if not any(map(is_contact_field, placed)):
            self.contacts = before  # "Zwolle, op werkdagen": a word that is only like a name
            return "", line.strip()
        return ", ".join(placed), ", ".join(left)

    def _add(self, piece: str) -> bool:
        fields = _fields(piece)
        if len(fields) == 1 and fields[0].name == "name" and self._wants_role(fields[0].value):
            fields = [ContactField("role", fields[0].value)]
        return bool(fields) and all(self._set(found) for found in fields)

    def _wants_role(self, text: str) -> bool:
        """Return whether a text with capitals is the role of a contact that only has a name."""
        last = self.contacts[-1] if self.contacts else Contact()
        return has_role_word(text) and last in (
            Contact(name=last.name or "-"),
            Contact(name=last.name or "-", organisation=last.organisation),
        )

    def _set(self, found: ContactField) -> bool:
        """Give the field to the last contact, or to a new one that it opens."""
        current = self.contacts[-1] if self.contacts else None
        if current is None or self._opens_contact(current, found):
            if current and found.name in ("website", "role"):
                return False  # a second website or role of nobody: not certain whose
            self.contacts.append(Contact(**{found.name: found.value}))
            return True
        if getattr(current, found.name):
            return False
        self.contacts[-1] = replace(current, **{found.name: found.value})
        return True

    def _opens_contact(self, current: Contact, found: ContactField) -> bool:
        taken = getattr(current, found.name)
        if found.name == "name":
            return bool(current.name or current.email or current.phone or current.mobile)
        if found.name == "organisation":
            return bool(taken and current.name)
        return bool(taken) and taken != found.value and found.name not in ("phone", "mobile")


def opens_contact(lines: list[str]) -> bool:
    """Return whether the lines are a contact without a heading: a name and then an address."""
    if not lines or not (is_name_like(lines[0].strip()) or is_contact_field(lines[0])):
        return False
    return any(is_contact_field(line) for line in lines)


def has_contact(text: str) -> bool:
    """Return whether a piece of the line is a number or an address."""
    return len(text) <= MAX_LINE_LENGTH and any(map(is_contact_field, _pieces(text)))


def _pieces(line: str) -> list[str]:
    return [piece.strip() for piece in _BETWEEN.split(join_label(line)) if piece and piece.strip()]


def _is_sentence(line: str) -> bool:
    text = line.strip()
    return text.endswith(".") and len(text.split()) > 8


def _fields(piece: str) -> list[ContactField]:
    """Return the fields in a piece of a line; none when it is not certain what it is."""
    found = read_field(piece)
    if found:
        return _named(found.value) if found.name == "name" else [found]
    label = _ROLE_LABEL.fullmatch(piece)
    if label and has_role_word(label["role"]) and is_name_like(label["name"]):
        return [ContactField("name", label["name"]), ContactField("role", label["role"])]
    return _named(piece.strip(" :"))


def _named(text: str) -> list[ContactField]:
    brackets = _BRACKETS.fullmatch(text)
    if brackets and is_name_like(brackets["name"]):
        return [
            ContactField("name", brackets["name"]),
            *_role_or_organisation(brackets["role"]),
        ]
    if is_organisation(text):
        return [ContactField("organisation", text)]
    if has_role_word(text) and not is_name_like(text):
        return [ContactField("role", text)]
    return [ContactField("name", text)] if is_name_like(text) else []


def _role_or_organisation(text: str) -> list[ContactField]:
    found = read_field(text)
    if found:
        return [found]
    return [ContactField("organisation" if is_organisation(text) else "role", text)]
