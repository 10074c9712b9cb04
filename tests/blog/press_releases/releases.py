"""Whole press releases in plain text, written for these tests, with what must come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from blog.press_releases.parsed import BulletList, Contact, Heading, Paragraph, Quote


@dataclass(frozen=True)
class Release:
    """A text with the parts that are in it; a part that is not named must come out empty."""

    name: str
    text: str
    suffix: str = ".txt"
    parts: dict[str, object] = field(default_factory=dict)


def p(text):
    return Paragraph(f"<p>{text}</p>")


COMPLETE = Release(
    "everything",
    """PERSBERICHT

ONDER EMBARGO TOT 9 mei 2012, 10.00 uur

Voorbeeldstad opent loket voor slimme plannen

Den Haag, 3 mei 2012 – Wie een slim plan heeft voor de stad, kan daarmee vanaf
volgende week naar één loket. Daar zoekt een team van ambtenaren en bewoners uit
wat er nodig is om het plan uit te voeren.

Wat verandert er?

Tot nu toe moest u zelf uitzoeken bij wie u moest zijn. Het loket doet dat
voortaan voor u. Zie www.loket.example voor de _spelregels_.

U kunt er terecht met:
- een plan voor uw straat of buurt;
- een vraag over **subsidie**;
- een idee voor de dienst zelf.

“We beginnen klein, en we leren elke week bij”, zegt wethouder Sanne Voorbeeld.

Eerste plannen

De eerste drie plannen zijn al binnen. Ze gaan over groen en over zorg.

- einde persbericht -

Noot voor de redactie (niet voor publicatie)

Op 9 mei om 11 uur kunt u foto's maken bij het loket.

Contact:
Persvoorlichting Voorbeeldstad
Telefoon: 070 000 00 00
E-mail: pers@voorbeeldstad.example
www.voorbeeldstad.example

Over Voorbeeldstad

Voorbeeldstad is een stad die alleen in voorbeelden bestaat.
""",
    parts={
        "kind": "PERSBERICHT",
        "headline": "Voorbeeldstad opent loket voor slimme plannen",
        "place": "Den Haag",
        "date": date(2012, 5, 3),
        "embargo_until": datetime(2012, 5, 9, 8, tzinfo=UTC),
        "lead": "<p>Wie een slim plan heeft voor de stad, kan daarmee vanaf volgende week naar "
        "één loket. Daar zoekt een team van ambtenaren en bewoners uit wat er nodig is om het "
        "plan uit te voeren.</p>",
        "body": (
            Heading("Wat verandert er?"),
            p(
                "Tot nu toe moest u zelf uitzoeken bij wie u moest zijn. Het loket doet dat "
                'voortaan voor u. Zie <a href="https://www.loket.example">www.loket.example</a> '
                "voor de <i>spelregels</i>."
            ),
            p("U kunt er terecht met:"),
            BulletList(
                (
                    "een plan voor uw straat of buurt;",
                    "een vraag over <b>subsidie</b>;",
                    "een idee voor de dienst zelf.",
                )
            ),
            Quote(
                "<p>We beginnen klein, en we leren elke week bij</p>",
                "Sanne Voorbeeld",
                "wethouder",
            ),
            Heading("Eerste plannen"),
            p("De eerste drie plannen zijn al binnen. Ze gaan over groen en over zorg."),
        ),
        "end_mark": True,
        "notes_to_editors": "<p>Op 9 mei om 11 uur kunt u foto's maken bij het loket.</p>",
        "contact_heading": "Contact:",
        "contacts": (
            Contact(
                name="Persvoorlichting Voorbeeldstad",
                phone="070 000 00 00",
                email="pers@voorbeeldstad.example",
                website="https://www.voorbeeldstad.example",
            ),
        ),
        "boilerplates": (
            (
                "Over Voorbeeldstad",
                "<p>Voorbeeldstad is een stad die alleen in voorbeelden bestaat.</p>",
            ),
        ),
    },
)

BARE = Release(
    "headline and text only",
    "Buurthuis krijgt leeskamer\n\nHet buurthuis richt een leeskamer in voor de hele buurt.\n",
    parts={
        "headline": "Buurthuis krijgt leeskamer",
        "lead": "<p>Het buurthuis richt een leeskamer in voor de hele buurt.</p>",
    },
)

LONG_LINES = Release(
    "one line per paragraph, no blank lines",
    "Persbericht\r\nWaterschap meet voortaan met bewoners\r\nUtrecht, maandag 14 mei 2012\r\n"
    "Bewoners langs de rivier meten voortaan zelf hoe schoon het water is. Zij krijgen daarvoor "
    "een koffer met spullen en een korte cursus van het waterschap.\r\n"
    "De metingen komen op een kaart die iedereen kan bekijken. Wie iets vreemds ziet, kan dat "
    "meteen melden bij het waterschap, dag en nacht.\r\n"
    "Einde bericht\r\nVoor meer informatie:\r\nRedactie Waterschap\r\n06 00 00 00 00\r\n",
    parts={
        "kind": "Persbericht",
        "headline": "Waterschap meet voortaan met bewoners",
        "place": "Utrecht",
        "date": date(2012, 5, 14),
        "lead": "<p>Bewoners langs de rivier meten voortaan zelf hoe schoon het water is. Zij "
        "krijgen daarvoor een koffer met spullen en een korte cursus van het waterschap.</p>",
        "body": (
            p(
                "De metingen komen op een kaart die iedereen kan bekijken. Wie iets vreemds ziet, "
                "kan dat meteen melden bij het waterschap, dag en nacht."
            ),
        ),
        "end_mark": True,
        "contact_heading": "Voor meer informatie:",
        "contacts": (Contact(name="Redactie Waterschap", mobile="06 00 00 00 00"),),
    },
)

SUBTITLE = Release(
    "subtitle above the date",
    """Persuitnodiging: Kom kijken naar de slimme brug

