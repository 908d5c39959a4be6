"""What the demo shows of the published snapshot: tables and one event with the words that told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duckdb import DuckDBPyConnection
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipelines.demo.scene import Pass
from warehouse.checks import run_checks
from warehouse.schema import TABLES

STYLES = {
    "trigger": "bold black on yellow",
    "date": "bold black on cyan",
    "participant": "bold black on green",
    "country": "bold black on magenta",
    "status": "bold black on red",
}
"""Colour of each part of the evidence; the sentence itself is plain."""
GROUPS = {"cooperation": "green", "enforcement": "red", "governance": "blue"}


def in_words(one: Pass) -> str:
    """One pass in a sentence, as console markup."""
    total = one.summary.total
    if one.summary.nothing_new:
        return (
            f"[bold]{one.name}:[/] nothing is new. All {one.requests} pages were asked for, {one.conditional} of them "
            f"“only if changed”; {one.answered(304)} answers were 304 Not Modified."
        )
    told = {"new": total.new, "edited": total.changed, "withdrawn": total.closed, "not usable": total.rejected}
    counts = ", ".join(f"{count} {word}" for word, count in told.items() if count)
    return f"[bold]{one.name}:[/] {one.requests} pages asked for; {counts}. {total.events} events read."


def parts(con: DuckDBPyConnection, told: Sequence[Pass]) -> Iterator[RenderableType]:
    """All that the demo shows, in order."""
    yield passes(told)
    yield events_by_type(con)
    yield agency_pairs(con)
    yield rejected(con)
    yield evidence(con)
    yield checked(con)


def passes(told: Sequence[Pass]) -> Table:
    """One line a pass: what was asked, what the servers answered, what became of it."""
    table = _table("Three passes over the same web", "", no_wrap=True)
    asked = ("pages\nasked", "only if\nchanged", "answer\n304")
    for heading in (*asked, "\nnew", "\nedited", "\nwithdrawn", "not\nusable", "\nevents"):
        table.add_column(heading, justify="right")
    for one in told:
        total = one.summary.total
        numbers = (one.requests, one.conditional, one.answered(304), total.new, total.changed, total.closed)
        table.add_row(one.name, *map(_number, (*numbers, total.rejected, total.events)))
    return table


def events_by_type(con: DuckDBPyConnection) -> Table:
    """Types of the events that are told now, the most frequent first within their group, with where they took place."""
    rows = con.execute(
        """
        with placed as (
            select e.event_type, c.country, count(distinct event_id) as events
            from current_event e join event_country c using (event_id)
            where c.role in ('location', 'party') group by all
        ), countries as (
            select event_type, string_agg(country || ' ' || events, '  ' order by events desc, country) as told
            from placed group by all
        )
        select t.event_group, event_type, count(*) as events, any_value(c.told)
        from current_event e join event_type t using (event_type) left join countries c using (event_type)
        group by all order by event_group, events desc, event_type
        """
    ).fetchall()
    table = _table("Events by type and country", "type", no_wrap=True)
    table.add_column("events", justify="right", min_width=6)
    table.add_column("", min_width=12, no_wrap=True)
    table.add_column("countries, as place or as party", overflow="ellipsis", no_wrap=True)
    longest = max((events for _, _, events, _ in rows), default=1)
    before = None
    for group, code, events, countries in rows:
        if group != before and before is not None:
            table.add_section()
        bar = Text("█" * max(1, round(12 * events / longest)), style=GROUPS.get(group, ""))
        table.add_row(Text(code), str(events), bar, countries or "")
        before = group
    return table


def agency_pairs(con: DuckDBPyConnection, *, most: int = 10) -> Table:
    """Bodies that took part in the same events, the most frequent pairs first."""
    rows = con.execute(
        """
        select name_1, name_2, events, event_types from agency_pair
        order by cooperation desc, events desc, name_1, name_2 limit ?
        """,
        [most],
    ).fetchall()
    table = _table("Who acts with whom", "body")
    table.add_column("body")
    table.add_column("events", justify="right")
    table.add_column("of type")
    for one, other, events, types in rows:
        table.add_row(one, other, str(events), types)
    return table


def rejected(con: DuckDBPyConnection, *, most: int = 12) -> Table:
    """The pages that could not be used, and those used in part, with the reason; ``most`` of them."""
    table = _table("What could not be used, and why", "page")
    table.add_column("stage")
    table.add_column("reason")
    rows = con.execute("select url, stage, reason from rejected order by stage, url").fetchall()
    for url, stage, reason in rows[:most]:
        table.add_row(Text(_path(url), overflow="fold"), stage, Text(reason.replace(f" at {url}", "")))
    if len(rows) > most:
        table.add_row(Text(f"… and {len(rows) - most} more in the table rejected", style="dim"))
    return table


def evidence(con: DuckDBPyConnection) -> RenderableType:
    """An event of two bodies, the one that its text backs in most ways: the telling words marked, and their offsets."""
    chosen = con.execute(
        """
        with parties as (select event_id, count(distinct agency_id) as bodies from event_participant group by all)
        select e.event_id, e.event_type, e.status, e.date_edtf, e.date_basis, d.document_id, e.document_version,
            d.title, d.url, d.published_date, v.text, e.rule
        from current_event e join document d using (document_id)
            join document_version v on v.document_id = e.document_id and v.version = e.document_version
            join event_evidence x using (event_id)
            join parties using (event_id)
        where e.date_precision in ('day', 'span')
        group by all
        order by least(any_value(bodies), 2) desc, count(distinct x.about) desc, any_value(e.confidence) desc,
            e.event_id limit 1
        """
    ).fetchone()
    if chosen is None:
        return Text("No event was found.", style="red")
    event_id, code, status, edtf, basis, _, _, title, url, published, text, rule = chosen
    spans = con.execute(
        "select about, start_char, end_char, quote from event_evidence where event_id = ? order by 2, 3",
        [event_id],
    ).fetchall()
    people = con.execute(
        "select role, if(kind = 'person', coalesce(words, name), name), country from event_participant "
        "where event_id = ? order by ordinal",
        [event_id],
    ).fetchall()
    facts = Table.grid(padding=(0, 2))
    facts.add_row("event", Text(f"{code}, {status}, {edtf or 'no date'} ({basis})", style="bold"))
    for role, name, country in people:
        facts.add_row(role, f"{name}{f' ({country})' if country and f'({country})' not in name else ''}")
    facts.add_row("told by", Text(f"{title}, {published}"))
    facts.add_row("at", Text(url, overflow="fold"))
    facts.add_row("rule", Text(rule))
    return Group(
        Text("One event, and the words that told it", style="bold"),
        Padding(Group(facts, Text(), _marked(text, spans), Text(), _offsets(spans)), (0, 2)),
    )


def checked(con: DuckDBPyConnection) -> Text:
    """What the warehouse's own checks say of all this."""
    findings = run_checks(con)
    if findings:
        return Text("\n".join(f"{finding.table}: {finding.message}" for finding in findings), style="red")
    spans = {name: table.span.start for name, table in TABLES.items() if table.span}
    counts = [con.execute(f"select count({start}) from {name}").fetchall()[0][0] for name, start in spans.items()]
    return Text(f"Checked: ids are unique, references lead somewhere, {sum(counts):,} quotes equal their text.")


