"""The walk of docs/adding-a-source.md as a new user goes it: its commands in order, its edits, the output they give.

``python -m tests.adding_a_source [odd] [wordpress]`` renews the output that the page shows.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from config.settings import PROJECT
from pipelines.cli import main
from tests.real_nginx import free_port, wait_for

MANUAL = PROJECT / "docs" / "adding-a-source.md"
EXAMPLES = PROJECT / "docs" / "adding-a-source"
PARTS = {"wordpress": "## Five minutes", "odd": "## Under an hour"}
BASES = {"wordpress": "http://127.0.0.1:18098", "odd": "http://127.0.0.1:18080"}
DAY = date(2026, 11, 22)
"""The day on which the commands of the page ran; those of today are told as if it were that day."""
BLOCK = re.compile(r"```(console|yaml)\n(.*?)```", re.DOTALL)
_FLEETING = [
    (re.compile(r"Run \d{8}T\d{6}-[0-9a-f]{6}"), "Run ID"),
    (re.compile(r"[\d,]+ bytes"), "N bytes"),
    (re.compile(r"silent for \d+"), "silent for N"),
    (re.compile(r"/20\d\d/[01]\d/"), "/YEAR/MONTH/"),
]
WORDS = (
    ("Two tax officers arrested", "Anti-fraud officers arrested two tax officers on suspicion of bribery.",
     "Both officers are in custody. All of this is invented."),
    ("Agreement with the Audit Office", "The Office signed a cooperation agreement with the Audit Office of Ghana.",
     "Both bodies will share what they find on contracts for roads."),
    ("Former mayor sentenced", "A former mayor was sentenced to three years in prison for embezzlement.",
     "The money had been meant for a school in the invented district."),
    ("Training for investigators", "Thirty investigators attended a training course on money laundering.",
     "It was the third of its kind in the invented capital."),
    ("Contractor charged", "Prosecutors charged a road contractor with bribing a minister.",
     "The road, which is invented as well, has never been built."),
)  # fmt: skip
"""Titles and bodies of the invented WordPress site, one a week, the newest of yesterday."""


@dataclass
class Step:
    """One block of the page: a command with its output, or an edit of the source's YAML."""

    command: str | None
    text: str
    """Output that the page shows; or the YAML that replaces the file's fields."""


class Walk:
    """One part of the page, gone in a folder of its own against a server on loopback."""

    def __init__(self, part: str, folder: Path, base: str) -> None:
        self._part, self._folder, self._base = part, folder, base
        settings = {"HOME": folder / "data", "SOURCES": folder / "sources", "FIXTURES": folder / "tests"}
        self._environment = {f"COMMUNIQUE_{name}": str(path) for name, path in settings.items()}
        (folder / "sources").mkdir()

    def run(self, command: str) -> str:
        """What the command prints, told as on the page's machine and day."""
        here = command.replace(BASES[self._part], self._base).replace("~/try", str(self._folder))
        program, *arguments = shlex.split(here)
        if program == "communique":
            done = CliRunner(env=self._environment).invoke(main, arguments)
            assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
            output = done.output
        else:
            assert program in ("cp", "cat"), f"the page may use communique, cp and cat, not {program}"
            copied = subprocess.run([program, *arguments], cwd=PROJECT, capture_output=True, text=True, check=True)
            output = copied.stdout
        return self._told(output)

    def edit(self, yaml: str) -> None:
        """Put each field of ``yaml`` in the place of the file's own, with the comment above it."""
        [path] = (self._folder / "sources").glob("*.yaml")
        text = path.read_text("utf-8")
        for field in re.findall(r"^\w+:.*\n(?: .*\n)*", yaml.replace(BASES[self._part], self._base), re.MULTILINE):
            name = field.partition(":")[0]
            pattern = rf"^(?:# to be looked at.*\n(?:#.*\n)*)?{name}:.*\n(?:[ ].*\n)*"
            text, count = re.subn(pattern, lambda _, field=field: field, text, flags=re.MULTILINE)
            assert count == 1, f"{path.name} has {count} fields {name!r}"
        path.write_text(text, "utf-8")

    def _told(self, output: str) -> str:
        output = output.replace(str(self._folder), "~/try").replace(self._base, BASES[self._part])
        today = datetime.now(UTC).date()
        shift = DAY - today
        days = re.compile(r"\b20\d\d-\d\d-\d\d\b" if self._part == "wordpress" else re.escape(today.isoformat()))
        output = days.sub(lambda found: str(date.fromisoformat(found[0]) + shift), output)
        return "".join(f"{line.rstrip()}\n" for line in output.strip("\n").split("\n")) if output.strip() else ""


def steps(part: str) -> list[Step]:
    """The blocks of one part of the page, in order."""
    text = MANUAL.read_text("utf-8").partition(PARTS[part])[2].partition("\n## ")[0]
    found = []
    for kind, content in BLOCK.findall(text):
        command, _, output = content.removeprefix("$ ").partition("\n")
        found.append(Step(None, content) if kind == "yaml" else Step(command, output))
    return found


def is_shown(output: str, shown: str) -> bool:
    """Whether the page shows the output; a line of the page that is only ``…`` stands for any lines."""
    lines = [".*" if line == "…" else re.escape(line) for line in steady(shown).split("\n")]
    return re.fullmatch("\n".join(lines), steady(output), re.DOTALL) is not None


def steady(text: str) -> str:
    """Without what differs from run to run."""
    for pattern, word in _FLEETING:
        text = pattern.sub(word, text)
    return text


@contextmanager
def odd_walk(folder: Path) -> Iterator[Walk]:
    """The odd site, copied into the folder and served by Python's own server."""
    site = folder / "site"
    shutil.copytree(EXAMPLES / "odd-site", site)
    for path in site.rglob("*.htm"):  # older than the redesign, which the page copies over it later
        os.utime(path, (1_700_000_000, 1_700_000_000))
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(site)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield Walk("odd", folder, f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


@contextmanager
def wordpress_walk(folder: Path) -> Iterator[Walk]:
    """A real WordPress with a release a week."""
    from tests.real_wordpress import WordPress

    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    releases = [
        {
            "title": title,
            "content": f"<p>{first}</p><p>{second}</p>",
            "date": f"{yesterday - number * timedelta(days=7)} 09:00:00",
        }
        for number, (title, first, second) in enumerate(WORDS)
    ]
    (folder / "wordpress").mkdir()
    with WordPress(folder / "wordpress", releases) as site:
        yield Walk("wordpress", folder, site.base)


def renew(part: str) -> None:
    """Put the output of this machine in the place of what the page shows otherwise; says how long each command took."""
    text = MANUAL.read_text("utf-8")
    place = text.index(PARTS[part])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        walk = stack.enter_context({"odd": odd_walk, "wordpress": wordpress_walk}[part](folder))
        for step in steps(part):
            if step.command is None:
                walk.edit(step.text)
                continue
            started = time.monotonic()
            output = walk.run(step.command)
            shown = is_shown(output, step.text)
            print(f"{time.monotonic() - started:6.1f} s  {'as shown' if shown else 'renewed '}  {step.command}")
            head = f"```console\n$ {step.command}\n"
            place = text.index(f"{head}{step.text}```", place) + len(head)
            if not shown:
                text = text[:place] + output + text[place + len(step.text) :]
    MANUAL.write_text(text, "utf-8")


if __name__ == "__main__":
    for named in sys.argv[1:] or PARTS:
        renew(named)
