"""An upload between its check and its import: for one person, for a while, unchanged."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

import pytest
from django.conf import settings
from django.core import signing

from catalogue.exchange import sealing
from catalogue.exchange.sealing import CheckedUpload, SealBroken, seal, unseal
from catalogue.exchange.uploads import MAX_TOTAL, UploadedContent
from slimmernetwerk.models import User

USER, OTHER = User(pk=1), User(pk=11)
CHECKED = CheckedUpload(
    [UploadedContent(PurePosixPath("methods/é.yaml"), "titel: één\r\n".encode() + b"\xff\x00")],
    ["created"],
)


def test_seal_gives_back_every_byte():
    assert unseal(seal(CHECKED, USER), USER) == CHECKED


def test_seal_of_somebody_else_is_refused():
    with pytest.raises(SealBroken):
        unseal(seal(CHECKED, OTHER), USER)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: "A" + text,
        lambda text: text.replace(".", "", 1),
        lambda text: text.rpartition(":")[0],
        lambda text: "",
        lambda text: "\x00é:a:b",
        lambda text: signing.dumps([[], []], compress=True),
        lambda text: signing.dumps([[], []], salt="catalogue.exchange.sealing:11"),
    ],
    ids=["last", "first", "packing", "no seal", "empty", "no text", "other salt", "other user"],
)
def test_changed_seal_is_refused(change):
    with pytest.raises(SealBroken):
        unseal(change(seal(CHECKED, USER)), USER)


def test_seal_holds_for_two_hours(monkeypatch):
    text = seal(CHECKED, USER)
    monkeypatch.setattr(sealing, "MAX_AGE", -1)
    with pytest.raises(SealBroken):
        unseal(text, USER)


def test_largest_upload_that_does_not_pack_fits_in_a_form():
    noise = [os.urandom(MAX_TOTAL // 5) for _time in range(5)]
    files = [UploadedContent(PurePosixPath(f"{n}.yaml"), data) for n, data in enumerate(noise)]
    assert len(seal(CheckedUpload(files, []), USER)) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
