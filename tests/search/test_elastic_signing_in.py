"""Signing in to a server over HTTPS, and never to one whose certificate nobody vouches for."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Iterator

import pytest

from search.engines.base import EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from tests.search.bad_servers import ANSWERS, Answer, Asked, telling
from tests.search.certificates import Authority, new_authority
from tests.search.fake_index import FakeIndex

API_KEY, USERNAME, PASSWORD = "a2V5Og==", "zoeker", "geheim-woord"
WAYS = {
    "API key": ({"api_key": API_KEY}, f"ApiKey {API_KEY}"),
    "password": (
        {"username": USERNAME, "password": PASSWORD},
        "Basic " + b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode(),
    ),
    "both": ({"api_key": API_KEY, "username": USERNAME}, f"ApiKey {API_KEY}"),
    "neither": ({}, None),
}
SECRETS = (API_KEY, PASSWORD, WAYS["password"][1].split()[1], "127.0.0.1")


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory) -> Authority:
    """An authority that vouches for no server of these tests."""
    return new_authority(tmp_path_factory.mktemp("stranger"))


@pytest.fixture
def signed_in() -> list[str | None]:
    """With what each request signed in."""
    return []


@pytest.fixture
def url(authority, signed_in) -> Iterator[str]:
    """A server that answers over HTTPS, with an index at position 5."""

    def answer(asked: Asked) -> Answer:
        signed_in.append(asked.headers["Authorization"])
        return FakeIndex().answer(asked)

    with telling(answer, authority.secure) as address:
        yield address


def cursor_at(url: str, **signing_in: str) -> int | None:
    engine = ElasticEngine(Server((url,), read_seconds=5, **signing_in))
    try:
        return engine.cursor()
    finally:
        engine.close()


@pytest.mark.parametrize(("how", "header"), WAYS.values(), ids=WAYS)
def test_server_is_told_who_asks(how, header, url, authority, signed_in):
    assert cursor_at(url, ca_file=str(authority.ca_file), **how) == 5
    assert signed_in == [header]


@pytest.mark.parametrize("how", [WAYS["API key"][0], WAYS["password"][0]], ids=["key", "password"])
@pytest.mark.parametrize("trusts", ["what the machine trusts", "another authority"])
def test_server_that_nobody_vouches_for_is_away_and_learns_nothing(
    how, trusts, url, stranger, signed_in, caplog
):
    caplog.set_level(logging.INFO, logger="search")
    ca_file = "" if trusts == "what the machine trusts" else str(stranger.ca_file)
    with pytest.raises(EngineUnavailable) as failure:
        cursor_at(url, ca_file=ca_file, **how)
    told = f"{failure.value} {caplog.text}"
    assert (signed_in, [secret for secret in SECRETS if secret in told]) == ([], [])


@pytest.mark.parametrize("how", [WAYS["API key"][0], WAYS["password"][0]], ids=["key", "password"])
def test_refused_password_is_not_told(how, caplog):
    caplog.set_level(logging.INFO, logger="search")
    with (
        telling(lambda asked: ANSWERS["wrong password"]) as url,
        pytest.raises(EngineUnavailable) as failure,
    ):
        cursor_at(url, **how)
    told = f"{failure.value} {caplog.text}"
    assert [secret for secret in SECRETS if secret in told] == []