Proef van een half jaar begint in juni

Datum: 21-05-2012
Plaats: Zwolle

**De brug over het kanaal gaat straks vanzelf open als er een schip aankomt.**

De proef duurt een half jaar. Daarna besluit de raad over het vervolg.
""",
    parts={
        "kind": "Persuitnodiging",
        "headline": "Kom kijken naar de slimme brug",
        "subtitle": "Proef van een half jaar begint in juni",
        "place": "Zwolle",
        "date": date(2012, 5, 21),
        "lead": "<p>De brug over het kanaal gaat straks vanzelf open als er een schip aankomt.</p>",
        "body": (p("De proef duurt een half jaar. Daarna besluit de raad over het vervolg."),),
    },
)

LETTERHEAD = Release(
    "letterhead above the kind line, two contacts, numbered list",
    """Stichting Voorbeeld
Postbus 1

PERSBERICHT

Tien gemeenten delen hun formulieren

AMSTERDAM – Tien gemeenten gebruiken voortaan elkaars formulieren.

Dat gaat in drie stappen:

1. verzamelen wat er is;
2. kiezen wat het beste werkt;
3. de rest weggooien.

###

Perscontact

Redactie Een, woordvoerder, 070 000 00 00
Redactie Twee
twee@stichting.example
Bereikbaar op werkdagen.
""",
    parts={
        "kind": "PERSBERICHT",
        "headline": "Tien gemeenten delen hun formulieren",
        "place": "AMSTERDAM",
        "lead": "<p>Tien gemeenten gebruiken voortaan elkaars formulieren.</p>",
        "body": (
            p("Dat gaat in drie stappen:"),
            BulletList(
                ("verzamelen wat er is;", "kiezen wat het beste werkt;", "de rest weggooien."), True
            ),
        ),
        "end_mark": True,
        "notes_to_editors": "<p>Stichting Voorbeeld<br>Postbus 1</p>"
        "<p>Bereikbaar op werkdagen.</p>",
        "contact_heading": "Perscontact",
        "contacts": (
            Contact(name="Redactie Een", role="woordvoerder", phone="070 000 00 00"),
            Contact(name="Redactie Twee", email="twee@stichting.example"),
        ),
    },
)

NOT_MISTAKEN = Release(
    "things that look like parts but are not",
    """Embargo op nieuwe regels

De regels over het embargo gaan voorlopig niet door. Dat besluit viel vandaag, 3 mei 2012.

“Dit is een quote zonder spreker.”

Contact met bewoners

De wijk houdt volgende maand een avond over contact met bewoners.

Over een jaar

Over een jaar kijkt de raad opnieuw naar de regels.

Hoe het verder gaat

De raad komt dan met een nieuw voorstel.
""",
    parts={
        "headline": "Embargo op nieuwe regels",
        "lead": "<p>De regels over het embargo gaan voorlopig niet door. Dat besluit viel vandaag, "
        "3 mei 2012.</p>",
        "body": (
            p("“Dit is een quote zonder spreker.”"),
            Heading("Contact met bewoners"),
            p("De wijk houdt volgende maand een avond over contact met bewoners."),
            Heading("Over een jaar"),
            p("Over een jaar kijkt de raad opnieuw naar de regels."),
            Heading("Hoe het verder gaat"),
            p("De raad komt dan met een nieuw voorstel."),
        ),
    },
)

AFTER_THE_END = Release(
    "lines after the end mark without a label",
    """Dorpshuis wint prijs

Het dorpshuis wint de prijs voor het beste idee.

-- EINDE --

De prijs bestaat sinds vorig jaar en wordt elk jaar uitgereikt.

Redactie Dorpshuis
pers@dorpshuis.example

Zwolle, 4 juni 2012
""",
    parts={
        "headline": "Dorpshuis wint prijs",
        "lead": "<p>Het dorpshuis wint de prijs voor het beste idee.</p>",
        "end_mark": True,
        "place": "Zwolle",
        "date": date(2012, 6, 4),
        "notes_to_editors": "<p>De prijs bestaat sinds vorig jaar en wordt elk jaar "
        "uitgereikt.</p>",
        "contacts": (Contact(name="Redactie Dorpshuis", email="pers@dorpshuis.example"),),
    },
)

TEXT_RELEASES = [COMPLETE, BARE, LONG_LINES, SUBTITLE, LETTERHEAD, NOT_MISTAKEN, AFTER_THE_END]
