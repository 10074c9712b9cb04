"""Two engines as one: a far one for capacity, and a near one that answers when it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from search.engines.base import Engine, EngineUnavailable, Searcher
from search.engines.breaker import Breaker
from search.types import SearchRequest, SearchResult, Suggestion

Result = TypeVar("Result")


class FailoverEngine(Searcher):
    """Search far away; suggest and relate from near by, where it takes no way to go.

    Both follow the journal by themselves. What the near engine answers in place of the far one is
    marked as a substitute, for it may be a little older.
    """

    def __init__(self, near: Engine, far: Engine, breaker: Breaker) -> None:
        self.near, self.far, self.breaker = near, far, breaker
        self.name = far.name

    def search(self, request: SearchRequest) -> SearchResult:
        try:
            return self.ask_far(lambda: self.far.search(request))
        except EngineUnavailable:
            return replace(self.near.search(request), is_substitute=True)

    def suggest(self, text: str, language: str, limit: int = 8) -> list[Suggestion]:
        return self._near_first(lambda engine: engine.suggest(text, language, limit))

    def related(self, key: str, limit: int = 4, types: tuple[str, ...] = ()) -> list[str]:
        return self._near_first(lambda engine: engine.related(key, limit, types))

    def close(self) -> None:
        self.near.close()
        self.far.close()

    def ask_far(self, ask: Callable[[], Result]) -> Result:
        """Ask the far engine something; raise EngineUnavailable at once while it is away."""
        if self.breaker.is_open():
            raise EngineUnavailable("The search server was away a moment ago")
        try:
            return ask()
        except EngineUnavailable as error:
            self.breaker.trip(str(error))
            raise

    def _near_first(self, ask: Callable[[Engine], Result]) -> Result:
        try:
            return ask(self.near)
        except EngineUnavailable:
            return self.ask_far(lambda: ask(self.far))
