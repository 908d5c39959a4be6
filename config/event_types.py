"""The event register: types of event, what tells them in a text, who takes part (``registers/event_types.yaml``).

Everything that a domain expert may want to change stands in the YAML file; this module reads it, checks it and says
where it is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from config.errors import ConfigError
from config.yaml_lines import EntryPath, dotted, line_of, read_yaml

REGISTER = Path(__file__).parent / "registers" / "event_types.yaml"

PREPOSITIONS = frozenset(
    word
    for line in (
        "about above across after against among as at before between by during following for from in inside into near",
        "of off on onto over regarding since through to toward towards under upon via with within",
    )
    for word in line.split()
)
SLOTS = PREPOSITIONS | {"subject", "object", "complement", "modifier", "particle"}
"""Places around a trigger that a rule can speak of: grammatical functions and prepositions."""
FILLERS = frozenset(
    {"<body>", "<foreign body>", "<state>", "<court>", "<person>", "<party>", "<place>", "<date>", "<money>", "<any>"}
)
"""Classes that may stand for words in a slot; ``<party>`` is a body, a state or a person."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule: a verb or an event noun, with what must stand in its slots."""

    name: str
    """``verb:pay+visit``: shown as the ``rule`` of an event."""
    verbs: tuple[str, ...]
    """Lemmas; empty for a noun rule."""
    nouns: tuple[str, ...]
    """Lemmas, or phrases of lemmas that end in the noun ("study visit")."""
    needs: Mapping[str, tuple[str, ...]]
    """Slot → words or classes of which one must fill it; ``object_or_with`` slots are written ``object|with``."""
    slots: Mapping[str, str]
    """Slot → role, where it differs from the type's."""
    alone: bool = False
    """A noun rule that needs neither date, party nor light verb beside it."""
    voice: Literal["active", "passive", "intransitive"] | None = None
    status: str | None = None
    """The status, where the words themselves tell it ("enquiries continue")."""
    prior: float = 0.8
    """How often this rule is right, by judgement; a low one counts against its events' confidence."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of the register."""

    code: str
    group: Literal["cooperation", "enforcement", "governance"]
    definition: str
    plover: str | None
    plover_mode: str | None
    cameo_root: str
    roles: tuple[str, ...]
    slots: Mapping[str, str]
    """Slot → role."""
    persons: frozenset[str]
    """Roles that persons fill as themselves (a defendant); elsewhere a person stands for a body."""
    publisher: str | None
    """The role that the issuing body takes where the text names nobody for it."""
    place: Literal["court", "host", "told"]
    """Where it happens if no place is told: at the court, at the host's, or nowhere."""
    triggers: tuple[Trigger, ...]
    never: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class EventRegister(Mapping[str, EventType]):
    """All types by code, with the words that rules share."""

    types: Mapping[str, EventType]
    light_verbs: frozenset[str] = field(default_factory=frozenset)
    """Verbs that say of an event noun only that it happens ("hold talks", "the visit took place")."""

    def __getitem__(self, code: str) -> EventType:
        return self.types[code]

    def __iter__(self) -> Any:
        return iter(self.types)

    def __len__(self) -> int:
        return len(self.types)


