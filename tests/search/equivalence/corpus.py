"""What two engines are compared on: the starter catalogue, generated methods, and edits of both.

Run as a script with the name of a file, in the environment of an empty site with its tables, it
fills the site and keeps there, as a pickle, what a search engine gets of it.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import django

from search.types import SearchDocument, SortKey

GENERATED = 1_000  # methods; each is two documents, for it is found in English by its title too
LATER = 150  # more methods, for what edits add
BATCH = 20  # edits in one commit


class Corpus(NamedTuple):
    """What a site gives to its engines, and documents that come later."""

    documents: list[SearchDocument]
    later: list[SearchDocument]
    synonyms: dict[str, dict[str, list[str]]]  # by language
    sorts: list[tuple[SortKey, ...]]  # that visitors can choose


class Edits(NamedTuple):
    """One commit: documents that are new or changed, and keys that go."""

    documents: list[SearchDocument]
    deleted: list[str]


def in_order(documents: Sequence[SearchDocument]) -> list[SearchDocument]:
    """Return documents in an order that does not hang on their keys, which are chance."""
    return sorted(documents, key=lambda document: (document.language, document.url, document.title))


def make_edits(corpus: Corpus, count: int, seed: int) -> list[Edits]:
    """Return batches of edits: a third adds, a third changes, a third deletes."""
    random, third = Random(seed), count // 3
    chosen = random.sample(in_order(corpus.documents), 2 * third)
    changed = [_changed(random, one, corpus) for one in chosen[:third]]
    added = random.sample(in_order(corpus.later), third)
    edits: list[SearchDocument | str] = [*changed, *added, *(one.key for one in chosen[third:])]
    random.shuffle(edits)
    parts = [edits[start : start + BATCH] for start in range(0, len(edits), BATCH)]
    return [
        Edits([e for e in part if not isinstance(e, str)], [e for e in part if isinstance(e, str)])
        for part in parts
    ]


def _changed(random: Random, document: SearchDocument, corpus: Corpus) -> SearchDocument:
    """Give a document the text of another one, or only other words in its title and facets."""
    alike = [one for one in corpus.later if one.language == document.language]
    other = random.choice(in_order(alike))
    if random.random() < 0.5:
        return replace(other, key=document.key, url=document.url)
    words = other.title.split()
    return replace(
        document,
        title=f"{document.title} {words[0]}",
        facets=other.facets,
        numbers=other.numbers,
    )


def read_corpus(file: Path) -> Corpus:
    """Read what this script wrote."""
    with file.open("rb") as opened:
        found: Corpus = pickle.load(opened)  # noqa: S301 - written by this test
        return found


def write_corpus(file: Path) -> dict[str, int]:
    """Fill the site and write its corpus; return how much there is of each."""
    later = _fill_site()
    from search import extension_points, followers
    from search.building import all_documents
    from search.engines.fields import slug_of
    from search.results import STANDARD_SORTS, TRANSLATED_FIRST

    every = [document for built in all_documents() for document in built.documents]
    sorts = [sort.keys for sort in (*STANDARD_SORTS, *extension_points.sorts.items()) if sort.keys]
    corpus = Corpus(
        documents=[document for document in every if slug_of(document.url) not in later],
        later=[document for document in every if slug_of(document.url) in later],
        synonyms={language: followers._synonyms_at(0, language) for language in ("nl", "en")},
        sorts=[*dict.fromkeys(sorts), TRANSLATED_FIRST],
    )
    # By this name and not by that of a script, so that others can read it.
    from tests.search.equivalence import corpus as module

    with file.open("wb") as opened:
        pickle.dump(module.Corpus(*corpus), opened)
    return {"documents": len(corpus.documents), "later": len(corpus.later)}


def _fill_site() -> set[str]:
    """Load the starter catalogue and generated methods; return the slugs of those for later."""
    from benchmarks.loader import load_records
    from benchmarks.texts import MethodWriter
    from slimmernetwerk import setup

    setup.prepare_site()
    for step in setup.steps(with_content=True):
        step.run()
    areas, random = _add_hierarchy(), Random(5)
    records = [
        replace(record, terms={**record.terms, "gebied": (random.choice(areas),)})
        for record in MethodWriter(seed=5).write(GENERATED + LATER)
    ]
    load_records(records, seed=5)
    return {record.key for record in records[GENERATED:]}


def _add_hierarchy() -> list[str]:
    """Add a vocabulary of three levels, which the starter catalogue has not; return its slugs."""
    from vocabularies.models import Term, Vocabulary

    vocabulary = Vocabulary.objects.create(
        key="gebied", label_nl="Gebied", is_hierarchical=True, applies_to=["method"]
    )
    above: list[Term | None] = [None]
    for name in ("landsdeel", "provincie", "gemeente"):
        above = [
            Term.objects.create(
                vocabulary=vocabulary,
                slug=f"{name}-{number}-{parent.slug if parent else 'nl'}",
                label_nl=f"{name} {number}",
                parent=parent,
            )
            for parent in above
            for number in range(3)
        ]
    return list(vocabulary.terms.values_list("slug", flat=True).order_by("slug"))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(write_corpus(Path(sys.argv[1]))))
