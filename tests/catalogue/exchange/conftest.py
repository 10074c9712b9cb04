"""Fixtures for the import and export screens: uploads, and both steps of an import."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from slimmernetwerk.models import User
from tests.catalogue.exchange.answers import Answer, hidden


@pytest.fixture
def packed(files: Any) -> Callable[..., bytes]:
    """Pack files of the sample in a zip: `packed()` or `packed("methods/premortem")`."""

    def pack(*names: str) -> bytes:
        chosen = [files / f"{name}.yaml" for name in names] or sorted(files.rglob("*.yaml"))
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in chosen:
                archive.write(file, file.relative_to(files))
        return data.getvalue()

    return pack


@pytest.fixture
def check() -> Callable[..., Answer]:
    """Take the first step: `check(client, packed())`, or with loose files by name."""

    def post(client: Any, data: bytes = b"", **loose: bytes) -> Answer:
        sent = [SimpleUploadedFile("methoden.zip", data)] if data else []
        sent += [SimpleUploadedFile(f"{name}.yaml", text) for name, text in loose.items()]
        return client.post(reverse("methods_import"), {"sent": sent})

    return post


@pytest.fixture
def confirm() -> Callable[..., Answer]:
    """Take the second step with what the first one put in its form."""

    def post(client: Any, shown: Answer, **changed: str) -> Answer:
        fields = {name: hidden(shown, name) for name in ("checked", "mode")}
        return client.post(reverse("methods_import"), {**fields, **changed}, follow=True)

    return post


@pytest.fixture
def outsider(site: Any) -> User:
    """Somebody who may open the admin and edit no page."""
    from django.contrib.auth.models import Permission

    user = User.objects.create_user("lezer", "lezer@slimmernetwerk.example", "lezer")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user
