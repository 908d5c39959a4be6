"""Answers of an API damaged in their structure: any value of them taken out or changed for one of another kind."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**30,
        1.5,
        "",
        " ",
        "x",
        "\ud800",
        "<p>",
        "<p>y</p>",
        "2024-01-01",
        "0000-00-00T00:00:00",
        "http://[",
        "//",
        "mailto:a@b",
        [],
        {},
        [None],
        [[1]],
        {"": None},
        {"rendered": 3},
        [{"name": []}],
        ["a", {}],
    ]
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] + [place for key, one in inner for place in _places(one, (*path, key))]


@st.composite
def mutated(draw: st.DrawFn, good: Any) -> bytes:
    """One to three values of ``good`` are gone or wrong."""
    answer = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(_places(answer)))
        put = copy.deepcopy(draw(WRONG))
        if not place:
            answer = put
            continue
        holder = answer
        for key in place[:-1]:
            holder = holder[key]
        if draw(st.booleans()) and isinstance(holder, dict):
            del holder[place[-1]]
        else:
            holder[place[-1]] = put
    return json.dumps(answer).encode()
