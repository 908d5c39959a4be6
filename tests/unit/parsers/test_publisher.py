"""The publisher that a page or line names becomes one body, with one id wherever it is compared."""

from __future__ import annotations

from datetime import date

import pytest

from config.agencies import Agencies, agencies
from config.agency_merges import Merge
from parsers.language.agencies.publisher import publisher_of, with_publisher
from parsers.language.reader import Reader
from parsers.records import Context, Event

INVENTED = "Marram Coast Integrity Commission"
VISIT = (
    "A delegation of the Anti-Corruption Agency of Kazakhstan visited the Marram Coast Integrity Commission on 4 March "
    "2024. The two bodies discussed asset declarations."
)


def test_a_name_of_the_register_brings_id_name_and_country() -> None:
    told = with_publisher(Context(publisher_name="ICAC", country="HK"), agencies())
    assert (told.publisher, told.country) == ("hk-icac", "HK")
    assert told.publisher_name == agencies().get("hk-icac").name


def test_an_id_of_the_register_brings_name_and_country() -> None:
    told = with_publisher(Context(publisher="hk-icac"), agencies())
    assert (told.publisher_name, told.country) == (agencies().get("hk-icac").name, "HK")


@pytest.mark.parametrize("country", ["NZ", None])
def test_a_publisher_of_no_register_has_an_id_too(country: str | None) -> None:
    told = with_publisher(Context(publisher_name=INVENTED, country=country), agencies())
    assert told.publisher == f"x-{(country or 'zz').lower()}-marram-coast-integrity-commission"
    assert told.publisher_name == INVENTED
    body = publisher_of(told, agencies())
    assert body is not None
    assert (body.agency_id, body.name, body.country) == (told.publisher, INVENTED, country)


def test_the_same_context_again_changes_nothing() -> None:
    for name, country in ((INVENTED, "NZ"), (INVENTED, None), ("ICAC", "HK"), ("", "GB")):
        once = with_publisher(Context(publisher_name=name, country=country), agencies())
        assert with_publisher(once, agencies()) == once


@pytest.mark.parametrize("context", [Context(), Context(publisher="x-nothing"), Context(publisher_name=" – ")])
def test_no_name_is_no_publisher(context: Context) -> None:
    told = with_publisher(context, agencies())
    assert told.publisher is None
    assert publisher_of(told, agencies()) is None


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _parties(event: Event) -> list[tuple[str, str | None]]:
    return [(p.role, p.agency_id) for p in event.participants]


def test_events_know_an_unregistered_publisher_as_its_own_text_does(reader: Reader) -> None:
    context = Context(date(2024, 3, 5), publisher_name=INVENTED, country="NZ")
    own = with_publisher(context, agencies()).publisher
    (visit,) = [e for e in reader.read_one(VISIT, context).events if e.type == "visit"]
    assert [i for role, i in _parties(visit) if role == "host"] == [own]
    assert [role for role, i in _parties(visit) if i == own] == ["host"], "the publisher takes part once"


@pytest.mark.parametrize(
    "text",
    [
        "The Commission has appointed Siu-ling Ng as its Director of Prevention. She takes office on 2 April 2024.",
        "A delegation of the Anti-Corruption Agency of Kazakhstan paid a visit to the Commission on 4 March 2024.",
        "The Commission arrested two traders on 4 March 2024. They were charged with bribery on the next day.",
    ],
)
def test_an_unregistered_publisher_takes_part_as_a_registered_one_does(reader: Reader, text: str) -> None:
    roles = []
    for named in (
        Context(date(2024, 3, 5), publisher="hk-icac", country="HK"),
        Context(date(2024, 3, 5), publisher_name="Marram Coast Commission Against Corruption", country="HK"),
    ):
        context = with_publisher(named, agencies())
        events = reader.read_one(text, context).events
        roles.append([(e.type, sorted(role for role, i in _parties(e) if i == context.publisher)) for e in events])
    registered, unregistered = roles
    assert any(own for _, own in registered), "the publisher takes part in nothing"
    assert unregistered == registered


def test_a_publisher_that_the_operator_has_merged_is_what_it_was_merged_into() -> None:
    register = Agencies(agencies(), [Merge("x-nz-marram-coast-integrity-commission", "nz-new-zealand-police")])
    told = with_publisher(Context(publisher_name=INVENTED, country="NZ"), register)
    assert (told.publisher, told.publisher_name) == ("nz-new-zealand-police", "New Zealand Police")
    assert with_publisher(Context(publisher_name=INVENTED, country="FJ"), register).publisher == (
        "x-fj-marram-coast-integrity-commission"
    )
