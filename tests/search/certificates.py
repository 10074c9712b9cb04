"""Certificates of an authority of our own, made by `openssl`, for servers on this machine."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]


class Authority(NamedTuple):
    """The certificate of an authority, and what a server needs that it vouches for."""

    ca_file: Path
    secure: ssl.SSLContext


def new_authority(folder: Path) -> Authority:
    """Make an authority and a server at 127.0.0.1; skip where there is no `openssl` 3."""
    ca_file, ca_key = folder / "ca.pem", folder / "ca.key"
    _request(ca_file, ca_key, "/CN=Authority", "keyUsage=critical,keyCertSign")
    signing = ["-CA", str(ca_file), "-CAkey", str(ca_key)]
    server, key = folder / "server.pem", folder / "server.key"
    _request(server, key, "/CN=server", "subjectAltName=IP:127.0.0.1", *signing)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(server, key)
    return Authority(ca_file, secure)


def _request(certificate: Path, key: Path, subject: str, extension: str, *signing: str) -> None:
    places = ["-out", str(certificate), "-keyout", str(key)]
    command = ["openssl", "req", "-x509", *KEY, *places, "-subj", subject, "-addext", extension]
    try:
        subprocess.run([*command, *signing], check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        pytest.skip(f"makes certificates with `openssl` 3: {error}")
