"""Fixtures for news and press: files to import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Revision

from search.models import JournalEntry

RELEASE = """PERSBERICHT
{embargo}
{headline}

Den Haag, 3 mei 2012 – {lead}

Wat verandert er?

Tot nu toe moest u zelf uitzoeken bij wie u moest zijn. Dat doet het loket voortaan voor u.

- een plan voor uw straat;
- een vraag over **subsidie**.

- einde persbericht -

Noot voor de redactie (niet voor publicatie)

Op 9 mei om 11 uur kunt u foto's maken.

Contact:
Persvoorlichting {city}
Telefoon: 070 000 00 00
E-mail: pers@voorbeeldstad.example

Over {city}

{city} is een stad die alleen in voorbeelden bestaat.
"""


@pytest.fixture
def release() -> Callable[..., bytes]:
    """Return the bytes of a press release: `release(headline="Loket open")`."""

    def make(**parts: str) -> bytes:
        parts = {
            "embargo": "",
            "headline": "Voorbeeldstad opent loket",
            "lead": "Wie een slim plan heeft, kan daarmee naar één loket.",
            "city": "Voorbeeldstad",
            **parts,
        }
        return RELEASE.format(**parts).encode()

    return make


@pytest.fixture
def written(db: None) -> Callable[[], tuple[Any, ...]]:
    """Count everything that an import may leave behind."""
    from blog.models import (
        Boilerplate,
        NewsPage,
        PressContact,
        PressReleaseImport,
        PressReleasePage,
    )

    models = (
        *(NewsPage, PressReleasePage, PressContact, Boilerplate, PressReleaseImport),
        *(Revision, JournalEntry),
    )
    return lambda: tuple(model.objects.count() for model in models)


@pytest.fixture
def news_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a news file: `news_file("opening", title="Open", body="Tekst.")`."""

    def write(name: str = "opening", body: str = "Een alinea.", **head: str) -> Path:
        values = {
            "title": "Het loket is open",
            "kind": "nieuws",
            "date": "2026-10-06",
            "lead": "U kunt er terecht.",
            **head,
        }
        lines = "".join(f"{key}: {value}\n" for key, value in values.items() if value)
        folder = tmp_path / "news"
        folder.mkdir(exist_ok=True)
        file = folder / f"{name}.md"
        file.write_text(f"---\n{lines}---\n{body}\n", encoding="utf-8", newline="\n")
        return file

    return write
