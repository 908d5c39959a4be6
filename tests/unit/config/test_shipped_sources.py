"""The sources that come with the project: what each of them tells, and the pages of docs/ that list them."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from config.agencies import agencies
from config.settings import PROJECT
from config.source_table import FOLDER, documentation, source_table
from config.sources import Source, load_sources, source_files
from parsers.registry import option_faults
from pipelines.commands.source.naming import faults

PAGE = (PROJECT / "docs" / "sources.md").read_text("utf-8")
SHIPPED = {name: source for name, source in load_sources(FOLDER).items() if f"[`{name}`]" in PAGE}
"""Those that the page of docs/ lists (``make docs``); what someone adds for themselves need not be as good."""
FILES = {path.stem: path for path in source_files(FOLDER)}
ORDER = tuple(Source.model_fields)
"""The fields of a source in the order in which all files have them: the one of their description."""
INTERNATIONAL = ("int", "eu")
OF_APIS = ("govuk_content", "us_doj_api", "federal_register")
"""Document parsers for answers of APIs that state how often they may be asked, which is more than once a second."""
CANDIDATE = re.compile(r"`communique source new (\S+)`")
every_source = pytest.mark.parametrize("source", SHIPPED.values(), ids=SHIPPED)


def test_there_are_publishers_of_many_countries() -> None:
    assert len({source.publisher or source.name for source in SHIPPED.values()}) >= 20
    assert len({source.country for source in SHIPPED.values()} - {None}) >= 10


@every_source
def test_parsers_options_and_publisher_exist(source: Source) -> None:
    assert faults(FILES[source.source_id], source) == []


@every_source
def test_the_id_begins_with_the_country(source: Source) -> None:
    prefix = source.source_id.partition("-")[0]
    if source.country is None:
        assert prefix in INTERNATIONAL, "bodies of no one country begin with int- or eu-"
    else:
        assert prefix == source.country.lower()


@every_source
def test_the_publisher_is_of_the_same_country(source: Source) -> None:
    if source.publisher:
        agency = agencies().get(source.publisher)
        assert agency is not None
        assert (agency.country or None) == source.country, agency


@every_source
def test_the_file_has_the_order_of_the_others(source: Source) -> None:
    text = FILES[source.source_id].read_text("utf-8")
    fields = re.findall(r"^(\w+):", text, re.MULTILINE)
    assert fields == sorted(fields, key=ORDER.index)
    assert {"homepage", "licence", "notes", "listing", "schedule", "politeness", "expect", "verified"} <= set(fields)


@every_source
def test_the_notes_lead_to_what_documents_the_interface(source: Source) -> None:
    assert documentation(source), "the notes name no page, by its https address, that documents the feed or API"
    assert "http://" not in (source.notes or "")
    for url in documentation(source):
        assert urlsplit(url).hostname, url
        assert url[-1] not in ".,:;", f"{url} ends with a sentence's mark"


@every_source
def test_addresses_are_encrypted(source: Source) -> None:
    specs = [spec for spec in (source.listing, source.backfill) if spec]
    for url in (source.homepage or "", *(spec.url for spec in specs)):
        assert url.startswith("https://"), url


@every_source
def test_only_what_a_person_has_seen_live_is_verified(source: Source) -> None:
    assert source.verified == (source.verified_on is not None)


@every_source
def test_whoever_serves_pages_is_asked_slowly(source: Source) -> None:
    assert source.politeness.delay_seconds >= (1 if source.document.parser in OF_APIS else 5)
    assert source.politeness.connections == 1


@every_source
def test_full_texts_are_read_as_such(source: Source) -> None:
    """A feed that hands over whole releases wants the parser of its items, and only such a feed does."""
    full_text = bool(source.listing and source.listing.options.get("full_text"))
    assert full_text == (source.document.parser == "feed_item")


@every_source
def test_what_is_expected_is_told(source: Source) -> None:
    assert source.expect.items_per_listing is not None
    assert source.expect.body_characters is not None
    assert source.expect.items_per_listing[1] >= 10
    assert source.expect.body_characters[1] > 10 * source.expect.body_characters[0]


def test_no_two_sources_read_the_same_listing() -> None:
    listings = Counter(source.listing.url for source in SHIPPED.values() if source.listing)
    assert [url for url, times in listings.items() if times > 1] == []


def test_runs_are_spread_over_the_hours() -> None:
    schedules = Counter(source.schedule for source in SHIPPED.values())
    assert [schedule for schedule, times in schedules.items() if times > 1] == [], "each begins at a minute of its own"


def test_the_options_of_a_wrong_parser_would_be_seen() -> None:
    """The check of the options has teeth: a YAML's own options are not those of another parser."""
    listing = SHIPPED["hk-monetary-authority"].listing
    assert listing is not None
    assert option_faults("listing", "feed", listing.options)


def test_the_page_of_sources_is_that_of_the_files() -> None:
    assert source_table(SHIPPED.values()) == PAGE, "docs/sources.md is not that of config/sources: make docs"
    for source_id in SHIPPED:
        assert f"[`{source_id}`](../config/sources/{source_id}.yaml)" in PAGE


def test_candidates_are_not_shipped_and_can_be_tried() -> None:
    page = (PROJECT / "docs" / "candidates.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| ")][2:]
    tried = [url for line in lines for url in CANDIDATE.findall(line)]
    assert len(tried) == len(lines) == len(set(tried)) > 20, (
        "each line has one address to try, and each address one line"
    )
    shipped = {source.listing.url for source in SHIPPED.values() if source.listing}
    for line, url in zip(lines, tried, strict=True):
        assert url.startswith("https://"), line
        assert url not in shipped, f"{url} is shipped"
        assert line.count(" | ") == 4, line