def _marked(text: str, spans: Sequence[tuple[str, int, int, str]]) -> Text:
    """The paragraphs that hold the evidence, its parts in colour."""
    parts = [span for span in spans if span[0] in STYLES]
    first, last = min(span[1] for span in parts), max(span[2] for span in parts)
    start = text.rfind("\n\n", 0, first) + 2 if "\n\n" in text[:first] else 0
    end = text.find("\n\n", last)
    marked = Text(text[start : end if end >= 0 else len(text)])
    for about in ("country", "participant", "status", "date", "trigger"):
        for kind, begin, stop, _ in parts:
            if kind == about:
                marked.stylize(STYLES[about], begin - start, stop - start)
    return marked


def _offsets(spans: Sequence[tuple[str, int, int, str]]) -> Table:
    """One line a span with all that it tells."""
    tells: dict[tuple[int, int, str], list[str]] = {}
    for about, start, end, quote in spans:
        if about in STYLES and about not in (named := tells.setdefault((start, end, quote), [])):
            named.append(about)
    table = Table.grid(padding=(0, 2))
    for (start, end, quote), named in tells.items():
        named.sort(key=list(STYLES).index)
        table.add_row(
            Text(", ".join(named), style=STYLES[named[0]]), Text(f"{start}–{end}", style="dim"), Text(f"“{quote}”")
        )
    return table


def _table(title: str, first: str, *, no_wrap: bool = False) -> Table:
    """An empty table whose first column is headed ``first``."""
    table = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), pad_edge=False
    )
    table.add_column(first, no_wrap=no_wrap)
    return table


def _number(value: int) -> str:
    return f"{value:,}" if value else "·"


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[-1] if url.count("/") > 2 else url


def next_commands(program: str, home: str) -> Text:
    """Three things to try next; they work as printed."""
    base = f"{program} --home {home}"
    lines = Text("Try next\n", style="bold")
    for purpose, sql in (
        (
            "the newest events, one line each",
            "select date, event_type, agencies, countries from event_feed order by published_date desc limit 8",
        ),
        (
            "what was edited or withdrawn overnight",
            "select title, version, closed_reason from document where version > 1 or closed_at is not null",
        ),
        ("the questionnaires' answers", "select country, title, authorities, articles from initiative_register"),
    ):
        command = f'{base} query "{sql}"'
        lines.append(f"# {purpose}\n", style="not bold dim").append(f"{command}\n", style="not bold cyan")
    return lines
