"""Import and index methods from files, each size in processes of its own, to see their memory."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import Goal
from benchmarks.places import ROOT, Places
from benchmarks.processes import Run, run_measured
from benchmarks.report import Report
from benchmarks.texts import MethodWriter
from catalogue.content.writing import write_method

SIZES = (500, 1_000, 2_000)
SECONDS = 180
MEGABYTES = 600
GROWTH = 1.25  # how much more a method may take in the largest import than in the smallest


def measure_import(report: Report, places: Places, sizes: tuple[int, ...] = SIZES) -> None:
    """Time `import_methods` and `search sync` for each size, and hold the largest to the goals."""
    each: list[float] = []
    for size in sizes:
        files = _write_files(places.folder / f"files-{size}", size)
        environment = places.copy(f"import-{size}")
        imported = _run(["import_methods", str(files)], environment)
        indexed = _run(["search", "sync"], environment)
        seconds = imported.seconds + indexed.seconds
        memory = max(imported.megabytes, indexed.megabytes)
        each.append(1000 * seconds / size)
        report.note(
            f"{size} methods: imported in {imported.seconds:.1f} s, indexed in "
            f"{indexed.seconds:.1f} s, {each[-1]:.1f} ms a method, peak memory "
            f"{imported.megabytes:.0f} MB and {indexed.megabytes:.0f} MB"
        )
    report.add(Goal(f"Import and index of {sizes[-1]} methods", SECONDS, seconds, "s"))
    report.add(Goal(f"Peak memory with {sizes[-1]} methods", MEGABYTES, memory, "MB"))
    name = f"Time a method at {sizes[-1]} against {sizes[0]}"
    report.add(Goal(name, GROWTH, each[-1] / each[0], "times"))


def _write_files(folder: Path, count: int) -> Path:
    folder.mkdir()
    for record in MethodWriter(seed=count).write(count):
        (folder / f"{record.key}.yaml").write_bytes(write_method(record))
    return folder


def _run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a management command."""
    return run_measured([str(ROOT / "manage.py"), *command], environment)
