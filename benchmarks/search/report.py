"""The figures as a page and a plot of the documentation, and as tables in the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from benchmarks.search.goals import goals_of
from benchmarks.search.parts import (
    AGREEMENT,
    ALTERNATING,
    BESIDE_BY_HAND,
    EMBEDDED,
    KINDS,
    KNOWN_SEARCHES,
    NEW_SEARCHES,
    PAGES,
    PUBLISHING,
    REBUILD,
    STAGES,
)
from benchmarks.search.plot import draw
from benchmarks.search.results import Results
from benchmarks.tables import goal_rows, listed, markdown, print_table

Rows = list[list[str]]
TIMES = {"calls": "calls", "p50": "p50 ms", "p95": "p95 ms", "p99": "p99 ms"}
BUILT = {
    "documents a second": "documents a second",
    "index MB": "index MB",
    "memory MB": "peak memory MB",
    "private MB": "of which private",
}
AGREED = {name: name for name in ("questions", "without a hit", "hits differ")}
STAGED = {"seconds": "seconds", "documents a second": "documents a second"}
SECTIONS = (
    (NEW_SEARCHES, "New searches", "documents", TIMES),
    (ALTERNATING, "New searches, all alternating at every question", "documents", TIMES),
    (BESIDE_BY_HAND, "Beside the same page written by hand", "documents", TIMES),
    (KNOWN_SEARCHES, "Known searches", "documents", TIMES),
    (AGREEMENT, "Whether they found the same", "documents", AGREED),
    (REBUILD, "Rebuilding", "documents", BUILT),
    (STAGES, "Stages of a rebuild in Elasticsearch", "documents", STAGED),
    (PAGES, "Beside Wagtail's own search", "pages", TIMES),
    (PUBLISHING, "From published to findable", "pages", TIMES),
)
PARTS = {part: title for part, title, _count, _figures in SECTIONS}


def show(results: Results, console: Console) -> None:
    """Print the tables."""
    for part, title, count, names in SECTIONS:
        if results.sizes(part):
            print_table(console, title, _rows(results, part, count, names))
    print_table(console, "Goals", goal_rows(goals_of(results)))


def write(results: Results, path: Path) -> None:
    """Write the page, and the plot beside it."""
    introduction = Path(__file__).with_name("introduction.md").read_text(encoding="utf-8").strip()
    parts = [introduction, "## Goals", markdown(goal_rows(goals_of(results)))]
    if results.sizes(NEW_SEARCHES):
        plot = path.with_suffix(".svg")
        plot.write_text(plot_of(results), encoding="utf-8")
        parts += [f"![{_sentence(results)}]({plot.name})"]
    for part, title, count, names in SECTIONS:
        if results.sizes(part):
            parts += [f"## {title}", markdown(_rows(results, part, count, names))]
        if part == NEW_SEARCHES and results.sizes(KINDS):
            parts += ["Medians in milliseconds by kind of question:", markdown(_kinds(results))]
    parts += ["## The runs", *_runs(results)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def plot_of(results: Results) -> str:
    """Draw the median time of new searches by the number of documents."""
    lines: dict[str, dict[int, float]] = {}
    for documents in results.sizes(NEW_SEARCHES):
        for name, figures in results.names(NEW_SEARCHES, documents).items():
            lines.setdefault(name, {})[documents] = figures["p50"]
    title = "Time of a new search, median"
    return draw(title, _sentence(results), lines, x="documents", y="ms")


def _sentence(results: Results) -> str:
    """Say in words what the plot shows, with the figures of the most documents."""
    documents = results.sizes(NEW_SEARCHES)[-1]
    medians = ", ".join(
        f"{name} {figures['p50']:.1f} ms"
        for name, figures in results.names(NEW_SEARCHES, documents).items()
    )
    return f"Median time of a new search by number of documents; with {documents:,}: {medians}"


def _rows(results: Results, part: str, count: str, names: dict[str, str]) -> Rows:
    rows = [[count, "", *names.values()]]
    for documents in results.sizes(part):
        for name, figures in results.names(part, documents).items():
            shown = [_shown(key, figures.get(key)) for key in names]
            rows.append([f"{documents:,}", name, *shown])
    return rows


def _shown(key: str, value: float | None) -> str:
    if value is None:
        return ""
    is_whole = key in {"calls", *AGREED} or value >= 1_000
    return f"{value:,.0f}" if is_whole else f"{value:.1f}"


def _kinds(results: Results) -> Rows:
    kinds = list(results.names(KINDS, results.sizes(KINDS)[0])[EMBEDDED])
    rows = [["documents", "", *kinds]]
    for documents in results.sizes(KINDS):
        for name, figures in results.names(KINDS, documents).items():
            rows.append([f"{documents:,}", name, *(_shown(k, figures.get(k)) for k in kinds)])
    return rows


def _runs(results: Results) -> list[str]:
    """Return on what each part was measured; what was measured together is told of together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for part, documents, run in results.runs():
        if part in PARTS:
            together.setdefault(tuple(run), []).append(f"{PARTS[part]}, {documents:,}")
    return [f"**{'; '.join(names)}**\n\n{listed(run)}" for run, names in together.items()]
