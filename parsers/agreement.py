"""How far two readings of one page agree in their words."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def token_f1(one: str, other: str) -> float:
    """F1 of the words (runs of letters and digits, as often as they occur, in any order) of two texts, 0 to 1.

    The measure of the comparisons of boilerplate removers since CleanEval; two texts without words agree wholly.
    """
    left, right = Counter(_WORD.findall(one)), Counter(_WORD.findall(other))
    told = left.total() + right.total()
    return 2 * (left & right).total() / told if told else 1.0
