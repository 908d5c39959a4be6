"""The matrix products of numpy on one thread."""

from __future__ import annotations

import ctypes
import sys

_SETTERS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads")
"""Names of the same function in the builds of OpenBLAS that come with numpy."""


def one_thread() -> bool:
    """Have numpy's OpenBLAS use one thread in this process; False where numpy was built with another library.

    Measured on products of the encoder's size: numpy's OpenBLAS is three times as fast as the blis that comes with
    thinc, but a second thread costs more than it gains as soon as another process wants the core, and several readers
    share a machine by processes.
    """
    module = sys.modules.get("numpy._core._multiarray_umath")
    if module is None or module.__file__ is None:
        return False
    library = ctypes.CDLL(module.__file__)  # already loaded: its symbols and those of what it links
    for name in _SETTERS:
        setter = getattr(library, name, None)
        if setter is not None:
            setter(1)
            return True
    return False
