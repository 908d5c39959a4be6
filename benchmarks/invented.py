"""Invented releases without end, each with names and numbers of its own: what memory must stay flat over."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

_SYLLABLES = (
    "ba",
    "bren",
    "cor",
    "dal",
    "fal",
    "gar",
    "hol",
    "ka",
    "lor",
    "mar",
    "nor",
    "pel",
    "quin",
    "sel",
    "tor",
    "ul",
)
_PLACES = ["Kenya", "Brazil", "Malaysia", "Norway", "Canada", "Zambia", "Peru", "Georgia", "Fiji", "Austria"]
_PARAGRAPHS = (
    "{city}, {day:%B} {day.day}, {day.year}. {name}, {age}, of {city}, was sentenced today to {age} months in prison "
    "for his role in a scheme to bribe officials of {firm}, the {body} announced.",
    "The head of the {body}, {other}, met a delegation of the Anti-Corruption Commission of {place} on "
    "{day.day} {day:%B} to discuss case {number} and the recovery of ${amount} million.",
    "According to court documents, {name} and {other} opened account {number} at {firm} in {city} and moved "
    "${amount} million through {place}.",
    "The {body} and {firm} will sign a memorandum of understanding in {place} next month, {other} said.",
    "The case was investigated by the {body} with the help of the authorities of {place}; see file {number}-{age}.",
)


def texts(count: int, seed: int = 0) -> Iterator[tuple[str, date]]:
    """``count`` pairs of a text of three paragraphs, some 90 words, and its publication date."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=4)).capitalize()

    for _ in range(count):
        day = date(2005, 1, 1) + timedelta(days=chance.randrange(7000))
        parts = {
            "day": day,
            "city": word(),
            "name": f"{word()} {word()}",
            "other": f"{word()} {word()}",
            "firm": f"{word()} {word()} Inc.",
            "body": f"{word()} Integrity Bureau",
            "place": chance.choice(_PLACES),
            "age": chance.randrange(18, 99),
            "number": chance.randrange(10**9),
            "amount": chance.randrange(10_000) / 10,
        }
        yield "\n\n".join(p.format(**parts) for p in chance.sample(_PARAGRAPHS, 3)), day
