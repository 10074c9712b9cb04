"""A chart of lines as SVG: both axes by powers of ten, readable on light and dark paper."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 780, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 256, 44, 52
# Colours that differ in lightness as well, with at least 3:1 on their paper; light, then dark.
LINES = (
    ("#0b6e4f", "#5fd3a8"),
    ("#1f4e9c", "#8ab4ff"),
    ("#8a5a00", "#ffc45c"),
    ("#7a1f5c", "#f09ad0"),
    ("#5c5c5c", "#c4c4c4"),
    ("#a3341c", "#ff9d84"),
)
DASHES = ("", "8 4", "3 3", "10 3 3 3", "1 4", "14 5")

Line = Mapping[int, float]  # from a number of documents to milliseconds


@dataclass(frozen=True)
class Scale:
    """A range of numbers on a range of places, by powers of ten."""

    least: float
    most: float
    first: float
    last: float

    def place(self, value: float) -> float:
        share = math.log10(value / self.least) / math.log10(self.most / self.least)
        return self.first + share * (self.last - self.first)

    def ticks(self) -> list[float]:
        """Return the powers of ten within the range."""
        powers = range(round(math.log10(self.least)), round(math.log10(self.most)) + 1)
        return [10.0**power for power in powers]


def draw(title: str, description: str, lines: Mapping[str, Line], *, x: str, y: str) -> str:
    """Return an SVG with its title and description for who cannot see it."""
    across = _scale([n for line in lines.values() for n in line], LEFT, WIDTH - RIGHT)
    up = _scale([ms for line in lines.values() for ms in line.values()], HEIGHT - BOTTOM, TOP)
    parts = [*_axes(across, up, x, y)]
    for number, (name, line) in enumerate(lines.items()):
        parts += _line(number, name, line, across, up)
    return "\n".join([*_head(title, description), *parts, "</svg>", ""])


def _scale(values: Sequence[float], first: float, last: float) -> Scale:
    least = 10.0 ** math.floor(math.log10(min(values)))
    most = 10.0 ** math.ceil(math.log10(max(values)))
    return Scale(least, most if most > least else least * 10, first, last)


def _head(title: str, description: str) -> list[str]:
    light = "".join(f".l{n}{{stroke:{one}}}.f{n}{{fill:{one}}}" for n, (one, _) in enumerate(LINES))
    dark = "".join(f".l{n}{{stroke:{one}}}.f{n}{{fill:{one}}}" for n, (_, one) in enumerate(LINES))
    style = (
        "text{font:13px system-ui,sans-serif;fill:#1a1a1a}.paper{fill:#fff}.grid{stroke:#d5d5d5}"
        f"path{{fill:none;stroke-width:2.5}}.grid{{stroke-width:1}}{light}"
        "@media (prefers-color-scheme:dark){text{fill:#eee}.paper{fill:#16181c}"
        f".grid{{stroke:#444}}{dark}}}"
    )
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(description)}</desc>',
        f"<style>{style}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text x="{LEFT}" y="24" font-weight="bold">{escape(title)}</text>',
    ]


def _axes(across: Scale, up: Scale, x: str, y: str) -> list[str]:
    parts = []
    for tick in across.ticks():
        at = f"{across.place(tick):.1f}"
        parts.append(f'<path class="grid" d="M{at} {TOP}V{HEIGHT - BOTTOM}"/>')
        label = f'<text x="{at}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{tick:,.0f}</text>'
        parts.append(label)
    for tick in up.ticks():
        at = f"{up.place(tick):.1f}"
        parts.append(f'<path class="grid" d="M{LEFT} {at}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at}" dy="4" text-anchor="end">{tick:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x)}</text>')
    parts.append(f'<text x="16" y="{TOP - 8}">{escape(y)}</text>')
    return parts


def _line(number: int, name: str, line: Line, across: Scale, up: Scale) -> list[str]:
    colour, dash = number % len(LINES), DASHES[number % len(DASHES)]
    points = [(across.place(n), up.place(ms)) for n, ms in sorted(line.items())]
    path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
    key = TOP + 14 + number * 24
    start = WIDTH - RIGHT + 16
    return [
        f'<path class="l{colour}" stroke-dasharray="{dash}" d="M{path}"/>',
        *(f'<circle class="f{colour}" cx="{a:.1f}" cy="{b:.1f}" r="3.5"/>' for a, b in points),
        f'<path class="l{colour}" stroke-dasharray="{dash}" d="M{start} {key - 4}h28"/>',
        f'<text x="{start + 34}" y="{key}">{escape(name)}</text>',
    ]
