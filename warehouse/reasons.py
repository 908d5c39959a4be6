"""The stored reasons of an event in words: why its date, status, participants and countries are what they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

Row = dict[str, Any]

_TIMEX = {
    "told": "{words} is told in full",
    "year_of_paragraph": "{words} has no year: that of the nearest full date of its paragraph",
    "year_past": "{words} has no year and is told as past: the latest up to {anchor}",
    "year_to_come": "{words} has no year and is told as still to come: the next from {anchor} on",
    "year_nearest": "{words} has no year, and its sentence does not tell past from future: the nearest to {anchor}",
    "year_of_story": "{words} has no year: it follows {anchor} in the story",
    "day_past": "{words} names no day of the calendar and is told as past: the latest up to {anchor}",
    "day_to_come": "{words} names no day of the calendar and is told as still to come: the next from {anchor} on",
    "day_of_story": "{words} names no day of the calendar: it follows {anchor} in the story",
    "counted": "{words} is counted from {anchor}",
    "nth_day": "{words} is counted within the days told before, which begin on {day}",
}
_EVENT = {
    "clause": "It stands in the clause of {trigger}.",
    "sentence": "It stands in the sentence of {trigger}, outside its clause.",
    "heading": "No date in the sentence: that of the heading above it, {words}.",
    "dateline": "Told as news without a date of its own: the day of the dateline, {words}.",
    "publication": "Told as news without a date of its own: the day of publication, {published}.",
    "carried": "No date in the sentence: carried from {words}, which dates the event told before it in the paragraph.",
    "same_place": "No date in the sentence: carried from {words}, which dates the stay at the same place told before.",
    "next_sentence": "No date in the sentence: {words} stands in the one after it, which goes on about the same thing.",
    "same_breath": "No date of its own: {words} dates the step that is told with the same breath.",
    "occasion": "No date in the sentence: carried from {words}, the day of the visit or gathering meant.",
    "news": "No date of its own, but told with the news of {words}.",
    "counted": "Counted in days from {words}, as its sentence says.",
    "stop": "{words} stands by this stop of the journey.",
    "first_and_last_day": "From the first day told, {words}, to the last day that the sentence tells.",
    "first_day_and_length": "From the first day told, {words}, for as long as the sentence says.",
    "last_day_and_length": "Up to the last day told, {words}, for as long as the sentence says.",
    "earlier_day_and_length": "From the first day told before, {words}, for as long as the sentence says.",
    "none": "No date stands with it, and it is not told as news of the day.",
}
_METHODS = {
    "register": "a name that the agency register holds",
    "acronym": "an acronym or short name that stands for the body in this text",
    "pattern": "a name formed like those of public bodies",
    "entity": "a name that the language model takes for an organisation",
    "anaphor": "points back to the body named before",
    "publisher": "means the body that issued the release",
}
_STATUSES = {
    "occurred": "as having happened",
    "ongoing": "as going on",
    "planned": "as still to come",
    "called_off": "as called off",
}
_PLACES = {
    "court": "no place is told: where the court sits, or where the event told before took place",
    "host": "no place is told: where the host is, or where the event told before took place",
    "told": "no place is told here: taken over from the event told before",
}


def why_date(event: Row, timex: Row | None, published: date | None) -> str:
    """Why ``event`` (a row of the table) has its days; ``timex`` is the mention of the words on which they rest."""
    reason = event["date_reason"]
    if reason is None:
        return "The reason is not stored: the event was read before reasons were kept; `communique run` reads it again."
    words = quoted(event["date_words"]) if event["date_words"] else ""
    told = _EVENT[reason].format(words=words, trigger=quoted(event["trigger"]), published=published)
    if not words:
        return told
    if timex is not None and timex["timex_reason"] == "told" and reason == "dateline":
        return told
    resolved = _timex(words, timex, published)
    return f"{resolved}. {told}" if reason in ("clause", "sentence") else f"{told} {resolved}."


def _timex(words: str, timex: Row | None, published: date | None) -> str:
    if timex is None or timex["timex_reason"] is None:
        anchorless = ", and the release has no publication date to reckon them from" if published is None else ""
        return f"{words} does not tell days in full{anchorless}"
    anchor = timex["timex_anchor"]
    if anchor is not None and anchor == published:
        told = f"publication on {anchor}"
    else:
        told = f"{anchor}, which the text told before"
    return _TIMEX[timex["timex_reason"]].format(words=words, anchor=told, day=anchor)


def why_status(event: Row, words: str | None, published: date | None) -> str:
    """Why ``event`` has its status; ``words`` are the verb and its helpers."""
    status, reason = event["status"], event["status_reason"]
    if reason == "calendar":
        where = "began before and end after" if status == "ongoing" else "lie after"
        return f"its days {where} publication on {published}" + (f"; the words are {quoted(words)}" if words else "")
    if reason == "rule":
        return "the rule itself says so" + (f"; the words are {quoted(words)}" if words else "")
    if reason is None:
        return "the reason is not stored"
    return f"told {_STATUSES[status]} by {quoted(words)}" if words else f"named {_STATUSES[status]}, without a verb"


def why_participant(party: Row, publisher: str | None) -> str:
    """Why this body, state, firm or person takes part; ``publisher`` is the name of the issuing body."""
    if party["quote"] is None:
        if party["name"] == publisher:
            return "not named with the event: the release is its own"
        return "not named with the event: taken over from what was told before"
    if party["method"] == "register" and party["agency_id"].startswith("x-"):
        return "the publisher's own name"
    if party["method"]:
        return _METHODS.get(party["method"], str(party["method"]))
    named = party["words"] or party["name"]
    if party["kind"] == "person":
        return "a person" if party["quote"] in named else "a person, to whom these words point back"
    meant = f" (for {quoted(named)})" if party["words"] and party["words"] != party["quote"] else ""
    return {
        "state": f"the country itself{meant}",
        "company": f"a firm{meant}",
        "unnamed": f"bodies told as a group{meant}",
    }.get(party["kind"], f"stands for the body{meant}")


def why_country(country: Row, participants: Iterable[Row], place: str) -> str:
    """Why this country; ``place`` is where events of the type happen if no place is told (court, host, told)."""
    if any(country["quote"] and party["start_char"] == country["start_char"] for party in participants):
        return "the country of that participant"
    if country["quote"]:
        return "named in the text"
    return _PLACES[place] if country["role"] == "location" else "country of a participant"


def quoted(words: str | None) -> str:
    """``words`` on one line between curly quotation marks."""
    return f"“{' '.join((words or '').split())}”"
