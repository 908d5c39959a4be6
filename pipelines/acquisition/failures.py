"""Why a URL gave no answer that could be kept: the errors of fetching; their texts are the reasons in the ledger."""

from __future__ import annotations


class FetchError(RuntimeError):
    """No answer that could be kept; its text is the reason for the ledger. Asking again now would bring the same."""


class UnansweredError(FetchError):
    """Reset, cut off, timed out: what may go better at the next attempt."""

    def __init__(self, reason: str, *, connected: bool = True, stale: bool = False) -> None:
        """``connected``: there was a connection, so that the fault may be the page's and not the host's; ``stale``: one
        of an earlier request, which the server may have been closing when this one came."""
        super().__init__(reason)
        self.connected, self.stale = connected, stale


class TooSlowError(FetchError):
    """The answer trickled, or did not end in time."""


class RefusedAddressError(FetchError):
    """The address, or what its name resolves to, is none that may be asked."""


class UnaskedError(FetchError):
    """The URL was not asked for, for a reason that says nothing of it: a later run asks, as if this one had not met
    it."""


class HostAtRestError(UnaskedError):
    """The host is not asked for a while: it failed again and again, or said so itself."""

    def __init__(self, reason: str, seconds: float) -> None:
        """``seconds`` until it may be asked again."""
        super().__init__(reason)
        self.seconds = seconds


class RulesUnknownError(UnaskedError):
    """The host's robots.txt could not be had, which forbids everything."""


class BudgetSpentError(UnaskedError):
    """The source's requests of this run are spent; of a URL that redirects, or is tried again, perhaps half-way."""
