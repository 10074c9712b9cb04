"""Seed ten kinds of drift on the server, and see whether the audit names and mends each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import StringIO
from typing import Any

from benchmarks.faults import planting
from benchmarks.faults.laboratory import Laboratory
from benchmarks.faults.outcome import Outcome, Planted

NAME = "Audit"
# The tests of the audit plant by hand as well; what is theirs alone needs no second copy here.
Seed = Callable[[Laboratory], object]


def wrong_facet(laboratory: Laboratory) -> None:
    document = planting.a_document()
    planting.write(laboratory, replace(document, facets={"theme": ["verdwenen"]}))


def wrong_language(laboratory: Laboratory) -> None:
    planting.write(laboratory, replace(planting.a_document(), language="en"))


def draft(laboratory: Laboratory) -> None:
    from slimmernetwerk.models import PlainPage

    (page,) = planting.pages(1)
    PlainPage.objects.filter(pk=page.pk).update(live=False)  # no signal, so no row


def duplicate(laboratory: Laboratory) -> None:
    from tests.search.planting import second_copy

    second_copy(laboratory.far, planting.a_document())


def old_mapping(laboratory: Laboratory) -> None:
    from tests.search.planting import old_mapping

    old_mapping(laboratory.far)


def orphan_index(laboratory: Laboratory) -> None:
    from tests.search.planting import orphan

    orphan(laboratory.far)


def double_alias(laboratory: Laboratory) -> None:
    from tests.search.planting import generation, second_target

    second_target(laboratory.far, generation(laboratory.far, mapping="old"))


# What is seeded, and how the audit names it.
SEEDS: dict[str, tuple[Seed, str]] = {
    "missing": (planting.deleted_behind_its_back, "missing"),
    "stale": (planting.changed_behind_its_back, "stale"),
    "wrong facet": (wrong_facet, "stale"),
    "phantom": (planting.added_behind_its_back, "phantom"),
    "draft": (draft, "private"),
    "wrong language": (wrong_language, "wrong language"),
    "duplicate": (duplicate, "duplicate"),
    "old mapping": (old_mapping, "old mapping"),
    "orphan index": (orphan_index, "orphan index"),
    "double alias": (double_alias, "double alias"),
}

FOR_THE_BLIND = ("missing", "stale", "wrong facet")


def measure(laboratory: Laboratory) -> Outcome:
    """Return how many kinds the audit found, and how many were mended."""
    found, mended = _found_and_mended(laboratory, SEEDS)
    with comparing_keys_only():
        seen_by_the_blind, _ = _found_and_mended(laboratory, FOR_THE_BLIND)
    missed = [name for name in FOR_THE_BLIND if name not in seen_by_the_blind]
    laboratory.level()
    return Outcome(
        name=NAME,
        done=f"{len(SEEDS)} kinds of drift, each seeded by itself: {', '.join(SEEDS)}",
        found=(
            f"`search audit` names {len(found)} of {len(SEEDS)} and nothing else; "
            f"`--repair` mends {len(mended)} of {len(SEEDS)}"
        ),
        is_met=len(found) == len(mended) == len(SEEDS),
        planted=[
            Planted(
                "an audit that compares keys only",
                f"names {len(seen_by_the_blind)} of {len(FOR_THE_BLIND)}, not: {', '.join(missed)}",
                missed == ["stale", "wrong facet"],
            )
        ],
    )


def _found_and_mended(laboratory: Laboratory, names: Iterable[str]) -> tuple[set[str], set[str]]:
    found, mended = set(), set()
    laboratory.level()
    for name in names:
        laboratory.say(f"{NAME}: {name}")
        seed, kind = SEEDS[name]
        seed(laboratory)
        laboratory.far.close()  # and forget what was known a moment ago
        if _kinds(_audit()) == {kind}:
            found.add(name)
        repaired = _audit("--repair")
        if "repair" in repaired and not _kinds(repaired) and not _kinds(_audit()):
            mended.add(name)
        else:
            laboratory.level()
    return found, mended


def _audit(*options: str) -> dict[str, Any]:
    """Return what `manage.py search audit --json` tells."""
    from django.core.management import CommandError, call_command

    out = StringIO()
    with suppress(CommandError):  # it found something, and tells what
        call_command("search", "audit", "--engine", "elasticsearch", "--json", *options, stdout=out)
    (told,) = json.loads(out.getvalue())
    return dict(told)


def _kinds(told: dict[str, Any]) -> set[str]:
    return set(told["drift"])


@contextmanager
def comparing_keys_only() -> Iterator[None]:
    """Plant a fault: the content of documents is not looked at."""
    from search import comparing

    digest = comparing._digest
    comparing._digest = lambda document: ""
    try:
        yield
    finally:
        comparing._digest = digest
