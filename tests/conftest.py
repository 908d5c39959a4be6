"""Settings of every test: Hypothesis draws the same examples in each run, none fails for a slow machine, and nothing is
reached beyond loopback.

New examples are sought with ``HYPOTHESIS_PROFILE=fresh make test``; what they find becomes a case of its own.
"""

from __future__ import annotations

import os

from hypothesis import settings

from tests.guarded_sockets import sockets as sockets

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("fresh", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
