"""Agencies in any text at all: no crash, offsets that hold, no overlaps, the same answer twice."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from config.agencies import agencies
from parsers.language.agencies import find_agencies
from parsers.language.agencies.publisher import with_publisher
from parsers.records import AgencyMention, Context, PlaceMention

NLP = spacy.blank("en")
PIECES = st.sampled_from(
    [
        *(
            "the ",
            "The ",
            "of ",
            "and ",
            ", ",
            ". ",
            "\n\n",
            " (",
            ") ",
            "'s ",
            "’s ",
            "s ",
            "-",
            "“",
            "U.S. ",
            "UN ",
            "in ",
        ),
        *(
            "Ministry ",
            "Department ",
            "Commission ",
            "Court ",
            "Office ",
            "Division ",
            "Police ",
            "Embassy ",
            "Government ",
        ),
        *(
            "Justice ",
            "Criminal ",
            "Fraud Section ",
            "ICAC ",
            "SFO ",
            "FBI",
            "MACC ",
            "District of ",
            "Eastern ",
            "Nevada ",
        ),
        *(
            "Attorney ",
            "Minister for ",
            "President ",
            "Iraqi ",
            "Thailand ",
            "Haiti",
            "regime ",
            "ACAs ",
            "Inc. ",
            "S.A. ",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
PUBLISHERS = st.sampled_from(
    [
        None,
        "us-doj",
        "hk-icac",
        "gb-fco",
        "x-unknown",
        "Department of Justice of Eastern Nevada",
        "Criminal Court",
        "The",
    ]
)
"""Ids of the register, and names of bodies that it does not hold."""


def _read(text: str, publisher: str | None, places: list[PlaceMention]) -> list[AgencyMention]:
    country = agencies().get(publisher).country if publisher and publisher in agencies() else None
    context = Context(publisher=publisher, publisher_name=publisher, country=country)
    return find_agencies(NLP(text), with_publisher(context, agencies()), places)


@settings(max_examples=300)
@given(text=TEXTS, publisher=PUBLISHERS)
def test_any_text_gives_sound_mentions(text: str, publisher: str | None) -> None:
    places = [PlaceMention(0, min(4, len(text)), "IQ", "country", "Iraq")] if text else []
    mentions = _read(text, publisher, places)
    end = 0
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text), mention
        assert mention.start >= end, f"overlaps the one before: {mention}"
        assert mention.name, mention
        assert mention.agency_id.startswith("x-") or mention.agency_id in agencies(), mention
        end = mention.end
    assert _read(text, publisher, places) == mentions


def test_a_long_text_of_names_is_read_whole() -> None:
    text = "The Malaysian Anti-Corruption Commission met the FBI. " * 400
    assert len(_read(text, "my-macc", [])) == 800
