"""Five hundred pages that answer none of the questions and yet share their words.

They are methods, news and plain pages about other things a government does, from clearing snow to
the canteen, written with the sentences of the catalogue in which every third longer word is
another one. The same seed gives the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from django.utils.text import slugify

from benchmarks.texts import MethodWriter, real_sentences, real_words
from catalogue.content.records import EnglishRecord, MethodRecord

METHODS, NEWS, PAGES = 170, 170, 160
CHANGED = 0.35  # share of the longer words of a sentence that become other words
LONGER = 5  # letters
# What a method is for, or is called, would make it an answer; these only tell how it is done.
NEUTRAL_VOCABULARIES = {
    *("setting", "begeleiding", "spanning", "deelnemers", "bestuurslaag"),
    *("complexiteit", "voorbereiding", "kosten"),
}
SUBJECTS = (
    *("gladheidsbestrijding", "rioolvervanging", "paspoortaanvraag", "zwembad", "bomenkap"),
    *("kermis", "archiefbeheer", "inkoopkalender", "afvalkalender", "parkeergarage"),
    *("strooiroute", "marktkraam", "begraafplaats", "hondenbelasting", "bibliotheekpas"),
    *("verkiezingsbord", "straatverlichting", "kantine", "wagenpark", "postkamer"),
    *("rekenkamer", "jaarrekening", "precariobelasting", "gevonden voorwerpen", "trouwzaal"),
    *("sportpark", "veerpont", "brugbediening", "gemeentearchief", "monumentenlijst"),
    *("warenmarkt", "vlaggenprotocol", "carnavalsoptocht", "ijsbaan", "speeltoestel"),
    *("kerstboom", "oudpapier", "glasbak", "kabelgoot", "meetstation"),
    *("koffieautomaat", "fietsenstalling", "dakgoot", "noodaggregaat", "telefooncentrale"),
)
PLACES = (
    *("Noord", "Oost", "het centrum", "de Polder", "de Beemd", "Zuid", "de Hoogte", "West"),
    *("de oude haven", "het stationsgebied", "de Akkers", "de Kom"),
)
# Nouns that stand everywhere in the catalogue and in questions to it.
FREQUENT = (
    *("inwoners", "bewoners", "medewerkers", "collega's", "bezoekers", "de gemeente", "het werk"),
    *("het plan", "het besluit", "de groep", "het overleg", "de tijd", "het geld", "de proef"),
    *("de dienst", "de afdeling", "de wijk", "de buurt", "het team", "het gesprek", "de vragen"),
)
TITLES = (
    "{Subject} in {place}",
    "Nieuwe afspraken over {subject} in {place}",
    "{Subject} en {word}: wat verandert er",
    "Onderhoud aan {subject} in {place}",
    "{Subject} voor {word}",
    "Wat {subject} kost in {place}",
    "{Subject}: planning voor {place}",
    "Jaarverslag over {subject} en {word}",
)


@dataclass(frozen=True)
class Text:
    """A page of text, whatever its type."""

    slug: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]


class DistractorWriter:
    """Writes any number of different pages."""

    def __init__(self, seed: int = 7) -> None:
        self._random = Random(seed)
        self._methods = MethodWriter(seed)
        self._titles: set[str] = set()

    def methods(self, count: int = METHODS) -> Iterator[MethodRecord]:
        """Yield methods that are about a subject and have no goal, phase or theme."""
        for record in self._methods.write(count):
            text = self._text()
            yield replace(
                record,
                key=text.slug,
                title=text.title,
                alt_titles=(f"{record.alt_titles[0]} {self._subject()}",),
                summary=text.lead[:200].strip(),
                why="\n\n".join(text.paragraphs),
                need=self._sentences(2),
                when_to_use=self._sentences(3),
                when_not=self._sentences(3),
                working_elements=self._sentences(4),
                tips=(self._sentences(2),),
                steps=tuple(
                    replace(step, title=self._title(), instruction=self._sentences(3))
                    for step in record.steps
                ),
                strengths=(self._sentences(1),),
                cautions=(self._sentences(1),),
                terms={k: v for k, v in record.terms.items() if k in NEUTRAL_VOCABULARIES},
                relations=(),
                english=EnglishRecord(f"Page {text.slug}", "A page about something else."),
            )

    def texts(self, count: int) -> Iterator[Text]:
        """Yield pages of text."""
        for _number in range(count):
            yield self._text()

    def _text(self) -> Text:
        title = self._title()
        while title in self._titles:
            title = self._title()
        self._titles.add(title)
        slug = f"{slugify(title)[:70]}-{len(self._titles)}"
        paragraphs = tuple(self._sentences(self._random.randint(2, 5)) for _number in range(4))
        return Text(slug, title, self._sentences(2)[:280].strip(), paragraphs)

    def _title(self) -> str:
        subject = self._subject()
        title = self._random.choice(TITLES).format(
            subject=subject,
            Subject=subject.capitalize(),
            place=self._random.choice(PLACES),
            word=self._random.choice(FREQUENT),
        )
        return title[:100]

    def _subject(self) -> str:
        return self._random.choice(SUBJECTS)

    def _sentences(self, count: int) -> str:
        return " ".join(self._sentence() for _number in range(count))

    def _sentence(self) -> str:
        """Return a sentence of the catalogue about something else."""
        words = self._random.choice(real_sentences()).split(" ")
        for place in range(1, len(words)):
            plain = words[place].rstrip(".,;?!")
            if len(plain) >= LONGER and self._random.random() < CHANGED:
                words[place] = self._other_word() + words[place][len(plain) :]
        return " ".join(words)

    def _other_word(self) -> str:
        is_subject = self._random.random() < 0.5
        return self._subject() if is_subject else self._random.choice(real_words())
