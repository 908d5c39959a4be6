"""The manual's way to a new source, gone as a new user: each command in order gives the output that the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adding_a_source import Walk, is_shown, odd_walk, steps, wordpress_walk
from tests.real_wordpress import missing


def go(part: str, walk: Walk) -> None:
    for step in steps(part):
        if step.command is None:
            walk.edit(step.text)
            continue
        output = walk.run(step.command)
        again = f"python -m tests.adding_a_source {part}"
        assert is_shown(output, step.text), (
            f"$ {step.command}\n{output}\nis not what the page shows; if it is right: {again}"
        )


def test_an_odd_html_site_is_added_as_the_page_says(tmp_path: Path) -> None:
    with odd_walk(tmp_path) as walk:
        go("odd", walk)


@pytest.mark.skipif(missing() is not None, reason=f"WordPress is not installed: `{missing()}`")
def test_a_wordpress_site_is_added_as_the_page_says(tmp_path: Path) -> None:
    with wordpress_walk(tmp_path) as walk:
        go("wordpress", walk)
