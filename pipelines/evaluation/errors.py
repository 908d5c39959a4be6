"""Errors in the order of their cost: what is wrong most often stands first, each with the words that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.evaluation.scores import Error

WIDTH = 220
"""Most characters of context on either side of the words."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Errors of one layer, fault and kind."""

    layer: str
    fault: str
    kind: str
    errors: tuple[Error, ...]

    @property
    def title(self) -> str:
        """``12 × event types missed: visit``."""
        return f"{len(self.errors)} × {self.layer} {self.fault}" + (f": {self.kind}" if self.kind else "")


def causes(errors: Iterable[Error]) -> list[Cause]:
    """The errors grouped by layer, fault and cause, the most frequent group first."""
    groups: dict[tuple[str, str, str], list[Error]] = defaultdict(list)
    for error in errors:
        groups[error.layer, error.fault, error.cause].append(error)
    found = [Cause(*key, tuple(group)) for key, group in groups.items()]
    return sorted(found, key=lambda cause: (-len(cause.errors), cause.layer, cause.fault, cause.kind))


def lines(cause: Cause, texts: Mapping[str, str]) -> Iterator[str]:
    """The title, then for each error the document, what is wrong, our rule, and the sentence with the words marked."""
    yield cause.title
    for error in cause.errors:
        rule = f"  [{error.rule}]" if error.rule else ""
        yield f"  {error.document}  {error.what}{rule}"
        if error.where is not None and (text := texts.get(error.document)):
            yield f"      {sentence(text, *error.where)}"


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around ``text[start:end]``, those words in double brackets; cut to ``WIDTH`` on either side.

    Sentences end at a line's end or at a full stop before a blank; that is good enough to read by.
    """
    begin = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1, 0)
    ends = [place for mark in ("\n", ". ") if (place := text.find(mark, end)) >= 0]
    stop = min(ends) + 1 if ends else len(text)
    left, right = text[begin:start].lstrip(), text[end:stop].rstrip()
    if len(left) > WIDTH:
        left = "… " + left[-WIDTH:]
    if len(right) > WIDTH:
        right = right[:WIDTH] + " …"
    return f"{left}[[{text[start:end]}]]{right}"
