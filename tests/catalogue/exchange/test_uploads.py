"""Uploads that mean harm, or were made in haste: each is refused in words, none touches a disk."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import PurePosixPath

import pytest

from catalogue.exchange import uploads
from catalogue.exchange.uploads import UploadRefused, read_upload

YAML = b"key: premortem\ntitle: Premortem\n"


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """Make a zip of (name or ZipInfo, bytes)."""
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", method) as archive:
        warnings.simplefilter("ignore")  # names that stand there twice
        for name, content in entries:
            archive.writestr(name, content)
    return data.getvalue()


def one(name, content=YAML, **options):
    return zipped((name, content), **options)


def link():
    entry = zipfile.ZipInfo("methods/premortem.yaml")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return one(entry, b"/etc/passwd")


def locked():
    """A zip that says of its file that it has a password."""
    data = bytearray(one("premortem.yaml"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying_about_size():
    """A zip whose table says three bytes where four megabytes come out."""
    data = bytearray(one("premortem.yaml", b"0" * 4_000_000))
    start = data.index(b"PK\x01\x02")
    data[start + 24 : start + 28] = (3).to_bytes(4, "little")
    return bytes(data)


def damaged():
    data = bytearray(one("premortem.yaml", YAML, method=zipfile.ZIP_STORED))
    data[data.index(YAML)] ^= 0xFF
    return bytes(data)


HOSTILE = {
    "a step up": (lambda: one("../premortem.yaml"), "buiten de zip"),
    "a step up inside": (lambda: one("methods/../../premortem.yaml"), "buiten de zip"),
    "a whole path": (lambda: one("/etc/cron.d/premortem.yaml"), "buiten de zip"),
    "a path of Windows": (lambda: one("..\\..\\premortem.yaml"), "buiten de zip"),
    "a drive of Windows": (lambda: one("C:premortem.yaml"), "buiten de zip"),
    "another stream of NTFS": (lambda: one("premortem.txt:premortem.yaml"), "buiten de zip"),
    "text that runs backwards": (lambda: one("pre\u202elmay.yaml"), "niet te zien"),
    "a line end in the name": (lambda: one("pre\nmortem.yaml"), "niet te zien"),
    "an endless name": (lambda: one("a" * 300 + ".yaml"), "te lang"),
    "folders in folders": (lambda: one("a/b/c/d/e/f/premortem.yaml"), "te veel mappen"),
    "a password": (locked, "wachtwoord"),
    "a link": (link, "snelkoppeling"),
    "bzip2": (lambda: one("premortem.yaml", method=zipfile.ZIP_BZIP2), "ongewone manier"),
    "lzma": (lambda: one("premortem.yaml", method=zipfile.ZIP_LZMA), "ongewone manier"),
    "a bomb": (lambda: one("premortem.yaml", b"0" * 50_000_000), "groter dan 1 MB"),
    "a lie about the size": (lying_about_size, "beschadigd"),
    "many bombs": (
        lambda: zipped(*[(f"m{n}.yaml", b"0" * 900_000) for n in range(10)]),
        "groter dan 5 MB",
    ),
    "half a zip": (lambda: one("premortem.yaml")[:60], "beschadigd"),
    "no zip at all": (lambda: b"MZ\x90\x00" * 50, "beschadigd"),
    "an empty file": (lambda: b"", "beschadigd"),
    "changed bytes": (damaged, "beschadigd"),
    "an empty zip": (lambda: zipped(), "geen .yaml"),
    "folders only": (lambda: one("methods/", b""), "geen .yaml"),
    "a zip in a zip": (lambda: one("binnen.zip", one("premortem.yaml")), "geen .yaml"),
    "one name twice": (
        lambda: zipped(("premortem.yaml", YAML), ("premortem.yaml", b"key: anders")),
        "twee keer",
    ),
    "too many methods": (
        lambda: zipped(*[(f"m{n}.yaml", YAML) for n in range(uploads.MAX_FILES + 1)]),
        "meer dan 300",
    ),
    "too many other files": (
        lambda: zipped(*[(f"{n}.txt", b"") for n in range(uploads.MAX_ENTRIES + 1)]),
        "meer dan 1000",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_zip_is_refused_in_words(name):
    make, words = HOSTILE[name]
    with pytest.raises(UploadRefused, match=words):
        read_upload([("methoden.zip", make())])


@pytest.mark.parametrize("name", ["methode.exe", "methode", "methode.yaml.php", ".yaml"])
def test_loose_file_of_another_kind_is_refused(name):
    with pytest.raises(UploadRefused, match="geen YAML-bestand"):
        read_upload([(name, YAML)])


def test_loose_file_over_a_megabyte_is_refused():
    with pytest.raises(UploadRefused, match="groter dan 1 MB"):
        read_upload([("premortem.yaml", b"#" * 1_000_001)])


def test_loose_files_count_together():
    with pytest.raises(UploadRefused, match="groter dan 5 MB"):
        read_upload([(f"m{n}.yaml", b"#" * 900_000) for n in range(6)])


def test_name_in_a_refusal_is_never_endless():
    with pytest.raises(UploadRefused) as refused:
        read_upload([("methoden.zip", one("../" + "a" * 5000 + ".yaml"))])
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    "name", ["__MACOSX/methods/._premortem.yaml", ".git/config.yaml", "methods/.premortem.yaml"]
)
def test_what_a_system_left_in_a_zip_is_passed_over_without_a_word(name):
    upload = read_upload([("methoden.zip", zipped(("premortem.yaml", YAML), (name, b"\x00")))])
    assert [str(file.path) for file in upload.files] == ["premortem.yaml"]
    assert upload.skipped == []


def test_other_files_in_a_zip_are_passed_over_and_named():
    data = zipped(("premortem.yaml", YAML), ("LEESMIJ.txt", b"x"), ("binnen.zip", b"PK"))
    assert read_upload([("methoden.zip", data)]).skipped == ["LEESMIJ.txt", "binnen.zip"]


@pytest.mark.parametrize(
    ("name", "data", "is_case"),
    [
        ("cases/premortem.yaml", YAML, True),
        ("methods/premortem.yaml", YAML, False),
        ("premortem.yaml", YAML, False),
        ("mijn-map/premortem.yml", b"key: x\noutcome: gelukt\n", True),
        ("methods/premortem.yaml", b"key: x\noutcome: gelukt\n", False),
    ],
)
def test_folder_tells_a_case_and_else_the_text(name, data, is_case):
    [file] = read_upload([("methoden.zip", one(name, data))]).files
    assert (file.path, file.is_case) == (PurePosixPath(name), is_case)


def test_several_zips_and_files_come_together_methods_first():
    case = b"key: a\noutcome: gelukt\n"
    sent = [("a.yaml", case), ("m.zip", one("methods/b.yaml")), ("n.zip", one("c.yml"))]
    assert [str(file.path) for file in read_upload(sent).files] == [
        "c.yml",
        "methods/b.yaml",
        "a.yaml",
    ]


def test_nothing_is_written_to_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read_upload([("methoden.zip", zipped(("methods/premortem.yaml", YAML), ("a/b.txt", b"x")))])
    assert list(tmp_path.rglob("*")) == []
