"""Gaps: the questions of visitors that nothing answers, and which of them may be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from django.http import HttpRequest

from search.gap_texts import kept_text
from search.models import SearchGap
from search.types import SearchRequest, SearchResult

MOST_VALUES = 8  # chosen filters; nobody else asks for a combination of more
LONGEST_FILTERS = 300

# Who names itself like this is no visitor. The name is looked at, not kept.
_ROBOT = re.compile(r"bot|crawl|spider|slurp|archiv|monitor|curl|wget|python|scrapy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer, as it is counted: equal questions are one."""

    kind: str
    language: str
    type: str = ""
    text: str = ""
    filters: str = ""
    corrected_to: str = ""

    @property
    def key(self) -> str:
        parts = (self.kind, self.language, self.type, self.text, self.filters, self.corrected_to)
        return sha256("\n".join(parts).encode()).hexdigest()


def gap_of(asked: SearchRequest, result: SearchResult) -> Gap | None:
    """Return the gap that an answer shows; None for an answer, or for what may not be kept."""
    is_answered = result.total and result.full_matches != 0
    if asked.offset or (is_answered and not result.corrected):
        return None  # further pages of a list are no new question
    text, filters = kept_text(asked.text), _filters(asked)
    if filters is None or bool(text) != bool(asked.text) or not (text or filters):
        return None
    type_name = asked.types[0] if len(asked.types) == 1 else ""
    if not result.corrected:
        kind = SearchGap.Kind.TEXT if text else SearchGap.Kind.FILTERS
        return Gap(kind, asked.language, type_name, text, filters)
    better = kept_text(result.correction or "")
    kind = SearchGap.Kind.CORRECTED
    return Gap(kind, asked.language, type_name, text, filters, better) if better else None


def _filters(asked: SearchRequest) -> str | None:
    """Return the chosen filters in a fixed order, None for more than anybody else would choose."""
    chosen = sorted((name, value) for name, values in asked.filters.items() for value in values)
    written = urlencode(chosen)
    is_much = len(chosen) > MOST_VALUES or len(written) > LONGEST_FILTERS
    return None if is_much else written


def is_asked_by_a_person(request: HttpRequest) -> bool:
    """Tell whether a person seems to ask: no robot, and no browser that fetches ahead."""
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    is_robot = not agent or _ROBOT.search(agent) is not None
    return request.method == "GET" and not is_robot and "prefetch" not in ahead
