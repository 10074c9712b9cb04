"""Pages that nobody would write but somebody will: `extreme_content.py` adds them to a site.

Prints {name: path} as one line of JSON. DATA_DIR and DATABASE_URL say which site.
"""

from __future__ import annotations

import json
from typing import Any

import django

UNBROKEN = ("Inwonersbetrokkenheidsvraagstukkenverkenningsbijeenkomst" * 5)[:255]
HEADLINE = (
    "Gemeenten, provincies, waterschappen en uitvoeringsorganisaties publiceren samen een "
    "Verantwoordingsinformatievoorzieningsstandaardisatieprogramma waarmee tweehonderd "
    "beleidsmedewerkers in vier maanden leren hoe zij inwoners eerder spreken"
)
ARABIC = "ورشة عمل: التفكير معًا في الخدمات الحكومية"
EMOJI = "🧑🏽‍🤝‍🧑🏻👩‍👩‍👧‍👦🏳️‍🌈 Praten 🗣️ over 🏘️🚲🌊 met 👵🏾👴🏻"
TERMS = 40
STEPS = 200


def step(number: int) -> dict[str, Any]:
    return {
        "title": f"Stap {number}: {UNBROKEN[:100]}" if number % 50 == 0 else f"Doe stap {number}",
        "minutes": 1 + number % 90,
        "grouping": ["individueel", "duo", "klein", "plenair"][number % 4],
        "instruction": f"<p>{UNBROKEN if number % 25 == 0 else 'Doe wat er op het vel staat.'}</p>",
        "facilitator_note": "<p>Let op de tijd.</p>" if number % 3 == 0 else "",
    }


def rich(text: str) -> str:
    return f"<p>{text}</p><ul><li>{text}</li><li>Kort.</li></ul>"


def add(parent: Any, page: Any, terms: Any = ()) -> str:
    page.locale = parent.locale
    parent.add_child(instance=page)
    if terms:
        page.terms.set(terms)
        page.save()
    page.save_revision().publish()
    return str(page.get_url_parts()[2])


def add_methods(terms: list[Any]) -> dict[str, str]:
    from wagtail.models import Locale

    from catalogue.models import MethodIndexPage, MethodPage

    index = MethodIndexPage.objects.get(locale=Locale.get_default())
    extreme = MethodPage(
        title=UNBROKEN,
        slug="uitersten",
        summary=UNBROKEN[:200],
        alt_titles="\n".join([UNBROKEN, "Kort"]),
        why=rich(UNBROKEN),
        need=rich(UNBROKEN),
        when_to_use=rich(UNBROKEN),
        when_not=rich(UNBROKEN),
        legal_notes=rich(UNBROKEN),
        working_elements=rich(UNBROKEN),
        steps=[("step", step(number)) for number in range(1, STEPS + 1)],
        materials=[
            ("material", {"name": UNBROKEN[:120], "amount": 123456, "per": "deelnemer"}),
        ],
        strengths=[("point", UNBROKEN)],
        cautions=[("point", UNBROKEN)],
        duration_min=1,
        duration_max=2_000_000,
        group_min=1,
        group_max=1_000_000,
        source_author=UNBROKEN,
        source_title=UNBROKEN,
        source_url=f"https://voorbeeld.example/{UNBROKEN}",
        licence_note=UNBROKEN,
        title_en=UNBROKEN,
    )
    return {
        "method-extreme": add(index, extreme, terms),
        "method-bare": add(index, MethodPage(title="Kaal", slug="kaal")),
        "method-arabic": add(
            index,
            MethodPage(
                title=ARABIC,
                slug="arabisch",
                summary=ARABIC,
                why=rich(ARABIC),
                steps=[("step", {**step(1), "title": ARABIC, "instruction": rich(ARABIC)})],
            ),
        ),
        "method-emoji": add(
            index,
            MethodPage(
                title=EMOJI * 3,
                slug="emoji",
                summary=EMOJI,
                why=rich(EMOJI.replace(" ", "") * 8),
                steps=[("step", {**step(n), "title": EMOJI}) for n in (1, 2)],
            ),
        ),
    }


def add_vocabulary(many: int = 300) -> list[Any]:
    """Add a vocabulary with this many terms, and return terms for a method to carry."""
    from vocabularies.models import Term, Vocabulary

    vocabulary = Vocabulary.objects.create(
        key="veel", label_nl="Veel waarden", applies_to=["method"], order=1
    )
    Term.objects.bulk_create(
        Term(
            vocabulary=vocabulary,
            slug=f"waarde-{number}",
            label_nl=UNBROKEN[:100] if number % 60 == 0 else f"Waarde nummer {number}",
            order=number,
        )
        for number in range(many)
    )
    own = list(vocabulary.terms.all()[: TERMS // 2])
    others = Term.objects.filter(
        vocabulary__source="chosen", vocabulary__applies_to__icontains="method"
    ).exclude(vocabulary=vocabulary)
    return [*own, *others[: TERMS // 2]]


def add_messages() -> dict[str, str]:
    from wagtail.models import Locale

    from blog.models import NewsIndexPage, NewsPage, PressReleaseIndexPage, PressReleasePage

    body = [("paragraph", rich(UNBROKEN))]
    return {
        "press-release-long": add(
            PressReleaseIndexPage.objects.get(locale=Locale.get_default()),
            PressReleasePage(
                title=HEADLINE[:255], slug="lange-kop", place=UNBROKEN[:100], body=body
            ),
        ),
        "news-unbroken": add(
            NewsIndexPage.objects.get(locale=Locale.get_default()),
            NewsPage(title=UNBROKEN, slug="zonder-spaties", lead=UNBROKEN, body=body),
        ),
    }


def main() -> dict[str, str]:
    from django.core.management import call_command

    paths = {**add_methods(add_vocabulary()), **add_messages()}
    paths |= {
        name.replace("method", "card"): f"{path}kaart/"
        for name, path in paths.items()
        if name.startswith("method")
    }
    call_command("search", "rebuild", verbosity=0)
    lists = {
        "methods": "/methoden/",
        "methods-extreme": f"/methoden/?q={UNBROKEN[:200]}",
        "methods-chips": "/methoden/?veel=waarde-0&q=" + UNBROKEN[:60],
        "zero": f"/methoden/?q={'x' * 250}&veel=waarde-60",
        "search-emoji": "/zoeken/?q=🏳️‍🌈",
        "news": "/nieuws/",
        "press": "/persberichten/",
        "home": "/",
    }
    return {**paths, **lists}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))
