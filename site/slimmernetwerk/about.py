"""The text of "About Slimmernetwerk" in a demonstration, in both languages."""

from __future__ import annotations

from slimmernetwerk.models import PlainPage
from slimmernetwerk.setup import ensure_section, translate_section

SLUG = "over"
DUTCH_BODY = [
    ("heading", "Waar de naam vandaan komt"),
    (
        "paragraph",
        "<p>Het Slimmernetwerk begon in 2011 als programma van en voor mensen die bij de "
        "overheid werken en hun eigen werk beter wilden maken. Die belofte is de kern van "
        "deze site: een methode is pas af als een ander er morgen mee kan beginnen.</p>",
    ),
    ("heading", "Wat u hier vindt"),
    (
        "paragraph",
        "<ul><li>Methoden, stap voor stap, met duur, groep en bewijs.</li>"
        "<li>Praktijkvoorbeelden, ook van wat niet lukte.</li>"
        "<li>Nieuws en persberichten.</li></ul>",
    ),
]
ENGLISH_BODY = [
    ("heading", "Where the name comes from"),
    (
        "paragraph",
        "<p>The network began in 2011 as a programme by and for people who work in Dutch "
        "government and wanted to make their own work better. Slimmernetwerk means “the smarter "
        "network”. Its promise is the heart of this site: a method is finished only when "
        "somebody else can start with it tomorrow.</p>",
    ),
    ("heading", "What you find here"),
    (
        "paragraph",
        "<ul><li>Methods, step by step, with their duration, group and evidence. Most are in "
        "Dutch; their titles and summaries are in English too.</li>"
        "<li>Practice cases, in Dutch, also of what did not work.</li>"
        "<li>News and press releases, in Dutch.</li></ul>",
    ),
]


def add_about_page() -> None:
    """Add the plain page that tells what the network is."""
    ensure_section(
        PlainPage,
        title="Over Slimmernetwerk",
        slug=SLUG,
        show_in_menus=True,
        lead=(
            "Slimmernetwerk verbindt ervaringen en methoden uit de praktijk, en maakt ze bruikbaar "
            "voor wie bij de overheid werkt."
        ),
        body=DUTCH_BODY,
    )
    translate_section(
        PlainPage,
        "en",
        original_slug=SLUG,
        title="About Slimmernetwerk",
        slug="about",
        lead=(
            "Slimmernetwerk connects experience and methods from practice, and makes them useful "
            "for everybody who works in government."
        ),
        body=ENGLISH_BODY,
    )
