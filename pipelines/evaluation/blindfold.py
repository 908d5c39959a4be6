"""The process that extracts while figures are measured: texts in, answers out, and no way to open an annotation.

``python -m pipelines.evaluation.blindfold`` reads JSON Lines from standard input. The first line names files that must
stay closed, so that the process can try them; each other line is what :data:`pipelines.evaluation.gold.GIVEN` allows.
It is put under :func:`blindfold` before anything of the project is imported.

An audit hook (PEP 578) cannot be taken off again. It lets the process read only what extraction is made of, the
interpreter, its packages, ``config`` and the code, and refuses every other file, every write, other processes, and
connections. A refusal is an error even where the code that asked has caught it: the process then ends with status 3.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("config", "parsers", "warehouse", "pipelines")
"""Folders of the project that extraction is made of; none holds gold."""
ELSEWHERE = ("/dev", "/etc", "/proc", "/sys", "/usr")
"""Folders of the operating system (time zones, CPU features) that packages read."""
PATHS = {"open", "os.listdir", "os.scandir", "os.chdir", "os.truncate"}
"""Audit events whose first argument is a path that is opened or listed."""
REFUSED = {
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn", "subprocess.Popen",
    "os.link", "os.symlink", "os.rename", "os.chmod", "os.mkdir", "os.remove", "os.rmdir",
    "socket.connect", "socket.sendto", "socket.getaddrinfo", "sqlite3.connect", "urllib.Request",
}  # fmt: skip
"""Audit events that extraction has no business with: ways around the refusal of files, or out of the process."""
BREACH = 3
"""Exit status where something was refused."""


class Refused(PermissionError):
    """Extraction asked for something that it may not see or do."""


def blindfold(model: str | None = None) -> list[str]:
    """Close this process's eyes for good; gives the list to which each refusal will be added.

    ``model`` is a folder that may be read beside the installed packages, for a spaCy pipeline kept as files.
    """
    refusals: list[str] = []
    readable = [*_real(p for p in (*_packages(), *(str(PROJECT / room) for room in ROOMS), *ELSEWHERE))]
    if model and Path(model).is_dir():
        readable.append(os.path.realpath(model))
    listable = {os.path.realpath(entry or ".") for entry in sys.path} | {str(PROJECT)}

    def within(path: str) -> bool:
        return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in readable)

    def allowed(event: str, args: tuple[Any, ...]) -> bool:
        path = args[0] if args else None
        if path is None:
            path = "."
        if isinstance(path, int):
            return True  # something open already
        real = os.path.realpath(os.fsdecode(path))
        if event == "open":
            mode, flags = (*args[1:], None, None)[:2]
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if real != os.devnull and (writes or (isinstance(mode, str) and set(mode) & set("wax+"))):
                return False
        return within(real) or (event in ("os.listdir", "os.scandir") and real in listable)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in REFUSED or (event in PATHS and not allowed(event, args)):
            told = f"{event} {args[0] if args else ''}"
            refusals.append(told)
            raise Refused(f"extraction may not see or do this: {told}")

    sys.addaudithook(hook)
    return refusals


def _packages() -> list[str]:
    """Folders of the interpreter and of installed packages; not the project's own entry on the path."""
    entries = [e for e in sys.path if e and os.path.realpath(e) != str(PROJECT)]
    return [sys.prefix, sys.base_prefix, sys.exec_prefix, *entries]


def _real(paths: Any) -> list[str]:
    return [os.path.realpath(p) for p in paths if p]


def _try(path: str, refusals: list[str]) -> None:
    """Open ``path`` as a cheat would; SystemExit unless that is refused."""
    try:
        with Path(path).open("rb") as file:
            file.read(1)
    except Refused:
        refusals.pop()
        return
    except OSError:
        pass
    raise SystemExit(f"{path} could be reached while extracting, so nothing was measured")


def main() -> None:
    """Answer standard input, one line for each question, in order."""
    model = sys.argv[1] if len(sys.argv) > 1 else None
    refusals = blindfold(model)
    answers, sys.stdout = sys.stdout, sys.stderr
    first = json.loads(sys.stdin.readline())
    for path in first["must_stay_closed"]:
        _try(path, refusals)

    from parsers.language.events.confidence import signs
    from parsers.language.reader import DEFAULT_MODEL, Reader
    from parsers.language.shape import gold_shape
    from pipelines.contexts import context_of

    asked = [json.loads(line) for line in sys.stdin]
    reader = Reader(model or DEFAULT_MODEL)
    contexts = [context_of(question) for question in asked]
    extractions = reader.read(zip((q["text"] for q in asked), contexts, strict=True))
    for question, extraction in zip(asked, extractions, strict=True):
        answer = gold_shape(None, question["text"], extraction)
        for coded, event in zip(answer["events"], extraction.events, strict=True):
            coded["signs"] = signs(event)
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
    answers.flush()
    if refusals:
        print(f"refused while extracting: {'; '.join(dict.fromkeys(refusals))}", file=sys.stderr)
        sys.exit(BREACH)


if __name__ == "__main__":
    main()
