"""Whole press releases in Markdown, written for these tests, with what must come out."""

from __future__ import annotations

from datetime import UTC, date, datetime

from blog.press_releases.parsed import BulletList, Contact, Heading, Quote

from .releases import Release, p

MARKDOWN = Release(
    "Markdown with everything",
    """PERSBERICHT

# Bibliotheek leent *gereedschap* uit

Onder embargo tot en met 30 mei 2012

**Groningen, 29 mei 2012** – Vanaf vrijdag leent de bibliotheek ook
gereedschap uit. Wie lid is, [reserveert](https://bieb.example/leen) het thuis.

## Zo werkt het

- Kies wat u nodig heeft
    - boren
    - zagen
- Haal het *op tijd* op

> Een boor gebruikt u maar een paar minuten per jaar.
>
> — Bo Bibliotheek, bibliothecaris

---

- einde persbericht -

### Noot voor de redactie

Foto's staan op <https://bieb.example/pers>.

### Contact

Redactie Bibliotheek
T: 050 000 00 00
pers@bieb.example
""",
    ".md",
    parts={
        "kind": "PERSBERICHT",
        "headline": "Bibliotheek leent gereedschap uit",
        "place": "Groningen",
        "date": date(2012, 5, 29),
        "embargo_until": datetime(2012, 5, 30, 22, tzinfo=UTC),
        "lead": "<p>Vanaf vrijdag leent de bibliotheek ook gereedschap uit. Wie lid is, "
        '<a href="https://bieb.example/leen">reserveert</a> het thuis.</p>',
        "body": (
            Heading("Zo werkt het"),
            BulletList(
                (
                    "Kies wat u nodig heeft<ul><li>boren</li><li>zagen</li></ul>",
                    "Haal het <i>op tijd</i> op",
                )
            ),
            Quote(
                "<p>Een boor gebruikt u maar een paar minuten per jaar.</p>",
                "Bo Bibliotheek",
                "bibliothecaris",
            ),
        ),
        "end_mark": True,
        "notes_to_editors": "<p>Foto's staan op "
        '<a href="https://bieb.example/pers">https://bieb.example/pers</a>.</p>',
        "contact_heading": "Contact",
        "contacts": (
            Contact(name="Redactie Bibliotheek", phone="050 000 00 00", email="pers@bieb.example"),
        ),
    },
)

MARKDOWN_HOSTILE = Release(
    "Markdown with scripts",
    """# Kop <script>alert(1)</script> van het bericht

Een <b onclick="alert(1)">vette</b> tekst met een [link](javascript:alert(1)) en
![een foto](foto.png "titel").

<div onmouseover="alert(1)">Een blok <i>schuin</i><script>alert(2)</script></div>
""",
    ".md",
    parts={
        "headline": "Kop van het bericht",
        "lead": "<p>Een <b>vette</b> tekst met een link en .</p>",
        "body": (p("Een blok <i>schuin</i>"),),
    },
)

MARKDOWN_LOOSE = Release(
    "Markdown with a header without blank lines, and a list that starts at three",
    """Persbericht
# Stad telt bomen
Assen, 7 juni 2012

De stad telt haar bomen.

3. eik
4. beuk

| Soort | Aantal |
|-------|--------|
| eik   | 30     |
""",
    ".markdown",
    parts={
        "kind": "Persbericht",
        "headline": "Stad telt bomen",
        "place": "Assen",
        "date": date(2012, 6, 7),
        "lead": "<p>De stad telt haar bomen.</p>",
        "body": (p("3. eik"), p("4. beuk"), p("Soort Aantal"), p("eik 30")),
    },
)

MARKDOWN_RELEASES = [MARKDOWN, MARKDOWN_HOSTILE, MARKDOWN_LOOSE]
