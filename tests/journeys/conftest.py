"""A demonstration site in a process of its own, and Chromium to visit it with.

The site is prepared once, through the real importers; every server answers from a copy. A visit
fails at its end when the browser reported an error, a violated security policy or a request to
another machine.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests import servers
from tests.journeys.screens import DESK
from tools.demo_site import SECONDS, answers, find_chromium
from tools.throw_away import free_port

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@dataclass(frozen=True)
class DemoSite:
    """A running site and the passwords of its users."""

    url: str
    logins: dict[str, str]


def _variables(data: Path) -> dict[str, str]:
    variables = servers.environment(data, plugins=servers.AS_IN_THE_DEMO)
    return {**variables, "LOG_LEVEL": "ERROR", "PYTHONUNBUFFERED": "1"}


def _demo(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(servers.ROOT / "manage.py"), "demo", *arguments]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of the browser; without one there is no need to prepare a site."""
    return find_chromium() or servers.require("No Chromium on this machine")


@pytest.fixture(scope="session")
def prepared_data(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site with the example content; one for all workers, to copy."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    data = shared / "demo-data"
    with (shared / "demo-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / "demo-stamp").exists():
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir()
            command = _demo(data, "--no-serve", "--port", str(free_port()))
            done = subprocess.run(
                command, env=_variables(data), cwd=data, text=True, capture_output=True
            )
            assert done.returncode == 0, done.stderr[-4000:]
    return data


@contextmanager
def serving(prepared: Path, folder: Path, **variables: str) -> Iterator[DemoSite]:
    """Serve a copy of the prepared data, as `make demo` does; its log must hold no error."""
    data = folder / "data"
    shutil.copytree(prepared, data)
    url = f"http://127.0.0.1:{(port := free_port())}"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            _demo(data, "--port", str(port)),
            env={**_variables(data), **variables},
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        if not answers(url, process):
            pytest.fail(f"The site does not answer: {(folder / 'log').read_text()[-4000:]}")
        yield DemoSite(url, json.loads((data / "demo-logins.json").read_text()))
    finally:
        process.terminate()
        process.wait(SECONDS)
    said = (folder / "log").read_text()
    assert "Traceback" not in said, said[-4000:]


@pytest.fixture(scope="session")
def demo_site(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """A site to read only; one for each worker."""
    with serving(prepared_data, tmp_path_factory.mktemp("read")) as running:
        yield running


@pytest.fixture
def own_site(prepared_data: Path, tmp_path: Path) -> Iterator[DemoSite]:
    """A site that only this test writes to."""
    with serving(prepared_data, tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium; closed with the module, for Django refuses its database while it is open."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Visit:
    """One visitor: a browser context without history, and what went wrong in it."""

    page: Page
    context: BrowserContext
    host: str
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def listen(self) -> None:
        self.context.on("request", lambda request: self._requested(request.url))
        self.context.on("console", self._said)
        self.context.on("weberror", lambda event: self.problems.append(str(event.error)))

    def expect_missing(self, path: str) -> None:
        """Say that this address answers 404, which the browser reports as an error."""
        self.missing.add(path)

    def _requested(self, url: str) -> None:
        self.requests.append(url)
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc != self.host:
            self.problems.append(f"request to another machine: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        is_expected = (
            "status of 404" in message.text
            and urlsplit(message.location["url"]).path in self.missing
        )
        if message.type == "error" and not is_expected:
            self.problems.append(message.text)


Visits = Callable[..., Visit]


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Start a visit to a site: `visits(site, viewport=PHONE, java_script_enabled=False)`."""
    started: list[Visit] = []

    def start(site: DemoSite, **options: Any) -> Visit:
        options = {"viewport": DESK, "locale": "nl-NL", **options}
        context = browser.new_context(base_url=site.url, **options)
        context.set_default_timeout(15_000)
        visit = Visit(context.new_page(), context, urlsplit(site.url).netloc)
        visit.listen()
        started.append(visit)
        return visit

    yield start
    for visit in started:
        visit.context.close()
    assert [problem for visit in started for problem in visit.problems] == []


@pytest.fixture
def visit(visits: Visits, demo_site: DemoSite) -> Visit:
    """An anonymous visitor at a desk."""
    return visits(demo_site)


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


@pytest.fixture
def sign_in(visits: Visits) -> Callable[..., Page]:
    """Sign in to the admin of a site and return its page: `sign_in(site, "redacteur")`."""

    def enter(site: DemoSite, name: str, **options: Any) -> Page:
        page = visits(site, **options).page
        page.goto("/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", site.logins[name])
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        return page

    return enter
