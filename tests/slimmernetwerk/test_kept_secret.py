"""Processes that start together on a new machine share one secret."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

from slimmernetwerk.settings import base

STARTS = 40


def test_all_who_start_together_get_one_secret(tmp_path, monkeypatch):
    for number in range(STARTS):
        monkeypatch.setattr(base, "DATA_DIR", tmp_path / str(number))
        with ThreadPoolExecutor(8) as starting:
            secrets = {*starting.map(lambda _: base._kept_secret(), range(8))}
        assert [len(secret) for secret in secrets] == [50]


def test_secret_is_for_its_owner_only_and_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(base, "DATA_DIR", tmp_path)
    secret = base._kept_secret()
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
    assert base._kept_secret() == secret
