"""Reading what the import screen answers."""

from __future__ import annotations

import re
from typing import Any

Answer = Any
OUTCOME = re.compile(r'<tr data-outcome="(\w+)" data-key="([\w-]*)">')


def hidden(answer: Answer, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', text_of(answer))
    assert found, f"the form has no {name}"
    return found[1]


def text_of(answer: Answer) -> str:
    return str(answer.content.decode())


def outcomes(answer: Answer) -> dict[str, str]:
    """Return {key: outcome} of the table; a file without a key stands under ""."""
    return {key: outcome for outcome, key in OUTCOME.findall(text_of(answer))}