def _words(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class _TriggerEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")

    verb: Words = ()
    noun: Words = ()
    slots: dict[str, str] = Field(default_factory=dict)
    alone: bool = False
    voice: Literal["active", "passive", "intransitive"] | None = None
    status: Literal["occurred", "ongoing", "planned", "called_off"] | None = None
    prior: float = Field(default=0.8, gt=0, le=1)


class _TypeEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    group: Literal["cooperation", "enforcement", "governance"]
    definition: str = Field(alias="is", min_length=1)
    plover: str | None = None
    plover_mode: str | None = None
    cameo: str = Field(pattern=r"^\d\d$")
    roles: tuple[str, ...] = Field(min_length=1)
    slots: dict[str, str] = Field(default_factory=dict)
    persons: Words = ()
    publisher: str | None = None
    place: Literal["court", "host", "told"] = "told"
    triggers: tuple[_TriggerEntry, ...] = Field(min_length=1)
    never: tuple[_TriggerEntry, ...] = ()


class _RegisterEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    light_verbs: Words
    words: dict[str, Words] = Field(default_factory=dict)
    types: dict[str, _TypeEntry]


class _Checker:
    """Turns entries into records; every fault is reported with its file, line and field."""

    def __init__(self, file: Path, lines: dict[EntryPath, int], words: Mapping[str, tuple[str, ...]]) -> None:
        self.file, self.lines, self.words = file, lines, words

    def fault(self, place: EntryPath, message: str) -> ConfigError:
        return ConfigError(message, file=self.file, line=line_of(place, self.lines), field=dotted(place))

    def expand(self, values: tuple[str, ...], place: EntryPath) -> tuple[str, ...]:
        """Words with the named lists (``$gatherings``) written out."""
        found: list[str] = []
        for value in values:
            if value.startswith("$"):
                if value[1:] not in self.words:
                    raise self.fault(place, f"{value!r} is no list under `words`")
                found.extend(self.words[value[1:]])
            else:
                found.append(value)
        return tuple(found)

    def slots(self, slots: Mapping[str, str], roles: tuple[str, ...], place: EntryPath) -> dict[str, str]:
        for slot, role in slots.items():
            if slot not in SLOTS:
                raise self.fault((*place, slot), f"{slot!r} is no slot; slots are {', '.join(sorted(SLOTS))}")
            if role not in (*roles, "none"):
                raise self.fault((*place, slot), f"{role!r} is no role of this type; its roles are {', '.join(roles)}")
        return dict(slots)

    def trigger(self, entry: _TriggerEntry, roles: tuple[str, ...], place: EntryPath) -> Trigger:
        if bool(entry.verb) == bool(entry.noun):
            raise self.fault(place, "a trigger names either `verb` or `noun`")
        needs: dict[str, tuple[str, ...]] = {}
        for slot, value in (entry.model_extra or {}).items():
            for part in slot.split("|"):
                if part not in SLOTS:
                    raise self.fault((*place, slot), f"{part!r} is no slot; slots are {', '.join(sorted(SLOTS))}")
            values = _words(value)
            if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
                raise self.fault((*place, slot), "must be a word or a list of words")
            needs[slot] = self.expand(tuple(values), (*place, slot))
            for filler in needs[slot]:
                if filler.startswith("<") and filler not in FILLERS:
                    raise self.fault(
                        (*place, slot), f"{filler!r} is no class; classes are {', '.join(sorted(FILLERS))}"
                    )
        verbs, nouns = self.expand(entry.verb, (*place, "verb")), self.expand(entry.noun, (*place, "noun"))
        head = f"verb:{verbs[0]}" if verbs else f"noun:{nouns[0]}"
        name = "+".join(
            [head, *(f"{values[0]}" if slot == "object" else f"{slot} {values[0]}" for slot, values in needs.items())]
        )
        slots = self.slots(entry.slots, roles, (*place, "slots"))
        return Trigger(name, verbs, nouns, needs, slots, entry.alone, entry.voice, entry.status, entry.prior)

    def event_type(self, code: str, entry: _TypeEntry) -> EventType:
        place: EntryPath = ("types", code)
        for key, role in (("publisher", entry.publisher), *(("persons", role) for role in entry.persons)):
            if role is not None and role not in entry.roles:
                raise self.fault(
                    (*place, key), f"{role!r} is no role of this type; its roles are {', '.join(entry.roles)}"
                )
        return EventType(
            code=code,
            group=entry.group,
            definition=entry.definition,
            plover=entry.plover,
            plover_mode=entry.plover_mode,
            cameo_root=entry.cameo,
            roles=entry.roles,
            slots=self.slots(entry.slots, entry.roles, (*place, "slots")),
            persons=frozenset(entry.persons),
            publisher=entry.publisher,
            place=entry.place,
            triggers=tuple(self.trigger(t, entry.roles, (*place, "triggers", i)) for i, t in enumerate(entry.triggers)),
            never=tuple(self.trigger(t, entry.roles, (*place, "never", i)) for i, t in enumerate(entry.never)),
        )


def load_event_types(path: Path = REGISTER) -> EventRegister:
    """The register of the file ``path``.

    Raises:
        ConfigError: the file is missing, no YAML, or an entry is wrong; names file, line and field.
    """
    content, lines = read_yaml(path)
    try:
        entry = _RegisterEntry.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(part for part in first["loc"])
        raise ConfigError(first["msg"], file=path, line=line_of(place, lines), field=dotted(place)) from error
    checker = _Checker(path, lines, entry.words)
    types = {code: checker.event_type(code, item) for code, item in entry.types.items()}
    return EventRegister(types, frozenset(checker.expand(entry.light_verbs, ("light_verbs",))))


@cache
def event_types() -> EventRegister:
    """The register of this installation, read once; a mapping of code to :class:`EventType`."""
    return load_event_types()
