"""Answers to gold documents from processes that cannot see the gold; see :mod:`pipelines.evaluation.blindfold`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from config.settings import PROJECT
from pipelines.evaluation.gold import questions

MODULE = "pipelines.evaluation.blindfold"


class BlindError(RuntimeError):
    """Extraction failed, or asked for something that it may not see; the message is what the process said."""


def blind_answers(
    gold: Sequence[dict[str, Any]], *, closed: Iterable[Path], model: str, processes: int = 2
) -> list[dict[str, Any]]:
    """The extraction of each document, in order, in the shape of gold.

    ``closed`` are the files with the annotations: each process tries to open every one before it begins, and gives up
    unless all are refused. Its events also carry ``signs`` (:mod:`parsers.language.events.confidence`).

    Raises:
        BlindError: a process ended with an error.
    """
    asked = questions(gold)
    shares = _shares([len(question["text"]) for question in asked], processes)
    first = {"must_stay_closed": [str(path.resolve()) for path in closed]}
    with ThreadPoolExecutor(len(shares)) as pool:
        found = list(pool.map(lambda share: _ask([first, *(asked[i] for i in share)], model), shares))
    places = {
        i: one for share, answers in zip(shares, found, strict=True) for i, one in zip(share, answers, strict=True)
    }
    return [{**places[i], "id": document["id"]} for i, document in enumerate(gold)]


def _shares(sizes: Sequence[int], count: int) -> list[list[int]]:
    """Indices dealt to ``count`` processes, the largest first to whoever has least; never an empty share."""
    shares: list[list[int]] = [[] for _ in range(max(1, min(count, len(sizes))))]
    for i in sorted(range(len(sizes)), key=lambda i: -sizes[i]):
        min(shares, key=lambda share: sum(sizes[k] for k in share)).append(i)
    return [sorted(share) for share in shares]


def _ask(lines: Sequence[dict[str, Any]], model: str) -> list[dict[str, Any]]:
    told = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [sys.executable, "-B", "-X", "utf8", "-m", MODULE, model],
            input=told.encode(),
            capture_output=True,
            cwd=empty,
            env=_environment(empty),
            check=False,
        )
    if done.returncode:
        raise BlindError(done.stderr.decode(errors="replace").strip() or f"extraction ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def _environment(home: str) -> dict[str, str]:
    """No variable of ours but the path to the code, so that no setting can name a gold file either."""
    return {"PYTHONPATH": str(PROJECT), "HOME": home, "PATH": "", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
