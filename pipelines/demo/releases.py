"""The sample's content: invented publishers and their releases, as the files of ``web/`` hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

WEB = Path(__file__).parent / "web"
NEXT_MORNING = "2025-10-15T08:00:00+01:00"
"""When the sample's next morning is: the moment of its edits."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a release offers."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Release:
    """One release, in one state of the web."""

    path: str
    title: str
    published: datetime
    """With time zone."""
    modified: datetime
    paragraphs: tuple[str, ...]
    language: str
    description: str = ""
    attachments: tuple[File, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    """Answers of a questionnaire annex."""
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """topics, components and number, as pages of the US Department of Justice show them."""
    history: tuple[tuple[datetime, str], ...] = ()
    withdrawn: tuple[datetime, str] | None = None
    kind: str = "press_release"
    plain_text: bool = False
    gone: bool = False
    """Listed, but answered with 404."""
    broken: bool = False
    """Served without its body."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """One invented publisher with its releases, newest first."""

    key: str
    """Stem of its file, and of its source's YAML with hyphens."""
    name: str
    country: str
    language: str
    timezone: str
    layout: str
    """feed, index, govuk, justice or annexes."""
    releases: tuple[Release, ...]
    page_size: int


def read_publishers(*, next_morning: bool = False) -> list[Publisher]:
    """All publishers, in order of key; ``next_morning`` with the edited, the withdrawn and the new release."""
    return [_publisher(path, next_morning) for path in sorted(WEB.glob("*.yaml"))]


def _publisher(path: Path, next_morning: bool) -> Publisher:
    told = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    zone = ZoneInfo(told["timezone"])
    releases = [
        _release(item, told["language"], zone, next_morning)
        for item in told["releases"]
        if next_morning or "appears" not in item
    ]
    releases.sort(key=lambda release: release.published, reverse=True)
    return Publisher(
        key=path.stem,
        name=told["name"],
        country=told["country"],
        language=told["language"],
        timezone=told["timezone"],
        layout=told["layout"],
        releases=tuple(releases),
        page_size=int(told.get("page_size", 50)),
    )


def _release(item: Mapping[str, Any], language: str, zone: ZoneInfo, next_morning: bool) -> Release:
    published = _moment(item["published"], zone)
    text = item.get("text") or ""
    history = tuple((_moment(change["at"], zone), change["note"]) for change in item.get("history", ()))
    release = Release(
        path=item["path"],
        title=item["title"],
        published=published,
        modified=max([published, *(at for at, _ in history)]),
        paragraphs=_paragraphs(text),
        language=item.get("language", language),
        description=item.get("description", ""),
        attachments=tuple(File(**file) for file in item.get("attachments", ())),
        fields=item.get("fields", {}),
        labels={
            name: tuple([told] if isinstance(told, str) else told)
            for name in ("topics", "components", "number")
            if (told := item.get(name))
        },
        history=history,
        kind=item.get("kind", "press_release"),
        plain_text="plain_text" in item,
        gone="gone" in item,
        broken="broken" in item,
    )
    edit = item.get("next_morning")
    return _edited(release, edit, text) if next_morning and edit else release


def _edited(release: Release, edit: Mapping[str, Any], text: str) -> Release:
    at = datetime.fromisoformat(edit.get("at", NEXT_MORNING))
    if "withdrawn" in edit:
        return replace(release, modified=at, withdrawn=(at, edit["withdrawn"]))
    for old, new in edit["replace"].items():
        assert old in text, f"{release.path}: the edit's words are not in the release: {old}"
        text = text.replace(old, new)
    return replace(release, modified=at, paragraphs=_paragraphs(text), history=(*release.history, (at, edit["note"])))


def _moment(told: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(told)
    return moment if moment.tzinfo else datetime.combine(moment.date(), time(9), zone)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip())
