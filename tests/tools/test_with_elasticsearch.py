"""What the tool says and does before it starts a server; `make test-elasticsearch` starts one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tools import elasticsearch_home
from tools.elasticsearch_home import NoElasticsearch, java_for, major_of

ROOT = Path(__file__).resolve().parents[2]
TELL_URL = (sys.executable, "-c", "import os; print(os.environ['ELASTICSEARCH_URL'])")


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, str(ROOT / "tools/with_elasticsearch.py"), *arguments]
    return subprocess.run(
        command, env={**kept, **variables}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def distribution(tmp_path: Path) -> Path:
    """A folder that looks like Elasticsearch 8 and has its own Java."""
    (tmp_path / "lib").mkdir()
    for name in ("elasticsearch-8.19.8.jar", "elasticsearch-core-8.19.8.jar"):
        (tmp_path / "lib" / name).touch()
    (tmp_path / "jdk" / "bin").mkdir(parents=True)
    (tmp_path / "jdk" / "bin" / "java").touch()
    return tmp_path


@pytest.fixture
def server() -> Iterator[str]:
    """The address of something that says it is Elasticsearch 8."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"version": {"number": "8.19.8"}}).encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def test_nothing_named_says_what_to_set():
    done = run("true")
    assert "ELASTICSEARCH_HOME" in done.stderr and "ELASTICSEARCH_URL" in done.stderr


@pytest.mark.parametrize(("required", "code"), [("", 0), ("1", 1)])
def test_nothing_named_fails_only_where_services_are_promised(required, code):
    assert run("false", REQUIRE_SERVICES=required).returncode == code


def test_command_gets_the_address_of_the_server_that_is_there(server):
    assert run(*TELL_URL, ELASTICSEARCH_URL=server).stdout.strip() == server


def test_result_of_the_command_is_passed_on(server):
    assert run("sh", "-c", "exit 7", ELASTICSEARCH_URL=server).returncode == 7


def test_server_of_another_version_is_refused(server):
    done = run("--major", "9", *TELL_URL, ELASTICSEARCH_URL=server)
    assert (done.stdout, "9 is needed" in done.stderr) == ("", True)


def test_address_without_a_server_is_told():
    done = run("--major", "9", "true", ELASTICSEARCH_URL="http://127.0.0.1:9")
    assert "does not answer" in done.stderr


def test_distribution_of_another_version_is_refused(distribution):
    done = run("--major", "9", "true", ELASTICSEARCH_HOME=str(distribution))
    assert "9 is needed" in done.stderr


def test_version_is_that_of_the_server_itself(distribution):
    assert major_of(distribution) == "8"


def test_folder_without_a_server_is_named(tmp_path):
    with pytest.raises(NoElasticsearch, match=tmp_path.name):
        major_of(tmp_path)


def test_java_of_the_distribution_goes_first(distribution):
    assert java_for(distribution, "8") == distribution / "jdk"


def java(folder: Path, version: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch()
    (folder / "release").write_text(f'IMPLEMENTOR="X"\nJAVA_VERSION="{version}"\n')
    return folder


def test_java_that_is_new_enough_is_taken(tmp_path, monkeypatch):
    monkeypatch.setitem(elasticsearch_home.LEAST_JAVA, "9", 998)
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path / "java", "998.0.1")))
    assert java_for(tmp_path, "9") == tmp_path / "java"


def test_java_that_is_too_old_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(elasticsearch_home.LEAST_JAVA, "9", 998)
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path / "java", "997.0.1")))
    with pytest.raises(NoElasticsearch, match="Java 998"):
        java_for(tmp_path, "9")
