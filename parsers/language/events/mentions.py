"""The mentions of a document by token: which agency, place or date a token belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from spacy.tokens import Doc, Span, Token

from parsers.records import AgencyMention, Context, PlaceMention, Timex

M = TypeVar("M", AgencyMention, PlaceMention, Timex)


class Mentions:
    """Look-ups from tokens to the mentions that other components found; all lists may be empty."""

    def __init__(
        self,
        doc: Doc,
        context: Context,
        timexes: Sequence[Timex],
        places: Sequence[PlaceMention],
        agencies: Sequence[AgencyMention],
    ) -> None:
        self.doc, self.context = doc, context
        self.text: str = doc.text
        """Kept, since ``doc.text`` joins all tokens each time that it is asked."""
        self.agency: dict[int, AgencyMention] = {}
        self.place: dict[int, PlaceMention] = {}
        self.timex: dict[int, Timex] = {}
        self.span: dict[int, Span] = {}
        """Tokens of each timex, by its start offset."""
        for agency in sorted(agencies, key=lambda m: m.end - m.start):
            self._note(self.agency, agency)
        for place in places:
            self._note(self.place, place)
        for timex in timexes:
            if timex.interval is not None:
                span = self._note(self.timex, timex)
                if span is not None:
                    self.span[timex.start] = span

    def _note(self, table: dict[int, M], mention: M) -> Span | None:
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return None
        for token in span:
            table[token.i] = mention
        return span

    def agencies_in(self, tokens: Iterable[Token]) -> list[AgencyMention]:
        """Agency mentions among ``tokens``, in order, each once."""
        return list({id(m): m for t in tokens if (m := self.agency.get(t.i))}.values())

    def states_in(self, tokens: Iterable[Token]) -> list[PlaceMention]:
        """Countries named outright among ``tokens`` (no demonym, no part of an agency's name)."""
        found = {
            id(p): p for t in tokens if (p := self.place.get(t.i)) and p.kind == "country" and t.i not in self.agency
        }
        return list(found.values())

    def places_in(self, tokens: Iterable[Token]) -> list[PlaceMention]:
        """Places among ``tokens`` in which something can happen: countries, regions and cities outside agency names."""
        found = {
            id(p): p for t in tokens if (p := self.place.get(t.i)) and p.kind != "demonym" and t.i not in self.agency
        }
        return list(found.values())

    def timexes_in(self, tokens: Iterable[Token]) -> list[Timex]:
        """Dates among ``tokens``, in order, each once."""
        return list({x.start: x for t in tokens if (x := self.timex.get(t.i))}.values())
