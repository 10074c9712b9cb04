"""Read the word lists in search/data: one entry a line, # opens a comment."""

from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def read_lines(name: str) -> list[str]:
    """Return the entries of a list in the order of the file."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].strip() for line in lines)
    return [entry for entry in entries if entry]


def read_words(name: str) -> frozenset[str]:
    """Return a list as a set; several words on a line are several entries."""
    return frozenset(word for line in read_lines(name) for word in line.split())


def read_pairs(name: str) -> dict[str, str]:
    """Return lines of "form = base" as a dictionary from form to base; several forms may share."""
    pairs: dict[str, str] = {}
    for line in read_lines(name):
        forms, _, base = line.partition("=")
        pairs.update(dict.fromkeys(forms.split(), base.strip()))
    return pairs
