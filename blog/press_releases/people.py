"""Names, roles and organisations: what can be told apart without guessing."""

from __future__ import annotations

import re

_PARTICLES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ter",
        "ten",
        "te",
        "in",
        "op",
        "aan",
        "bij",
        "la",
        "le",
        "du",
        "von",
        "el",
        "al",
        "d'",
        "'s",
        "en",
    ]
)
_NOT_NAMES = frozenset(
    [
        "de",
        "het",
        "een",
        "dit",
        "dat",
        "deze",
        "die",
        "ons",
        "onze",
        "mijn",
        "zijn",
        "haar",
        "hun",
        "er",
        "wat",
        "wie",
        "waar",
        "hoe",
        "the",
        "this",
    ]
)
_ROLE = re.compile(
    r"\b(?:\w{0,30}(?:woordvoer(?:der|ster)s?|voorlichters?|voorlichting|redacteur|adviseur"
    r"|manager|directeur|directrice|coördinator|coordinator|medewerk(?:er|ster)|secretaris"
    r"|wethouder|burgemeester|minister|gedeputeerde|voorzit(?:ter|ster)|leider|leidster"
    r"|onderzoek(?:er|ster)|hoogleraar|bestuurder|bestuurslid|ambtenaar|docent|lector|griffier"
    r"|commissaris|inspecteur|strateeg|ontwerp(?:er|ster)|programmeur|bibliothecaris|raadslid"
    r"|kamerlid|dijkgraaf|officier|rechter|begeleid(?:er|ster)|consulent)"
    r"|hoofd|spokesperson|director|mayor)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:het\s+|de\s+)?(?:ministerie|gemeente|provincie|waterschap|stichting|vereniging"
    r"|universiteit|hogeschool|bibliotheek|rijksdienst|belastingdienst|raad|college|kenniscentrum"
    r"|programma|netwerk|consortium)\b|\b(?:b\.?v\.?|n\.?v\.?)$",
    re.IGNORECASE,
)


def has_role_word(text: str) -> bool:
    return bool(_ROLE.search(text[:200]))


def is_organisation(text: str) -> bool:
    return len(text) <= 120 and bool(_ORGANISATION.search(text))


def is_name_like(text: str) -> bool:
    """Return whether the text can be the name of a person or a department."""
    if len(text) > 60 or any(character.isdigit() for character in text):
        return False
    words = text.split()
    if not 1 <= len(words) <= 6 or text[-1] in ".:;!?,":
        return False
    return words[0].lower() not in _NOT_NAMES and all(map(_is_name_word, words[:1] + words[-1:]))


def is_personal_name(text: str) -> bool:
    """Return whether the text is unmistakably a name: two to five words, capitals, particles."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not is_name_like(text):
        return False
    capitals = [word not in _PARTICLES for word in words]
    # "Sanne Voorbeeld van Utrecht" may be a name or a person with a place: not unmistakable.
    mistakable = len(words) > 2 and all(capitals[:2]) and not all(capitals)
    return not mistakable and all(
        _is_name_word(word) for word, capital in zip(words, capitals, strict=True) if capital
    )


def split_speaker(text: str) -> tuple[str, str]:
    """Return name and role of "Naam, functie", "functie Naam" or "Naam (functie)".

    What cannot be split without guessing comes back whole as the name.
    """
    text = text.strip(" .,;:")
    name, comma, role = text.partition(",")
    if comma and is_name_like(name.strip()) and role.strip():
        return name.strip(), role.strip()
    brackets = re.fullmatch(r"([^()]{2,80}?)\s?\(([^()]{2,80})\)", text)
    if brackets and is_name_like(brackets[1]):
        return brackets[1], brackets[2]
    role, space, name = text.partition(" ")
    if space and _ROLE.fullmatch(role) and is_personal_name(name):
        return name, role
    return text, ""


def is_speaker(text: str) -> bool:
    """Return whether the text can be somebody who speaks, with or without a role."""
    name, role = split_speaker(text)
    if role:
        return True
    first = name.split(" ", 1)[0]
    return is_personal_name(name) or (len(name) <= 100 and bool(_ROLE.fullmatch(first)))


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or (word[:1] in "'’(" and len(word) > 1)
