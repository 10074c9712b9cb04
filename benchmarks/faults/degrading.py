"""Visit and publish while the search server is in trouble, and see how soon it is well again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

from benchmarks.faults.counting import difference, is_level, seconds_until_level, shown_pages
from benchmarks.faults.degraded import BACK_SECONDS, HEADER, Degraded
from benchmarks.faults.front import Front, front
from benchmarks.faults.laboratory import QUICK, Laboratory
from benchmarks.faults.outcome import Outcome, Planted
from benchmarks.faults.processes import Child, Editors, editors, start_service
from benchmarks.faults.publisher import ASKING
from benchmarks.faults.troubles import MISSING, Trouble, in_trouble, troubles
from benchmarks.faults.visiting import Site, Visit, worker
from benchmarks.faults.worker import PATIENT, TALKATIVE
from benchmarks.measuring import Timing

NAME = "Server in trouble"
BETWEEN_VISITS = 0.2  # so that the looks at whether the server is back fall between them
WORD = "degrading"
PATIENCE = 60.0
FOUND_SECONDS = 3.0  # after which what was published must be found on this machine


@dataclass
class Crew:
    """Who works on the site meanwhile: editors with and without a server, and the service."""

    plain: Editors  # of a site without Elasticsearch
    by_url: dict[str, Editors]
    asking: Editors  # a planted fault
    service: Child


@contextmanager
def crew(laboratory: Laboratory, before: Front) -> Iterator[Crew]:
    with ExitStack() as stack:

        def editor(name: str, *options: str, **variables: str) -> Editors:
            return stack.enter_context(editors(1, name, *options, **variables))

        urls = (laboratory.server.url, before.url)
        found = Crew(
            editor("plain", SEARCH_ENGINE="embedded"),
            {url: editor(f"{WORD}{n}", ELASTICSEARCH_URL=url) for n, url in enumerate(urls)},
            editor("asking", ASKING, ELASTICSEARCH_URL=before.url),
            start_service(),
        )
        stack.callback(lambda: found.service.end())
        for one in (found.plain, found.asking, *found.by_url.values()):
            one.publish(2)  # the first are slow
        yield found


def measure(laboratory: Laboratory) -> Outcome:
    """Return what came of every trouble."""
    laboratory.level()
    found = []
    with front(laboratory.server.url) as before, crew(laboratory, before) as people:
        for trouble in troubles(laboratory, before):
            laboratory.say(f"{NAME}: {trouble.name}")
            found.append(_degrade(trouble, people))
            laboratory.say("  " + " | ".join(found[-1].row()))
        planted = _planted(laboratory, before, people)
    good = sum(not degraded.wrong for degraded in found)
    visits = sum(len(degraded.visits) for degraded in found)
    plain = median(degraded.plain_publish for degraded in found)
    return Outcome(
        name=NAME,
        done=f"{len(found)} troubles, {visits} visits, each trouble in a new web process",
        found=f"{good} of {len(found)} as promised (see below)",
        is_met=good == len(found),
        planted=planted,
        notes=[
            f"A publish without Elasticsearch took {plain:.0f} ms (median)",
            _left_out(laboratory),
        ],
        details=[HEADER, *(degraded.row() for degraded in found)],
    )


def _left_out(laboratory: Laboratory) -> str:
    if laboratory.process:
        return ""
    full = "" if laboratory.server.is_throw_away() else ", a full disk"
    return f"Left out: hung, dead{full}, for the server was not ours"


def _degrade(
    trouble: Trouble, people: Crew, *, fault: str = "", editor: Editors | None = None
) -> Degraded:
    sizes = QUICK if fault or editor else trouble.laboratory.sizes  # a fault shows soon
    editor = editor or people.by_url[trouble.url]
    options = ("--fault", fault) if fault else ()
    seconds_until_level(trouble.laboratory.server, PATIENCE)
    plain_publish = median(_publish(people.plain, sizes.publishes_in_degrade).samples)
    with worker(*options, ELASTICSEARCH_URL=trouble.url) as site:
        if trouble.name == MISSING:
            people.service.end()  # it would mend that before we look
        with in_trouble(trouble) as end:
            first = site.search(WORD)
            later = [_after_a_while(lambda: site.search(WORD)) for _ in range(sizes.visits)]
            filtered = [_after_a_while(site.filter) for _ in range(sizes.filtered_visits)]
            publish = _publish(editor, sizes.publishes_in_degrade)
            is_found = trouble.answers or _finds_the_last(site)
            is_told = trouble.takes_changes or _tells_what_waits(trouble.laboratory)
            end()
            if trouble.name == MISSING:
                people.service = start_service()
            back = _seconds_until_back(site, trouble)
        left = difference(trouble.laboratory.server) if back <= BACK_SECONDS else None
    return Degraded(
        trouble, first, later, filtered, publish, plain_publish, back, is_found, is_told, left
    )


def _publish(editor: Editors, number: int) -> Timing:
    """Let an editor publish some times; return what each took."""
    done = editor.published
    editor.publish(number)
    return Timing("publish", tuple(seconds * 1000 for seconds in editor.seconds[done:]))


def _after_a_while(visit: Callable[[], Visit]) -> Visit:
    time.sleep(BETWEEN_VISITS)
    return visit()


def _tells_what_waits(laboratory: Laboratory) -> bool:
    """Say whether `search status` and the admin tell that the server lacks changes."""
    from search import state

    return bool(state.state_of(laboratory.far).behind)


def _finds_the_last(site: Site) -> bool:
    """Say whether the page that was published last is found by the last word of its title.

    Not always at once: while the service writes the index of this machine, visitors get what is
    there.
    """
    page = shown_pages().latest("last_published_at")
    word, end = page.title.split()[-1], time.monotonic() + FOUND_SECONDS
    while f'href="{page.url}"' not in site.search(word).page:
        if time.monotonic() > end:
            return False
        time.sleep(BETWEEN_VISITS)
    return True


def _seconds_until_back(site: Site, trouble: Trouble) -> float:
    """Wait until pages come from the server again, with all that was published."""
    started = time.monotonic()
    while (passed := time.monotonic() - started) <= BACK_SECONDS:
        visit = site.search(WORD)
        if visit.status == 200 and not visit.says_so and is_level(trouble.laboratory.server):
            return passed
        time.sleep(BETWEEN_VISITS)
    return float("inf")


def _planted(laboratory: Laboratory, before: Front, people: Crew) -> list[Planted]:
    """Measure with a site that waits, one that tells too much, and an editor who waits."""
    by_name = {trouble.name: trouble for trouble in troubles(laboratory, before)}
    slow = next(trouble for name, trouble in by_name.items() if name.startswith("too slow"))
    busy = by_name["429"]
    visits_wait = _degrade(slow, people, fault=PATIENT)
    tells = _degrade(busy, people, fault=TALKATIVE)
    editors_wait = _degrade(slow, people, editor=people.asking)
    return [
        _reported("visitors wait for the server", {"first visit", "later visits"}, visits_wait),
        _reported("a page tells where the server is", {"secrets"}, tells),
        _reported("editors wait for the server", {"publish"}, editors_wait),
    ]


def _reported(fault: str, wrong: set[str], degraded: Degraded) -> Planted:
    said = ", ".join(degraded.wrong) or "nothing"
    return Planted(f"{fault} ({degraded.trouble.name})", said, wrong <= set(degraded.wrong))
