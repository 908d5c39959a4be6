"""The folder of real releases and gold beside the checkout, and the skip that names it where it is missing."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder ../shared with the real releases is not beside this checkout"
)
