"""The guide to a first plugin is followed word for word, in a folder of its own."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests import servers

GUIDE = servers.ROOT / "docs" / "how-to" / "first-plugin.md"
# A file with its new text, or commands, in the order of the page.
STEP = re.compile(
    r"^`plugins/(?P<path>[\w/.]+)`:\n\n```\w+\n(?P<text>.*?)^```"
    r"|^```console\n(?P<commands>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
SECONDS = 300


class Reader:
    """Somebody who does what the page says; the plugin comes in `folder`."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        self.variables = servers.environment(data, plugins=servers.CORE_PLUGINS)
        self.variables["PYTHONPATH"] += f":{folder}"
        del self.variables["DJANGO_SETTINGS_MODULE"]

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def run(self, command: str) -> None:
        words = shlex.split(command.replace("plugins/", f"{self.folder}/"))
        if words[0] == "export":
            name, _equals, value = words[1].partition("=")
            self.variables[name] = value
            return
        assert words[0] == "python", f"the guide runs only Python: {command}"
        if words[1:4] == ["manage.py", "plugins", "new"]:
            words += ["--directory", str(self.folder)]
        if words[1:3] == ["-m", "pytest"]:
            options = f"-p no:cacheprovider -q --rootdir {servers.ROOT} -c"
            words += [*options.split(), str(servers.ROOT / "pyproject.toml")]
        done = subprocess.run(
            [sys.executable, *words[1:]],
            cwd=servers.ROOT,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def test_guide_works_word_for_word(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "plugins", tmp_path / "data")
    reader.folder.mkdir()
    # In the repository the fixtures are found above the plugin.
    (reader.folder / "conftest.py").symlink_to(servers.ROOT / "conftest.py")
    (tmp_path / "data").mkdir()
    steps = list(STEP.finditer(GUIDE.read_text()))
    for step in steps:
        if step["path"]:
            reader.write(step["path"], step["text"])
        for line in (step["commands"] or "").splitlines():
            reader.run(line.removeprefix("$ "))
    assert len(steps) > 8


def test_new_plugin_never_overwrites(tmp_path: Path) -> None:
    from django.core.management import CommandError, call_command

    folder = str(tmp_path)
    call_command("plugins", "new", "reading_list", directory=tmp_path)
    models = tmp_path / "reading_list" / "models.py"
    models.write_text("# mine\n")
    with pytest.raises(CommandError, match="is there already"):
        call_command("plugins", "new", "reading_list", "--directory", folder)
    assert models.read_text() == "# mine\n"


@pytest.mark.parametrize("name", ["Reading", "../weg", "1st", "a", "met spatie"])
def test_impossible_name_is_refused(tmp_path: Path, name: str) -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="no name for a plugin"):
        call_command("plugins", "new", name, directory=tmp_path)
    assert list(tmp_path.iterdir()) == []
