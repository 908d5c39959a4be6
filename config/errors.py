"""The one error of configuration: what is wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path


class ConfigError(ValueError):
    """A setting, source file or register that cannot be used; its text names file, line and field if they are known."""

    def __init__(
        self, message: str, *, file: Path | str | None = None, line: int | None = None, field: str | None = None
    ) -> None:
        """``line`` counts from 1; ``field`` is the dotted path of the entry."""
        self.message, self.file, self.line, self.field = message, file, line, field
        place = ":".join(str(part) for part in (file, line) if part is not None)
        super().__init__(": ".join(part for part in (place, field or "", message) if part))
